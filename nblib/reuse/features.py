"""What a pair of articles shows of copying: shared detail, and shared order.

Two reporters of one event share its words; a copyist also shares their order. So the
share of the rare common words that stand in one order in both texts tells copies from
second reports better than how many there are: long reports of one event share many
words, in any order (Kendall's tau of the same places adds little). Order inside
stretches of a sentence (`local`) and whole twin sentences (`twins`) find copied parts
that were moved. What both quote is left out of the order: two reporters of one speech
quote it in its order. All pairs are compared at once.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from .kinds import Kinds, Shared, find_shared
from .marks import Flags, Whole
from .runs import Runs
from .twins import find_twins

Numbers = NDArray[np.float64]

RARE = 2  # times; what an article says more often is its subject (in the longer of
# two, as many times more as it is longer)
NEAR = 12  # content words, about a sentence
LITTLE = 10  # kinds of words; a share of fewer is taken as one of so many
HALF_KNOWN = (3, 5)  # names and figures that a text is taken to share, of how many
FEW_ORDERED = (1, 4)  # words taken to stand in order besides those read, of how many


class Features(NamedTuple):
    """How much of one text is in another, and in what order: one figure for each pair.

    Attributes
    ----------
    containment : array of float
        Share of the shorter text's kinds of content words that the other holds.
    details : array of float
        The same of names and figures, of the text that keeps more of its own to
        itself; drawn towards 0.6 where there are few.
    runs : array of float
        Share of the shorter text's runs of five words that the other holds.
    order : array of float
        Length of the longest sequence of rare shared words, outside common
        quotations, that stands in one order in both, as a share of those words;
        drawn towards a quarter where they are few.
    local : array of float
        Log of the pairs of neighbouring shared words that run the same way over
        those that run the other way.
    twins : array of float
        Likeness of the second to the fourth best pairs of sentences.
    shared : array of int
        How many rare words they share, outside common quotations.
    """

    containment: Numbers
    details: Numbers
    runs: Numbers
    order: Numbers
    local: Numbers
    twins: Numbers
    shared: Whole


def compare(
    kinds: Kinds, runs: Runs, one: Whole, two: Whole
) -> tuple[Features, Shared]:
    """Return the features of the pairs of articles `one` and `two`, but for twins.

    Parameters
    ----------
    kinds, runs : Kinds, Runs
        Of all articles.
    one, two : array of int
        The numbers of the articles of each pair; either way round is the same.

    Returns
    -------
    Features
        With 1 for `twins`, the most that they can be: they cost more than all else,
        and `add_twins` looks for them where they are wanted.
    Shared
        What was compared.
    """
    shared = find_shared(kinds, one, two)
    count = np.bincount(shared.pair, minlength=len(one))
    said = np.diff(kinds.held.indptr)
    pair, x, y = _rare_places(kinds, shared, one, two)
    told = np.bincount(pair, minlength=len(one))
    features = Features(
        containment=count / np.maximum(LITTLE, np.minimum(said[one], said[two])),
        details=_details(kinds, shared, one, two),
        runs=_runs(runs, one, two),
        order=(longest_rises(told, y) + FEW_ORDERED[0]) / (told + FEW_ORDERED[1]),
        local=_local_order(pair, x, y, len(one)),
        twins=np.ones(len(one)),
        shared=told,
    )
    return features, shared


def add_twins(
    kinds: Kinds, shared: Shared, features: Features, wanted: Flags
) -> Features:
    """Return the features with the likeness of twins where it is wanted, else 0."""
    return features._replace(twins=find_twins(kinds, shared, wanted))


def _rare_places(
    kinds: Kinds, shared: Shared, one: Whole, two: Whole
) -> tuple[Whole, Whole, Whole]:
    """Where the rare shared words stand in both texts, by pair and place in `one`."""
    longer = np.maximum(1, kinds.many[one]) / np.maximum(1, kinds.many[two])
    rare = kinds.often[shared.one] <= RARE * np.maximum(1, longer)[shared.pair]
    rare &= kinds.often[shared.two] <= RARE * np.maximum(1, 1 / longer)[shared.pair]
    pair = shared.pair[rare]
    x, y = kinds.first[shared.one[rare]], kinds.first[shared.two[rare]]
    told = ~(kinds.quoted[x] & kinds.quoted[y])
    pair, x, y = pair[told], x[told], y[told]
    turn = np.lexsort((x, pair))
    return pair[turn], x[turn], y[turn]


def _details(kinds: Kinds, shared: Shared, one: Whole, two: Whole) -> Numbers:
    known, of = HALF_KNOWN
    shares = [
        (np.bincount(shared.pair[kinds.details[kind]], minlength=len(one)) + known)
        / (kinds.named[article] + of)
        for article, kind in ((one, shared.one), (two, shared.two))
    ]
    return np.asarray(np.maximum(*shares))


def _runs(runs: Runs, one: Whole, two: Whole) -> Numbers:
    shared = np.diff(runs.held[one].multiply(runs.held[two]).indptr)
    fewer = np.minimum(runs.many[one], runs.many[two])
    return np.asarray(shared / np.maximum(LITTLE, fewer))


def longest_rises(lengths: Whole, y: Whole) -> Whole:
    """Length of the longest rising subsequence of each stretch of `y`.

    Patience sorting (Aldous and Diaconis 1999), a card of every stretch at a time,
    the longest stretches first, so that those still at play stand together.
    """
    turn = np.argsort(-lengths, kind="stable")
    begins = (np.cumsum(lengths) - lengths)[turn]
    most = int(lengths.max(initial=0))
    playing = np.searchsorted(-lengths[turn], -np.arange(most), side="left")
    tops = np.full((len(lengths), most), np.iinfo(np.int64).max)
    for card, many in enumerate(playing.tolist()):
        dealt = y[begins[:many] + card]
        pile = (tops[:many, : card + 1] < dealt[:, None]).sum(axis=1)
        tops[np.arange(many), pile] = dealt
    rises = np.empty(len(lengths), dtype=np.int64)
    rises[turn] = (tops < np.iinfo(np.int64).max).sum(axis=1)
    return rises


def _local_order(pair: Whole, x: Whole, y: Whole, many: int) -> Numbers:
    """Log ratio of neighbouring pairs in order over those out of order.

    Words that follow each other directly in both texts are left out: a name or a
    fixed phrase has its order from the language.
    """
    forward, backward = np.zeros((2, many), dtype=np.int64)
    for step in range(1, NEAR + 1):
        dx, dy = x[step:] - x[:-step], y[step:] - y[:-step]
        near = (dx <= NEAR) & (np.abs(dy) <= NEAR) & (pair[step:] == pair[:-step])
        rises = near & (dy > 0) & ~((dx == 1) & (dy == 1))
        forward += np.bincount(pair[:-step][rises], minlength=many)
        backward += np.bincount(pair[:-step][near & (dy < 0)], minlength=many)
    return np.asarray(np.log((forward + 1) / (backward + 1)))
