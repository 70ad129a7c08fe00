"""What a pair of articles shows of copying: shared detail, and shared order.

Two reporters of one event share its words; a copyist also shares their order. So
the figures that count are about order: do the rare words that both texts hold come
in one sequence (`chain`, `tau`), and inside a stretch of a sentence or two do they
run the same way rather than either way (`local`)? Order over the whole text finds
whole copies however reworded, local order finds copied parts that were moved.
"""

from bisect import bisect_left
from typing import NamedTuple

import numpy as np

from .words import Reading, Whole

RARE = 2  # times; a word that an article uses more often is its subject
NEAR = 12  # content words, about a sentence
LITTLE = 10.0  # shared words; weight of the doubt about fewer


class Features(NamedTuple):
    """How much of one text is in another, and in what order.

    Attributes
    ----------
    containment : float
        Share of the shorter text's kinds of content words that the other holds.
    details : float
        The same of names and figures.
    runs : float
        Share of the shorter text's runs of five words that the other holds.
    tau : float
        Kendall's tau of the places of the rare shared words, drawn towards 0 where
        they are few; -1 to 1.
    chain : float
        Length of the longest sequence of rare shared words that stands in one
        order in both, as a share of the shorter text's kinds.
    local : float
        Log of the pairs of neighbouring shared words that run the same way over
        those that run the other way.
    shared : int
        How many rare words they share.
    """

    containment: float
    details: float
    runs: float
    tau: float
    chain: float
    local: float
    shared: int


def compare(one: Reading, two: Reading) -> Features:
    """Return the features of a pair; the same either way round."""
    _, i, j = np.intersect1d(
        one.kinds, two.kinds, assume_unique=True, return_indices=True
    )
    rare = (one.count[i] <= RARE) & (two.count[j] <= RARE)
    x, y = one.first[i[rare]], two.first[j[rare]]
    y = y[np.argsort(x)]
    x = np.sort(x)
    shorter = max(LITTLE, min(len(one.kinds), len(two.kinds)))
    return Features(
        containment=len(i) / shorter,
        details=_share(
            int((one.details[i] & two.details[j]).sum()),
            min(int(one.details.sum()), int(two.details.sum())),
            LITTLE / 2,
        ),
        runs=_share(
            len(np.intersect1d(one.runs, two.runs, assume_unique=True)),
            min(len(one.runs), len(two.runs)),
            LITTLE,
        ),
        tau=_tau(y) * len(y) / (len(y) + LITTLE),
        chain=_longest_rise(y) / shorter,
        local=_local_order(x, y),
        shared=len(y),
    )


def _share(part: int, whole: int, least: float) -> float:
    return part / max(least, whole)


def _tau(y: Whole) -> float:
    """Kendall's tau of `y` against its own sequence."""
    n = len(y)
    if n < 2:
        return 0.0
    rising = np.sign(y[None, :] - y[:, None])[np.triu_indices(n, 1)].sum()
    return float(rising / (n * (n - 1) / 2))


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
    near = (dx > 0) & (dx <= NEAR) & (np.abs(dy) <= NEAR)
    forward = (near & (dy > 0) & ~((dx == 1) & (dy == 1))).sum()
    backward = (near & (dy < 0)).sum()
    return float(np.log((forward + 1) / (backward + 1)))
