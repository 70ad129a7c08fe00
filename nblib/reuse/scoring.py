"""Pairs of articles become rows of the reuse table.

A row depends on the words and the credits of its two articles alone, so that pairs
can be scored in any batches, and held for later.
"""

from collections.abc import Mapping
from typing import Any

import numpy as np

from .features import Features, Numbers, add_twins, compare
from .marks import Whole
from .model import BELIEVED, LEAST_WORDS, probability
from .relations import Article, find_ancestor, find_direction, name_relation, said_by
from .signs import Signs
from .table import WordTable
from .words import Words


def score_pairs(
    table: WordTable,
    known: Mapping[str, Article],
    signs: Signs,
    one: Whole,
    two: Whole,
    only_believed: bool,
) -> list[dict[str, Any]]:
    """Return a row for each pair, in their order, or for those believed alone.

    Twins are the dearest feature. Of pairs that are scored to be believed or not,
    those are left out that could not be believed whatever their twins.

    Parameters
    ----------
    table : WordTable
        The words of the articles.
    known : mapping of str to Article
        What is known of articles besides their words, by id.
    signs : Signs
        Their credits, in the order of `table`.
    one, two : array of int
        Numbers of the articles of each pair.
    only_believed : bool
        Whether to leave out pairs that are not believed.
    """
    kinds = table.kinds
    features, shared = compare(kinds, table.runs, one, two)
    fewer = np.minimum(kinds.many[one], kinds.many[two])
    wanted = measured = fewer >= LEAST_WORDS
    credited = signs.meet(one, two)
    if only_believed:
        wanted = measured & (probability(features, credited=credited) >= BELIEVED)
    features = add_twins(kinds, shared, features, wanted)
    derived = probability(features, credited=credited)
    rows = np.arange(len(one))
    if only_believed:
        rows = np.flatnonzero(wanted & (derived >= BELIEVED))
    return [
        {"a": table.words.names[one[k]], "b": table.words.names[two[k]]}
        | (
            _measures(features, derived, k)
            | _relate(
                table.words, known, (one[k], two[k]), derived[k], features.runs[k]
            )
            if measured[k]
            else _unmeasured(fewer[k])
        )
        for k in rows.tolist()
    ]


def _unmeasured(fewer: int) -> dict[str, Any]:
    reason = f"{fewer} content words in the shorter text, {LEAST_WORDS} needed"
    return {"reason": reason}


def _measures(features: Features, derived: Numbers, k: int) -> dict[str, Any]:
    held = {name: column[k] for name, column in features._asdict().items()}
    return {"derived": derived[k], "direction": "unknown"} | held


def _relate(
    words: Words,
    known: Mapping[str, Article],
    pair: tuple[int, int],
    derived: float,
    runs: float,
) -> dict[str, Any]:
    """Name what two articles have to do with each other, if one is a copy."""
    if derived < BELIEVED:
        return {}
    one, two = (known[words.names[number]] for number in pair)
    here, there = (said_by(words, number) for number in pair)
    many = len(here.stems), len(there.stems)
    ancestor = find_ancestor(one, two, here, there)
    relation = "common ancestor" if ancestor else name_relation(runs, *many)
    shorter = "a" if many[0] < many[1] else "b"
    direction = find_direction(one, two, relation, shorter)
    return {"relation": relation, "direction": direction, "ancestor": ancestor}
