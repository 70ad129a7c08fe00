"""Sentences of two articles that tell the same in the same order.

Two reporters at one briefing write one sentence alike, seldom a second and a third.
So what counts is how alike the second to the fourth best pairs of sentences are.
Words in quotation marks count little: a statement has its wording from the speaker.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from .kinds import Kinds, Shared
from .marks import Flags, Whole

Numbers = NDArray[np.float64]

OFTEN = 40  # pairs of places; a word that makes more is the subject of both
TELLING = 3  # words in order, at least
UNSPOKEN = 0.7  # how much of a twin's weight its quoted words lose
BEST = 4  # twins that are looked at; the first of them tells nothing
LIGHTEST = 1.5  # weight of a sentence at least, so that stubs are no twins
HEAVY = 1.0  # weight of the words that two twins share, at least


class _Anchors(NamedTuple):
    """Every two places of one stem, with a weight that falls with its count."""

    pair: Whole
    x: Whole
    y: Whole
    weight: Numbers


class _Twins(NamedTuple):
    """Two sentences of each pair that share enough, and how alike they are."""

    pair: Whole
    one: Whole
    two: Whole
    likeness: Numbers


def find_twins(kinds: Kinds, shared: Shared, sought: Flags) -> Numbers:
    """Return the mean likeness of the second to the fourth best twins, 0 to 1.

    Pairs that are not sought have 0.
    """
    strength = np.zeros(len(sought))
    left = _compare_sentences(kinds, _find_anchors(kinds, shared, sought))
    turn = np.lexsort((left.two, left.one, -left.likeness, left.pair))
    left = _pick(left, turn)
    for rank in range(BEST):
        _, best = np.unique(left.pair, return_index=True)
        pair = left.pair[best]
        if rank:
            strength[pair] += left.likeness[best]
        chosen = np.searchsorted(pair, left.pair)
        free = left.one != left.one[best][chosen]
        left = _pick(left, free & (left.two != left.two[best][chosen]))
    return strength / (BEST - 1)


def _pick(twins: _Twins, rows: Whole | Flags) -> _Twins:
    pair, one, two, likeness = twins
    return _Twins(pair[rows], one[rows], two[rows], likeness[rows])


def _find_anchors(kinds: Kinds, shared: Shared, sought: Flags) -> _Anchors:
    here, there = (
        kinds.often[side].astype(np.int64) for side in (shared.one, shared.two)
    )
    kept = np.flatnonzero(sought[shared.pair] & (here * there <= OFTEN))
    here, there = here[kept], there[kept]
    many = here * there
    kind = np.repeat(np.arange(len(many)), many)
    step = np.arange(len(kind)) - np.repeat(np.cumsum(many) - many, many)
    return _Anchors(
        shared.pair[kept][kind],
        kinds.places[kinds.begins[shared.one[kept]][kind] + step // there[kind]],
        kinds.places[kinds.begins[shared.two[kept]][kind] + step % there[kind]],
        (many.astype(np.float64) ** -0.25)[kind],
    )


def _compare_sentences(kinds: Kinds, anchors: _Anchors) -> _Twins:
    """Compare every two sentences that share `TELLING` words or more."""
    pair, x, y, weight = anchors
    n = len(kinds.weights)
    cell = (pair * n + kinds.sentence[x]) * n + kinds.sentence[y]
    turn = np.lexsort((-y, x, cell))
    _, begins, lengths = np.unique(cell[turn], return_index=True, return_counts=True)
    heavy = np.add.reduceat(weight[turn], begins) >= HEAVY if len(begins) else begins
    kept = np.flatnonzero((lengths >= TELLING) & heavy)
    begins, lengths = begins[kept], lengths[kept]
    x, y, weight = x[turn], y[turn], weight[turn]
    names = kinds.detail[x] | kinds.detail[y]  # one may open its sentence
    held, telling = _heaviest_rises(begins, lengths, x, y, weight, names)
    spoken = np.concatenate([[0], np.cumsum(kinds.quoted[x])])
    told = 1 - UNSPOKEN * (spoken[begins + lengths] - spoken[begins]) / lengths
    one, two = kinds.sentence[x[begins]], kinds.sentence[y[begins]]
    heavy_one, heavy_two = (
        np.maximum(kinds.weights[side], LIGHTEST) for side in (one, two)
    )
    likeness = held / np.sqrt(heavy_one * heavy_two) * told
    twins = _Twins(pair[turn][begins], one, two, likeness)
    return _pick(twins, telling >= TELLING)


def _heaviest_rises(
    begins: Whole, lengths: Whole, x: Whole, y: Whole, weight: Numbers, names: Flags
) -> tuple[Numbers, Whole]:
    """Weight and number of words of the heaviest sequence that rises on both sides.

    One for each stretch of anchors, which stand by `x`. Stretches of about one
    length are done together.
    """
    held, telling = np.zeros(len(begins)), np.zeros(len(begins), dtype=np.int64)
    size = np.ceil(np.log2(np.maximum(lengths, 1))).astype(np.int64)
    for power in np.unique(size).tolist():
        own = np.flatnonzero(size == power)
        step = np.arange(lengths[own].max())
        there = step < lengths[own][:, None]
        at = np.where(there, begins[own][:, None] + step, 0)
        held[own], telling[own] = _heaviest_rise(
            np.where(there, x[at], -1), y[at], np.where(there, weight[at], 0), names[at]
        )
    return held, telling


def _heaviest_rise(
    x: Whole, y: Whole, weight: Numbers, names: Flags
) -> tuple[Numbers, Whole]:
    """Compare row by row; a name's second word, right after its first, adds nothing."""
    best, count = np.zeros(x.shape), np.zeros(x.shape, dtype=np.int64)
    row = np.arange(len(x))
    for p in range(x.shape[1]):
        rises = (x[:, :p] < x[:, p : p + 1]) & (y[:, :p] < y[:, p : p + 1])
        top, number, before = _first_best(
            np.where(rises, best[:, :p], 0), np.where(rises, count[:, :p], 0)
        )
        gain = weight[:, p]
        if p:
            steps = x[:, p] - x[row, before], y[:, p] - y[row, before]
            follows = (top > 0) & (steps[0] == 1) & (steps[1] == 1)
            gain = np.where(follows & names[:, p] & names[row, before], 0, gain)
        best[:, p], count[:, p] = top + gain, number + (gain > 0)
    return _first_best(best, count)[:2]


def _first_best(best: Numbers, count: Whole) -> tuple[Numbers, Whole, Whole]:
    """Return the heaviest of each row, of equals the longest, then the first."""
    if not best.shape[1]:
        none = np.zeros(len(best), dtype=np.int64)
        return none.astype(np.float64), none, none
    top = best.max(axis=1)
    number = np.where(best == top[:, None], count, -1)
    return top, number.max(axis=1), number.argmax(axis=1)
