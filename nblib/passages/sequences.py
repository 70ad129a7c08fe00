"""The words that two sentences hold in one order, for many pairs of sentences at once.

The heaviest common subsequence by the usual table (Needleman and Wunsch 1970), filled
row by row. Pairs of sentences of about one length share a table with one more axis,
so that no loop runs over pairs.
"""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ..reuse.marks import Flags, Whole

Numbers = NDArray[np.float64]

CELLS = 2**21  # of the tables that are filled together


class Spans(NamedTuple):
    """Stretches of words: `many[k]` words from `begin[k]` on."""

    begin: Whole
    many: Whole

    def pick(self, rows: Whole) -> "Spans":
        """Return some of the stretches."""
        return Spans(self.begin[rows], self.many[rows])


class Matches(NamedTuple):
    """Words that stand in both, by pair of stretches and in their order.

    Attributes
    ----------
    pair : array of int
        Number of the pair of stretches.
    one, two : array of int
        Where the word stands among all words of either side.
    """

    pair: Whole
    one: Whole
    two: Whole


def match_in_order(
    one: Spans, two: Spans, codes: tuple[Whole, Whole], weights: Numbers
) -> Matches:
    """Find the heaviest common subsequence of each two stretches.

    Parameters
    ----------
    one, two : Spans
        As many of either side.
    codes : (array of int, array of int)
        Of the words of either side; words match that have one code.
    weights : array of float
        Of the words of the first side.

    Examples
    --------
    >>> said = np.array([7, 8, 9]), np.array([9, 7, 8])
    >>> whole = Spans(np.array([0]), np.array([3]))
    >>> found = match_in_order(whole, whole, said, np.ones(3))
    >>> found.one.tolist(), found.two.tolist()
    ([0, 1], [1, 2])
    """
    equal = are_equal(one, two, codes)
    found = [_all_of(one, two, np.flatnonzero(equal))]
    for rows in _batches(one.many, two.many, np.flatnonzero(~equal)):
        part = _match(one.pick(rows), two.pick(rows), codes, weights)
        found.append(part._replace(pair=rows[part.pair]))
    pair, mine, theirs = (np.concatenate(column) for column in zip(*found, strict=True))
    turn = np.lexsort((mine, pair))
    return Matches(pair[turn], mine[turn], theirs[turn])


def _all_of(one: Spans, two: Spans, rows: Whole) -> Matches:
    """Match every word of stretches of one length with that at its place."""
    pair = np.repeat(rows, one.many[rows])
    step = np.arange(len(pair)) - np.repeat(
        np.cumsum(one.many[rows]) - one.many[rows], one.many[rows]
    )
    return Matches(pair, one.begin[pair] + step, two.begin[pair] + step)


def are_equal(one: Spans, two: Spans, codes: tuple[Whole, Whole]) -> Flags:
    """Say which stretches are the same words, which need no table."""
    equal = one.many == two.many
    pair, mine, theirs = _all_of(one, two, np.flatnonzero(equal))
    equal[pair[codes[0][mine] != codes[1][theirs]]] = False
    return np.asarray(equal)


def _batches(one: Whole, two: Whole, left: Whole) -> Iterator[Whole]:
    """Yield pairs of stretches of about one length, as many as fit in a table."""
    longer = np.maximum(1, np.maximum(one[left], two[left]))
    size = np.ceil(np.log2(longer)).astype(np.int64)
    for power in np.unique(size).tolist():
        rows = left[size == power]
        step = max(1, CELLS >> (2 * power))
        for begin in range(0, len(rows), step):
            yield rows[begin : begin + step]


def _match(
    one: Spans, two: Spans, codes: tuple[Whole, Whole], weights: Numbers
) -> Matches:
    here, there = (
        np.where(np.arange(side.many.max()) < side.many[:, None], 1, 0)
        for side in (one, two)
    )
    at = one.begin[:, None] + np.arange(here.shape[1]) * here
    to = two.begin[:, None] + np.arange(there.shape[1]) * there
    said, held = np.where(here, codes[0][at], -1), np.where(there, codes[1][to], -2)
    best = np.zeros((here.shape[1] + 1, len(one.many), there.shape[1] + 1))
    for row in range(here.shape[1]):
        gain = best[row, :, :-1] + weights[at[:, row, None]]
        taken = np.where(said[:, row, None] == held, gain, 0.0)
        np.maximum(taken, best[row, :, 1:], out=taken)
        np.maximum.accumulate(taken, axis=1, out=best[row + 1, :, 1:])
    pair, i, j = _trace(best, one.many, two.many)
    return Matches(pair, one.begin[pair] + i, two.begin[pair] + j)


def _trace(best: Numbers, i: Whole, j: Whole) -> tuple[Whole, Whole, Whole]:
    """Walk back from the corners; a step that loses no weight is no match."""
    pair = np.arange(best.shape[1])
    found = [np.zeros((3, 0), dtype=np.int64)]
    while len(pair):
        here = best[i, pair, j]
        left = here == best[i, pair, j - 1]
        match = ~left & (here != best[i - 1, pair, j])
        found.append(np.stack([pair, i - 1, j - 1])[:, match])
        i, j = i - (~left), j - (left | match)
        going = (i > 0) & (j > 0)
        pair, i, j = pair[going], i[going], j[going]
    pairs, ones, twos = np.concatenate(found, axis=1)
    return pairs, ones, twos
