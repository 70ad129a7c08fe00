"""How alike mentions are: shared words, each worth what it says where it is told.

Names of people and places are words like others; a word that most sentences hold
weighs next to nothing, so in a pile on one story it is the details that bring two
sentences together. Words are numbered columns, and each part of the pile that is
compared with no other has columns and weights of its own. Bags of many mentions are
compared by one product of sparse tables, bags that grow in between one by one.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from ..vectors.blocks import split_columns
from .mentions import Mention
from .words import count_words

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
    values : array of float
        What each is worth; of length one.
    """

    columns: Whole
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

    def placed(self, firsts: Whole, seconds: Whole) -> "Near":
        """Return the pairs by the places that the bags have among others."""
        return Near(firsts[self.first], seconds[self.second], self.cosine)

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

    def at(self, places: NDArray[Any]) -> "Days":
        """Return those of some of the bags."""
        return Days(self.first[places], self.last[places])


@dataclass(eq=False)
class Bags:
    """The words of many mentions, and what they are worth.

    Attributes
    ----------
    counts : csr_array
        Mentions × words, how often each is told. Mentions of different blocks share
        no column.
    weights : array of float
        How much each column is worth.
    values : array of float
        What each word is worth in its mention; of length one.
    """

    counts: sparse.csr_array
    weights: Weights
    values: Weights = field(init=False)

    def __post_init__(self) -> None:
        """Weigh the words of each mention, of which most are asked for."""
        table = self.counts
        self.values = _values(table.indices, table.data, table.indptr, self.weights)

    def tabulate(self, groups: Sequence[Sequence[int]]) -> sparse.csr_array:
        """Return groups of mentions × words, what each word is worth in each.

        Examples
        --------
        >>> bags = Bags(sparse.csr_array([[2, 0], [2, 2]]), np.ones(2))
        >>> bags.tabulate([[1], [0, 1]]).toarray().round(2).tolist()
        [[0.71, 0.71], [0.82, 0.58]]
        """
        places = np.fromiter(chain.from_iterable(groups), np.int64)
        bounds = np.cumsum([0, *map(len, groups)])
        cells = (np.ones(len(places), dtype=np.int64), places, bounds)
        shape = (len(groups), self.counts.shape[0])
        table = sparse.csr_array(cells, shape) @ self.counts
        table.sort_indices()
        table.data = _values(table.indices, table.data, table.indptr, self.weights)
        return table

    def put_together(self, mentions: Sequence[int]) -> Bag:
        """Return one bag of the words of some mentions.

        Examples
        --------
        >>> bags = Bags(sparse.csr_array([[2, 0], [2, 2]]), np.ones(2))
        >>> bags.put_together([0, 1]).values.round(2).tolist()
        [0.82, 0.58]
        """
        table = self.counts
        cells = [slice(*table.indptr[n : n + 2].tolist()) for n in mentions]
        if len(cells) == 1:
            return Bag(table.indices[cells[0]], self.values[cells[0]])
        words = np.concatenate([table.indices[cell] for cell in cells])
        told = np.concatenate([table.data[cell] for cell in cells])
        order = words.argsort(kind="stable")
        words = words[order]
        starts = np.flatnonzero(np.diff(words, prepend=-1))
        columns, counts = words[starts], np.add.reduceat(told[order], starts)
        bounds = np.array([0, len(columns)])
        return Bag(columns, _values(columns, counts, bounds, self.weights))


def fill_bags(
    mentions: Sequence[Mention], texts: Mapping[str, str], blocks: Whole
) -> Bags:
    """Return the words of each mention; those of different blocks share no column.

    Examples
    --------
    >>> text = "The ferry sank. Ferries sank. The mayor spoke."
    >>> spans = [(0, 15), (16, 29), (30, 46)]
    >>> told = [Mention("a", span, "plain", span, text[slice(*span)]) for span in spans]
    >>> bags = fill_bags(told, {"a": text}, np.array([0, 0, 0]))
    >>> one, *rest = (bags.put_together([n]) for n in range(3))
    >>> [round(alike(one, bag), 2) for bag in (one, *rest)]
    [1.0, 1.0, 0.0]
    """
    counts, owner = split_columns(_count(mentions, texts), blocks)
    often = np.bincount(
        counts.indices[counts.data == OWN], minlength=counts.shape[1]
    ).astype(np.float64)
    told = often > 0
    weights = np.zeros(counts.shape[1])
    weights[told] = np.log(1 + np.bincount(blocks)[owner][told] / often[told])
    return Bags(counts, weights)


def _count(mentions: Sequence[Mention], texts: Mapping[str, str]) -> sparse.csr_array:
    """Return mentions × words, the words in the order of the alphabet."""
    going_on = [n for n, m in enumerate(mentions) if m.before]
    spans = [(m.article_id, m.told) for m in mentions]
    spans += [(m.article_id, m.before) for m in mentions if m.before]
    words = count_words(texts[article_id][slice(*span)] for article_id, span in spans)
    words.data[:] = OWN
    own, before = words[: len(mentions)], words[len(mentions) :]
    before.data[:] = BEFORE
    bounds = np.searchsorted(going_on, np.arange(len(mentions) + 1))
    cells = (before.data, before.indices, before.indptr[bounds])
    counts = own.maximum(sparse.csr_array(cells, own.shape))
    counts.sort_indices()
    return counts


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
        Bags, as `Bags.tabulate` returns them; each of the first is compared with
        each of the second.
    least : float
        Above 0.
    days : tuple of Days, optional
        Those of `ones` and those of `others`. Pairs that have no day in common are
        left out, which spares most of the work in a pile of many weeks.

    Examples
    --------
    >>> bags = sparse.csr_array([[1.0, 0.0], [0.6, 0.8]])  # of a ferry, of its crew
    >>> found = find_near(bags[[1]], bags, 0.5)
    >>> found.second.tolist(), found.cosine.tolist()
    ([0, 1], [0.6, 1.0])
    """
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
