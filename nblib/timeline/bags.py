"""How alike mentions are: shared words, each worth what it says where it is told.

Names of people and places are words like others; a word that most sentences hold
weighs next to nothing, so in a pile on one story it is the details that bring two
sentences together. Words are numbered columns, and each part of the pile that is
compared with no other has columns and weights of its own. Bags of many mentions are
compared by one product of sparse tables, bags that grow in between one by one.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, pairwise
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from ..vectors.blocks import split_columns
from .mentions import Mention

OWN, BEFORE = 2, 1  # what a word of the sentence counts, and one of that before it
PRODUCTS = 2**21  # done at a time, at most
LONG = 31  # days; what lasts longer is compared apart from what does not
FOREVER = 10**7  # a number of days that no date reaches
DIGITS = 12  # of a cosine, so that the order of a sum makes no difference

Whole = NDArray[np.int64]
Weights = NDArray[np.float64]


class Bag(NamedTuple):
    """The words of some mentions together.

    Attributes
    ----------
    columns : array of int
        Their words, ascending.
    counts : array of int
        How often each is told.
    values : array of float
        What each is worth; of length one.
    """

    columns: Whole
    counts: Whole
    values: Weights


class Near(NamedTuple):
    """Pairs of bags that are alike, by the first and then the second.

    Attributes
    ----------
    first, second : array of int
        Places of the two bags.
    cosine : array of float
        How alike they are, 0 to 1; rounded, so that equals are equal.
    """

    first: Whole
    second: Whole
    cosine: Weights

    def at(self, places: NDArray[Any]) -> "Near":
        """Return some of the pairs, in the order of `places`."""
        return Near(self.first[places], self.second[places], self.cosine[places])

    def best_first(self) -> "Near":
        """Return the pairs of each first bag from the most to the least alike."""
        return self.at(np.lexsort((self.second, -self.cosine, self.first)))


class Days(NamedTuple):
    """From when to when each of some bags is told of, as numbers of days.

    Attributes
    ----------
    first, last : array of int
        The last day is included.
    """

    first: Whole
    last: Whole


def fill_bags(mentions: Sequence[Mention], blocks: Whole) -> tuple[list[Bag], Weights]:
    """Return the bag of each mention, and how much each column is worth.

    Mentions of different blocks share no column.

    Examples
    --------
    >>> from nblib.timeline.words import words_of
    >>> texts = ("The ferry sank", "Ferries sank", "The mayor spoke")
    >>> told = [Mention("a", (0, 9), "plain", tuple(words_of(t)), t) for t in texts]
    >>> bags, weights = fill_bags(told, np.array([0, 0, 0]))
    >>> [round(alike(bags[0], bag), 2) for bag in bags]
    [1.0, 1.0, 0.0]
    """
    counts, owner = split_columns(_count(mentions), blocks)
    often = np.bincount(
        counts.indices[counts.data == OWN], minlength=counts.shape[1]
    ).astype(np.float64)
    told = often > 0
    weights = np.zeros(counts.shape[1])
    weights[told] = np.log(1 + np.bincount(blocks)[owner][told] / often[told])
    values = _values(counts.indices, counts.data, counts.indptr, weights)
    bounds = counts.indptr.tolist()
    return [
        Bag(counts.indices[i:j], counts.data[i:j], values[i:j])
        for i, j in pairwise(bounds)
    ], weights


def _count(mentions: Sequence[Mention]) -> sparse.csr_array:
    """Return mentions × words, the words in the order of the alphabet."""
    told = list(chain.from_iterable((m.words, m.before) for m in mentions))
    known = sorted(set(chain.from_iterable(told)))
    column = {word: place for place, word in enumerate(known)}
    codes = list(map(column.__getitem__, chain.from_iterable(told)))
    many = np.fromiter(map(len, told), np.int64, len(told))
    counts = np.repeat(np.tile([OWN, BEFORE], len(mentions)), many)
    bounds = np.concatenate([[0], np.cumsum(many)[1::2]])
    cells = (counts, np.array(codes, dtype=np.int64), bounds)
    table = sparse.csr_array(cells, (len(mentions), len(known)), dtype=np.int64)
    table.sort_indices()
    return table


def _values(columns: Whole, counts: Whole, bounds: Whole, weights: Weights) -> Weights:
    """Return what the words of each bag are worth; each bag of length one."""
    many = np.diff(bounds)
    if not len(columns):
        return np.zeros(0)
    starts, many = bounds[:-1][many > 0], many[many > 0]
    most = np.repeat(np.maximum.reduceat(counts, starts), many)
    values = weights[columns] * np.sqrt(counts / most)
    length = np.sqrt(np.add.reduceat(values * values, starts))
    length[length == 0] = 1.0
    found: Weights = values / np.repeat(length, many)
    return found


def put_together(bags: Iterable[Bag], weights: Weights) -> Bag:
    """Return one bag of the words of several.

    Examples
    --------
    >>> one = Bag(np.array([0, 2]), np.array([2, 2]), np.array([0.7, 0.7]))
    >>> both = put_together([one, one], np.ones(3))
    >>> both.columns.tolist(), both.counts.tolist(), both.values.round(1).tolist()
    ([0, 2], [4, 4], [0.7, 0.7])
    """
    words, told, _ = map(np.concatenate, zip(*bags, strict=True))
    order = words.argsort(kind="stable")
    words = words[order]
    starts = np.flatnonzero(np.diff(words, prepend=-1))
    columns, counts = words[starts], np.add.reduceat(told[order], starts)
    values = _values(columns, counts, np.array([0, len(columns)]), weights)
    return Bag(columns, counts, values)


def alike(a: Bag, b: Bag) -> float:
    """Return the cosine of two bags, 0.0 to 1.0, rounded as in `find_near`."""
    if len(b.columns) < len(a.columns):
        a, b = b, a
    place = np.searchsorted(b.columns, a.columns)
    place[place == len(b.columns)] = 0
    if not len(place):
        return 0.0
    same = b.columns[place] == a.columns
    return round(float((a.values[same] * b.values[place[same]]).sum()), DIGITS)


def tabulate(bags: Sequence[Bag]) -> sparse.csr_array:
    """Return bags × columns, what each word is worth in each bag.

    Examples
    --------
    >>> tabulate([Bag(np.array([1]), np.array([2]), np.array([1.0]))]).toarray()
    array([[0., 1.]])
    """
    if not bags:
        return sparse.csr_array((0, 1))
    columns = [bag.columns for bag in bags]
    values = np.concatenate([bag.values for bag in bags])
    bounds = np.cumsum([0, *map(len, columns)])
    places = np.concatenate(columns)
    shape = (len(bags), 1 + int(places.max(initial=0)))
    return sparse.csr_array((values, places, bounds), shape)


def find_near(
    ones: sparse.csr_array,
    others: sparse.csr_array,
    least: float,
    days: tuple[Days, Days] | None = None,
) -> Near:
    """Return the pairs whose cosine is `least` or more.

    Parameters
    ----------
    ones, others : csr_array
        Bags, as `tabulate` returns them; each of the first is compared with each of
        the second.
    least : float
        Above 0.
    days : tuple of Days, optional
        Those of `ones` and those of `others`. Pairs that have no day in common are
        left out, which spares most of the work in a pile of many weeks.

    Examples
    --------
    >>> ferry = Bag(np.array([0]), np.array([2]), np.array([1.0]))
    >>> crew = Bag(np.array([0, 1]), np.array([2, 2]), np.array([0.6, 0.8]))
    >>> found = find_near(tabulate([crew]), tabulate([ferry, crew]), 0.5)
    >>> found.second.tolist(), found.cosine.tolist()
    ([0, 1], [0.6, 1.0])
    """
    width = max(ones.shape[1], others.shape[1])
    ones, others = (_widen(table, width) for table in (ones, others))
    always = (np.zeros(table.shape[0], dtype=np.int64) for table in (ones, others))
    ours, theirs = days or (Days(day, day) for day in always)
    found = []
    for rows, columns in _parts(ones, others, ours, theirs):
        block = ones[rows] @ others[columns].T
        kept = np.flatnonzero(block.data >= least - 0.1**DIGITS)
        heads = rows[np.searchsorted(block.indptr, kept, side="right") - 1]
        tails = columns[block.indices[kept]]
        found.append((heads, tails, block.data[kept].round(DIGITS)))
    near = Near(*(np.concatenate(part) for part in zip(*found, strict=True)))
    meet = ours.first[near.first] <= theirs.last[near.second]
    meet &= theirs.first[near.second] <= ours.last[near.first]
    near = near.at(meet & (near.cosine >= least))
    return near.at(np.lexsort((near.second, near.first)))


def _parts(
    left: sparse.csr_array, right: sparse.csr_array, ours: Days, theirs: Days
) -> Iterator[tuple[Whole, Whole]]:
    """Yield rows of both tables that are to be compared, all of one with all."""
    order = np.lexsort((ours.first, ours.last - ours.first > LONG))
    often = np.bincount(right.indices, minlength=right.shape[1])
    work = np.concatenate([[0], np.cumsum(often[left.indices])])
    done = np.cumsum(np.diff(work[left.indptr])[order]) // PRODUCTS
    for rows in np.split(order, np.flatnonzero(np.diff(done)) + 1):
        begin = ours.first[rows].min(initial=FOREVER)
        end = ours.last[rows].max(initial=-FOREVER)
        yield rows, np.flatnonzero((theirs.first <= end) & (begin <= theirs.last))


def _widen(table: sparse.csr_array, width: int) -> sparse.csr_array:
    """Return a table with more columns, which are empty."""
    cells = (table.data, table.indices, table.indptr)
    return sparse.csr_array(cells, (table.shape[0], width))
