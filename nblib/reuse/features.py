"""What a pair of articles shows of copying: shared detail, and shared order.

Two reporters of one event share its words; a copyist also shares their order. So the
share of the rare common words that stand in one order in both texts tells copies from
second reports better than how many there are: long reports of one event share many
words, in any order (Kendall's tau of the same places adds little). Order inside
stretches of a sentence (`local`) and whole twin sentences (`twins`) find copied parts
that were moved. What both quote is left out of the order: two reporters of one speech
quote it in its order.
"""

from bisect import bisect_left
from typing import NamedTuple

import numpy as np

from .twins import twin_strength
from .words import Flags, Reading, Whole

RARE = 2  # times; what an article says more often is its subject (in the longer of
# two, as many times more as it is longer)
NEAR = 12  # content words, about a sentence
LITTLE = 10  # kinds of words; a share of fewer is taken as one of so many
HALF_KNOWN = (3, 5)  # names and figures that a text is taken to share, of how many
FEW_ORDERED = (1, 4)  # words taken to stand in order besides those read, of how many


class Features(NamedTuple):
    """How much of one text is in another, and in what order.

    Attributes
    ----------
    containment : float
        Share of the shorter text's kinds of content words that the other holds.
    details : float
        The same of names and figures, of the text that keeps more of its own to
        itself; drawn towards 0.6 where there are few.
    runs : float
        Share of the shorter text's runs of five words that the other holds.
    order : float
        Length of the longest sequence of rare shared words, outside common
        quotations, that stands in one order in both, as a share of those words;
        drawn towards a quarter where they are few.
    local : float
        Log of the pairs of neighbouring shared words that run the same way over
        those that run the other way.
    twins : float
        Likeness of the second to the fourth best pairs of sentences.
    shared : int
        How many rare words they share, outside common quotations.
    """

    containment: float
    details: float
    runs: float
    order: float
    local: float
    twins: float
    shared: int


def compare(one: Reading, two: Reading) -> Features:
    """Return the features of a pair; the same either way round."""
    _, i, j = np.intersect1d(
        one.kinds, two.kinds, assume_unique=True, return_indices=True
    )
    longer = max(1, len(one.stems)) / max(1, len(two.stems))
    rare = one.often[i] <= RARE * max(1.0, longer)
    rare &= two.often[j] <= RARE * max(1.0, 1 / longer)
    x, y = one.first[i[rare]], two.first[j[rare]]
    turn = np.argsort(x)
    x, y = x[turn], y[turn]
    told = ~(one.quoted[x] & two.quoted[y])
    x, y = x[told], y[told]
    return Features(
        containment=len(i) / max(LITTLE, min(len(one.kinds), len(two.kinds))),
        details=max(_details(one, i), _details(two, j)),
        runs=_runs(one, two),
        order=_order(y),
        local=_local_order(x, y),
        twins=twin_strength(one, two),
        shared=len(y),
    )


def _details(reading: Reading, shared: Whole) -> float:
    known, of = HALF_KNOWN
    return float((reading.details[shared].sum() + known) / (reading.details.sum() + of))


def _runs(one: Reading, two: Reading) -> float:
    shared = len(np.intersect1d(one.runs, two.runs, assume_unique=True))
    return shared / max(LITTLE, min(len(one.runs), len(two.runs)))


def _order(y: Whole) -> float:
    ordered, of = FEW_ORDERED
    return (_longest_rise(y) + ordered) / (len(y) + of)


def _longest_rise(y: Whole) -> int:
    """Length of the longest rising subsequence (patience sorting)."""
    tops: list[int] = []
    for place in y.tolist():
        pile = bisect_left(tops, place)
        if pile == len(tops):
            tops.append(place)
        else:
            tops[pile] = place
    return len(tops)


def _local_order(x: Whole, y: Whole) -> float:
    """Log ratio of neighbouring pairs in order over those out of order.

    Words that follow each other directly in both texts are left out: a name or a
    fixed phrase has its order from the language.
    """
    dx, dy = x[None, :] - x[:, None], y[None, :] - y[:, None]
    near: Flags = (dx > 0) & (dx <= NEAR) & (np.abs(dy) <= NEAR)
    forward = (near & (dy > 0) & ~((dx == 1) & (dy == 1))).sum()
    backward = (near & (dy < 0)).sum()
    return float(np.log((forward + 1) / (backward + 1)))
