"""Ids that last: minted once, carried from run to run, resolved for ever.

Three plain tables are the memory, so that any ledger can keep them: which story each
article was last seen in (`known`), what became of the stories in every run, one run
below the other (`history`), and this run's stories. An id that merged into another
never lives again, an ended one only if its own articles come back; so the newest
rows of the history say where any id went.
"""

import hashlib
from collections.abc import Collection, Iterable
from typing import NamedTuple

import pandas as pd

from ..tables import check_table, make_table
from .follow import check_stories, follow_stories, story_ids


class Carried(NamedTuple):
    """One run under lasting ids, and what the next run needs.

    Attributes
    ----------
    stories : DataFrame
        The current stories, their ids carried where they go on.
    changes : DataFrame
        The `follow` table under lasting ids; the ledger puts it below its history.
    known : DataFrame
        `article_id, story_id`: the story of each article ever seen, as last seen;
        the next run's `previous`.
    """

    stories: pd.DataFrame
    changes: pd.DataFrame
    known: pd.DataFrame


def carry_ids(
    previous: pd.DataFrame,
    current: pd.DataFrame,
    *,
    history: pd.DataFrame | None = None,
    articles: pd.DataFrame | None = None,
    granularity: str = "event",
) -> Carried:
    """Give the stories of this run the ids that they had before.

    Parameters
    ----------
    previous : DataFrame
        `article_id, story_id` of the last run or, better, `known` of the last call:
        then a story whose articles were away for some runs comes back as itself.
    current : DataFrame
        The stories table of this run, as `find_stories` makes it.
    history : DataFrame, optional
        The changes of all earlier runs, oldest first. No id in it is given to
        another story, and what it says has ended does not end again.
    articles, granularity : optional
        As for `follow_stories`.

    Returns
    -------
    Carried
        A new story keeps the id that was minted for it, unless another has borne
        it: then one is derived from it that none has.

    Examples
    --------
    >>> old = pd.DataFrame({"article_id": ["a", "b"], "story_id": "s1"})
    >>> now = pd.DataFrame({"article_id": ["a", "c"], "story_id": "s2"})
    >>> run = carry_ids(old, now)
    >>> run.stories["story_id"].tolist(), run.changes["change"].tolist()
    (['s1', 's1'], ['continued'])
    >>> dict(run.known.to_numpy())
    {'a': 's1', 'b': 's1', 'c': 's1'}
    """
    check_stories(previous, "previous")
    check_stories(current, "current")
    past = make_table("follow", []) if history is None else history
    standing = _Standing(past)
    before = previous[~previous["story_id"].isin(standing.into)]
    follow = follow_stories(before, current, articles=articles, granularity=granularity)
    carried = _carried(follow, current, {*standing.ever, *story_ids(before)})
    over = follow["change"].eq("ended") & follow["previous_id"].isin(standing.ended)
    changes = follow[~over].assign(story_id=follow["story_id"].map(carried))
    changes = changes.sort_values(["story_id", "previous_id"], ignore_index=True)
    stories = current.assign(story_id=current["story_id"].map(carried).astype("str"))
    both = pd.concat([before, stories])[["article_id", "story_id"]]
    known = both.drop_duplicates("article_id", keep="last")
    return Carried(
        stories,
        changes.astype(follow.dtypes),
        known.sort_values("article_id", ignore_index=True),
    )


def resolve_ids(history: pd.DataFrame, ids: Iterable[str]) -> pd.DataFrame:
    """Tell where the stories of old ids are now.

    Parameters
    ----------
    history : DataFrame
        The changes of all runs (`Carried.changes`), oldest first.
    ids : iterable of str
        Any ids that some run has given.

    Returns
    -------
    DataFrame
        The table `resolved`, one row per id asked, in the order asked: `story_id` is
        the id under which it goes on, or ended; `state` is living, ended, or unknown
        (an id that no run has given; its `story_id` is missing).

    Examples
    --------
    >>> rows = [("p", None, "new"), ("q", None, "new"), ("p", "q", "merged")]
    >>> rows += [("p", "p", "continued"), (None, "p", "ended")]
    >>> history = pd.DataFrame(rows, columns=["story_id", "previous_id", "change"])
    >>> resolve_ids(history.head(4), ["q"]).to_numpy().tolist()
    [['q', 'p', 'living']]
    >>> resolve_ids(history, ["p", "q", "x"])["state"].tolist()
    ['ended', 'ended', 'unknown']
    """
    standing = _Standing(history)
    rows = []
    for asked in ids:
        story = standing.now(asked)
        state = "ended" if story in standing.ended else "living"
        known = story in standing.ever
        rows.append(
            {
                "asked_id": asked,
                "story_id": story if known else None,
                "state": state if known else "unknown",
            }
        )
    return make_table("resolved", rows)


class _Standing:
    """Where every id of a history stands after its last row."""

    def __init__(self, history: pd.DataFrame) -> None:
        check_table(history, "follow")
        self.into: dict[str, str] = {}
        self.ended: set[str] = set()
        self.ever: set[str] = set()
        for story, old, change in zip(
            history["story_id"], history["previous_id"], history["change"], strict=True
        ):
            self.ever |= {one for one in (story, old) if isinstance(one, str)}
            if change == "ended":
                self.ended.add(old)
            else:
                self.ended.discard(story)
            if change == "merged":
                self.into[old] = story

    def now(self, story: str) -> str:
        """Return the id that `story` goes under."""
        while story in self.into:
            story = self.into[story]
        return story


def _carried(
    follow: pd.DataFrame, current: pd.DataFrame, taken: set[str]
) -> dict[str, str]:
    """Lasting id of each current story."""
    kept = follow[follow["change"] == "continued"]
    carried = dict(zip(kept["story_id"], kept["previous_id"], strict=True))
    for story_id in story_ids(current):
        if story_id not in carried:
            carried[story_id] = _unused(story_id, taken)
            taken.add(carried[story_id])
    return carried


def _unused(story_id: str, taken: Collection[str]) -> str:
    while story_id in taken:
        digest = hashlib.sha256(story_id.encode("utf-8", "surrogatepass"))
        story_id = f"s{digest.hexdigest()[:12]}"
    return story_id
