"""A story in its own sentences: those that most origins stand behind, in time order.

Nothing is written anew. Each claim gives the sentence that the page shows for it;
claims with more origins, then newsrooms, then articles come first; a sentence that
needs another before it, or mostly repeats one already taken, is passed over.
"""

import math
from typing import Any

import pandas as pd

from .claims import anchor_of, leans, places_of, stand_alone, words_of
from .cuts import Row
from .evidence import Place, Shelf
from .words import clean, counted, number_or

MOST = 5
ALIKE = 0.5  # share of the shorter sentence's words found in a sentence already taken


def summarise(
    claims: list[Row],
    told: dict[str, list[Row]],
    days: dict[Place, str],
    shelf: Shelf,
) -> list[dict[str, Any]]:
    """Return the sentences that sum a story up, each with its support.

    Parameters
    ----------
    claims : list of dict
        The claims of the story, the main one first.
    told : dict of str to list of dict
        The tellings of each claim.
    days : dict of Place to str
        The day of what a sentence tells, where that is known.
    shelf : Shelf
        The articles.
    """
    taken: list[dict[str, Any]] = []
    for claim in _by_support(claims):
        spans = places_of(told.get(claim["claim_id"], []))
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


def _by_support(claims: list[Row]) -> list[Row]:
    """Leave the main claim first, then put claims by the number of origins behind them.

    What nobody is named for comes last: outlets that tell it without a basis are
    counted as its origins, and need not be independent.
    """

    def order(claim: Row) -> tuple[Any, ...]:
        counts = (claim[name] for name in ("n_origins", "n_pipelines", "n_articles"))
        # What is missing comes after every number.
        falling = [math.inf if pd.isna(number) else -number for number in counts]
        bare = clean(claim["attribution"], "") == "unattributed"
        return bare, *falling, claim["start"], claim["claim_id"]

    return [*claims[:1], *sorted(claims[1:], key=order)]


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
