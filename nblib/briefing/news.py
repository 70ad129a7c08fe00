"""What is new: the changes that the run found against the one before it.

The page puts them first, in the order that the run gives them. A run that had none
before it says so; no change is told apart from nothing to compare with.
"""

from collections.abc import Collection
from typing import Any

import pandas as pd

from .claims import anchor_of
from .words import clean, counted, shortened

MOST, LONGEST = 4, 140  # changes shown at once; characters of each
FIRST = "First briefing of this pile: nothing to compare with."
NOTHING = "Nothing new since the last briefing."
STATES = ("first run", "nothing new")  # kinds that are no change


def show_changes(
    changes: pd.DataFrame | None,
    stories: dict[str, str],
    anchors: Collection[str],
) -> dict[str, Any]:
    """Return the changes as the page shows them.

    Parameters
    ----------
    changes : DataFrame or None
        The table `changes`; None where the run had no run before it.
    stories : dict of str to str
        Stories of the page: `story_id` to their place.
    anchors : collection of str
        Places of the page that a change may link to.
    """
    rows = [] if changes is None else changes.to_dict("records")
    told = [row for row in rows if row["kind"] not in STATES]
    state = [clean(row["text"], "") for row in rows if row["kind"] in STATES]
    line = next(iter(state), FIRST if changes is None else NOTHING)
    items = [
        {
            "kind": clean(row["kind"], "").capitalize(),
            "text": shortened(clean(row["text"], ""), LONGEST),
            "target": _target(row, stories, anchors),
        }
        for row in told
    ]
    return {
        "line": "" if items else line,
        "items": items[:MOST],
        "more": items[MOST:],
        "more_line": counted(len(items) - MOST, "more change"),
    }


def _target(
    row: dict[str, Any], stories: dict[str, str], anchors: Collection[str]
) -> str:
    """Return the nearest place on the page: the claim, its story, the article."""
    places = (
        anchor_of(clean(row["claim_id"], "")),
        stories.get(clean(row["story_id"], ""), ""),
        f"article-{clean(row['article_id'], '')}",
    )
    return next((place for place in places if place in anchors), "")
