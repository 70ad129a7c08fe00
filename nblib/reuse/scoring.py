"""Pairs of articles become rows of the reuse table.

A row depends on the words and the credits of its two articles alone, so that pairs
can be scored in any batches, and held for later.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from .features import Features, Numbers, add_twins, compare
from .marks import Flags
from .model import BELIEVED, LEAST_WORDS, probability
from .relations import (
    Article,
    find_ancestor,
    find_direction,
    name_relation,
    said_by,
    share_credit,
)
from .table import WordTable
from .words import Words

Pair = tuple[str, str]


def score_pairs(
    table: WordTable,
    known: Mapping[str, Article],
    pairs: Sequence[Pair],
    only_believed: bool,
) -> list[dict[str, Any]]:
    """Return a row for each pair, in their order, or for those believed alone.

    What is `known` of articles besides their words stands by their ids.

    Twins are the dearest feature. Of pairs that are scored to be believed or not,
    those are left out that could not be believed whatever their twins.
    """
    kinds = table.kinds
    one, two = (table.words.number([pair[side] for pair in pairs]) for side in (0, 1))
    features, shared = compare(kinds, table.runs, one, two)
    fewer = np.minimum(kinds.many[one], kinds.many[two])
    wanted = measured = fewer >= LEAST_WORDS
    if only_believed:
        wanted = measured & (probability(features, credited=True) >= BELIEVED)
    credited = _share_credits(known, pairs, wanted)
    if only_believed:
        wanted &= probability(features, credited=credited) >= BELIEVED
    features = add_twins(kinds, shared, features, wanted)
    derived = probability(features, credited=credited)
    if only_believed:
        wanted &= derived >= BELIEVED
        return [
            _row(table.words, known, pairs, features, derived, k)
            for k in np.flatnonzero(wanted).tolist()
        ]
    return [
        _row(table.words, known, pairs, features, derived, k)
        if measured[k]
        else _unmeasured(pairs[k], fewer[k])
        for k in range(len(pairs))
    ]


def _share_credits(
    known: Mapping[str, Article], pairs: Sequence[Pair], wanted: Flags
) -> Flags:
    """Say of the pairs that are wanted whether their articles share a credit."""
    share = np.zeros(len(pairs), dtype=np.bool_)
    for k in np.flatnonzero(wanted).tolist():
        a, b = pairs[k]
        share[k] = share_credit(known[a], known[b])
    return share


def _unmeasured(pair: Pair, fewer: int) -> dict[str, Any]:
    reason = f"{fewer} content words in the shorter text, {LEAST_WORDS} needed"
    return {"a": pair[0], "b": pair[1], "reason": reason}


def _row(
    words: Words,
    known: Mapping[str, Article],
    pairs: Sequence[Pair],
    features: Features,
    derived: Numbers,
    k: int,
) -> dict[str, Any]:
    a, b = pairs[k]
    row = {"a": a, "b": b, "derived": derived[k], "direction": "unknown"}
    row |= {name: column[k] for name, column in features._asdict().items()}
    if derived[k] < BELIEVED:
        return row
    return row | _relate(words, (known[a], known[b]), pairs[k], row["runs"])


def _relate(
    words: Words, known: tuple[Article, Article], pair: Pair, runs: float
) -> dict[str, Any]:
    """Name what two articles have to do with each other, of which one is a copy."""
    one, two = known
    here, there = (said_by(words, number) for number in words.number(pair).tolist())
    many = len(here.stems), len(there.stems)
    ancestor = find_ancestor(one, two, here, there)
    relation = "common ancestor" if ancestor else name_relation(runs, *many)
    shorter = "a" if many[0] < many[1] else "b"
    direction = find_direction(one, two, relation, shorter)
    return {"relation": relation, "direction": direction, "ancestor": ancestor}
