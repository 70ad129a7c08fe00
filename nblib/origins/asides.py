"""Which of a sentence's voices speak of a claim.

"Orlo said the dam would hold, and an aide said the talks would go on" has two voices,
and a claim about the dam has one of them. What the other newsrooms that tell the claim
say of it shows which. "Norway and Chad have offered to help" has two voices and two
offers: where others tell of Norway's offer alone, that is the claim.
"""

from collections import defaultdict
from functools import cache
from typing import Any

import pandas as pd

from ..credits.words import verb_forms
from ..reuse.words import content_stem
from ..vectors import words

Row = dict[str, Any]
ASIDE = 0.5  # of the words that the nearest voice shares with the claim's other tellers


def without_asides(
    rows: list[Row], spans: pd.DataFrame, texts: dict[str, str]
) -> list[Row]:
    """Leave out voices that say something else in a sentence that tells a claim.

    Parameters
    ----------
    rows : list of dict
        Statements that the claim's spans meet.
    spans : DataFrame
        `article_id, start, end` of the claim.
    texts : dict of str to str
        By `article_id`.
    """
    sentences: dict[tuple[str, int], list[Row]] = defaultdict(list)
    for row in rows:
        sentences[row["article_id"], row["start"]].append(row)
    aside: set[int] = set()
    for held in sentences.values():
        if len(held) < 2 or not all(isinstance(row["said"], str) for row in held):
            continue
        rooms = {row["pipeline"] for row in held}
        others = [
            row
            for group in sentences.values()
            for row in group
            if row["pipeline"] not in rooms or len(group) == 1  # no copy of this one
        ]
        shared = _shared(held, _told(others, spans, texts))
        own = {row["state"] for row in others if row["said"] is not None}
        bound = [row for row in held if row["cue"] in _promises()]
        if any(row["state"] in own for row in bound):
            aside |= {id(row) for row in bound if row["state"] not in own}
        least = ASIDE * max(shared.values())
        aside |= {id(row) for row in held if shared[row["said"]] < least}
    return [row for row in rows if id(row) not in aside]


def _shared(rows: list[Row], elsewhere: set[str]) -> dict[str, int]:
    """Count the words that each thing said shares with what others tell."""
    return {row["said"]: len(_stems(row["said"]) & elsewhere) for row in rows}


@cache
def _promises() -> frozenset[str]:
    """Forms of verbs that bind who speaks, and nobody else."""
    return frozenset(
        form for form, verb in verb_forms().items() if verb.kind == "promise"
    )


def _told(rows: list[Row], spans: pd.DataFrame, texts: dict[str, str]) -> set[str]:
    """Content words of the claim's spans in the sentences of some statements."""
    places = {(row["article_id"], row["start"], row["end"]) for row in rows}
    found: set[str] = set()
    for article_id, start, end in zip(
        spans["article_id"], spans["start"], spans["end"], strict=True
    ):
        if any(a == article_id and s < end and start < e for a, s, e in places):
            found |= _stems(texts[article_id][start:end])
    return found


def _stems(text: str) -> set[str]:
    stems = (content_stem(word.folded, False) for word in words(text))
    return {stem for stem in stems if stem}
