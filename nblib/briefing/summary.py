"""A story in its own sentences: those that most origins stand behind, in time order.

Nothing is written anew. Each claim gives the sentence that the page shows for it;
claims with more origins, then newsrooms, then articles come first; a sentence that
needs another before it, or mostly repeats one already taken, is passed over.
"""

from typing import Any

import pandas as pd

from .claims import (
    anchor_of,
    leans,
    main_first,
    places_of,
    stand_alone,
    words_of,
)
from .evidence import Place, Shelf
from .words import counted, number_or

MOST = 5
ALIKE = 0.5  # share of the shorter sentence's words found in a sentence already taken


def summarise(
    claims: pd.DataFrame,
    mentions: pd.DataFrame,
    events: pd.DataFrame,
    shelf: Shelf,
) -> list[dict[str, Any]]:
    """Return the sentences that sum a story up, each with its support.

    Parameters
    ----------
    claims, mentions : DataFrame
        The claims of the story and the tellings of those claims.
    events : DataFrame
        Dated sentences: `article_id`, `sentence_start`, `sentence_end`, `start`.
    shelf : Shelf
        The articles.
    """
    if not len(claims):
        return []
    days = {
        (row.article_id, row.sentence_start, row.sentence_end): str(row.start)
        for row in events.sort_values("start", ascending=False).itertuples()
    }
    told = dict(list(mentions.groupby("claim_id")))
    taken: list[dict[str, Any]] = []
    for claim in _by_support(claims).to_dict("records"):
        spans = places_of(told.get(claim["claim_id"], mentions.head(0)))
        text = stand_alone(claim, spans, shelf)
        words = words_of(text)
        if (
            not spans
            or (taken and leans(text))
            or any(_alike(words, other["words"]) for other in taken)
        ):
            continue
        taken.append(
            {
                "text": text,
                "words": words,
                "target": anchor_of(claim["claim_id"]),
                "support": _support(claim),
                "when": _when(spans, days, shelf),
            }
        )
        if len(taken) == MOST:
            break
    return sorted(taken, key=lambda item: item["when"])


def _by_support(claims: pd.DataFrame) -> pd.DataFrame:
    """Put the main claim first, then claims by the number of origins behind them.

    What nobody is named for comes last: outlets that tell it without a basis are
    counted as its origins, and need not be independent.
    """
    main = main_first(claims).head(1)
    by = ["bare", "n_origins", "n_pipelines", "n_articles", "start", "claim_id"]
    rest = claims[~claims["claim_id"].isin(main["claim_id"])]
    rest = rest.assign(bare=rest["attribution"].eq("unattributed").fillna(False))
    rest = rest.sort_values(by, ascending=[True, False, False, False, True, True])
    return pd.concat([main, rest.drop(columns="bare")])


def _alike(words: set[str], others: set[str]) -> bool:
    shorter = min(len(words), len(others))
    return shorter == 0 or len(words & others) >= ALIKE * shorter


def _support(claim: dict[str, Any]) -> str:
    told = counted(int(claim["n_articles"]), "article")
    origins = number_or(claim["n_origins"])
    noun = "origin" if origins == "1" else "origins"
    return f"{told}, {origins} {noun}"


def _when(
    spans: list[Place],
    days: dict[Place, str],
    shelf: Shelf,
) -> tuple[str, str]:
    """Return the day of what is told, else the day of its first telling."""
    told = sorted(days[span] for span in spans if span in days)
    reported = min(shelf.when(name) for name, _, _ in spans)
    return (told[0][:10] if told else reported[:10]), reported
