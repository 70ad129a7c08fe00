"""Which sentences of two articles are twins.

A sentence is linked to its best partner where their likeness is beyond what two
reporters of one event write by themselves. Once one link of a pair is beyond doubt,
the pair is a copy, and sentences beside linked ones are believed on less: a copyist
who keeps two sentences keeps the one between them. Order may break between blocks,
so neighbourhood is asked for on one side only.

Likeness is the mean of two: the words that both sentences hold in one order, and the
cosine of their character n-grams, which see through respelled and inflected words. A
word after the first of a name that both hold weighs nothing: that "Prime Minister Mira
Okoro" comes in this order is no sign of copying. Only sentences that share two content
words are compared, for fewer make no link. Two sentences that both stand word for word
in the other article have found their partners and are not compared with each other.
"""

from typing import NamedTuple

import numpy as np

from ..reuse.marks import Flags, Whole
from ..reuse.words import Words
from .letters import Letters
from .sequences import Matches, Numbers, are_equal, match_in_order
from .weights import Side, write_out
from .words import FUNCTION

GLANCE = 0.1  # cosine of character n-grams under which words are not compared
TWIN = 0.25  # likeness of twins
SURE = 0.45  # likeness that proves the pair a copy
BESIDE = 0.15  # likeness of a sentence beside twins, in a pair that is a copy
ROUNDING = 1e-9  # of a sum of weights
TELLING = 2  # content words in one order, at least


class Links(NamedTuple):
    """Sentences of two articles that tell the same.

    Attributes
    ----------
    pair : array of int
        Number of the pair of articles, in order.
    one, two : array of int
        The sentences, as places among those of either side.
    likeness : array of float
        From 0 to 1.
    shared : Matches
        The words that both hold in one order, by link, as places among all words
        read.
    """

    pair: Whole
    one: Whole
    two: Whole
    likeness: Numbers
    shared: Matches

    def pick(self, rows: Flags) -> "Links":
        """Return some of the links."""
        number = np.cumsum(rows) - 1
        held = rows[self.shared.pair]
        link, one, two = (column[held] for column in self.shared)
        return Links(
            self.pair[rows],
            self.one[rows],
            self.two[rows],
            self.likeness[rows],
            Matches(number[link], one, two),
        )


def find_links(words: Words, one: Whole, two: Whole) -> Links:
    """Return the links of each pair of articles, in the order of the first.

    Parameters
    ----------
    words : Words
        Of all articles.
    one, two : array of int
        The numbers of the articles of each pair.
    """
    here, there = write_out(words, one, two)
    links = _compare(words, here, there, Letters.of(words, one, two))
    links = links.pick(links.likeness >= BESIDE)
    clear = _best(links, links.likeness) & (links.likeness >= TWIN)
    sure = np.zeros(len(one), dtype=np.bool_)
    sure[links.pair[clear & (links.likeness >= SURE)]] = True
    number = (
        words.sentence[here.word[here.begin]],
        words.sentence[there.word[there.begin]],
    )
    places = number[0][links.one], number[1][links.two]
    beside = _left_over(links, clear) & sure[links.pair]
    beside &= _neighbours(links.pair, places, clear, beside)
    return links.pick(clear | beside)


def _compare(words: Words, here: Side, there: Side, letters: Letters) -> Links:
    """Compare the sentences that share `TELLING` content words."""
    one, two, held = _meet(words, here, there)
    left, equal = _unsettled(words, here, there, one, two)
    one, two, held, equal = one[left], two[left], held[left], equal[left]
    pair = here.pair[here.begin[one]]
    first, second = here.word[here.begin[one]], there.word[there.begin[two]]
    asked = pair[~equal], words.sentence[first[~equal]], words.sentence[second[~equal]]
    cosine = np.ones(len(pair))  # of the very words
    cosine[~equal] = letters.cosines(*asked)
    most = held + FUNCTION * here.function[one]  # that can stand in one order
    size = np.sqrt(here.total[one] * there.total[two])
    seen = (cosine >= GLANCE) & (most / size + cosine >= 2 * BESIDE - ROUNDING)
    pair, one, two, cosine = pair[seen], one[seen], two[seen], cosine[seen]
    spans = here.spans(one), there.spans(two)
    codes = words.stems[here.word], words.stems[there.word]
    cell, i, j = match_in_order(*spans, codes, here.weight)
    weight, mine, theirs = here.weight[i], here.word[i], there.word[j]
    counted = ~_goes_on(cell, mine, theirs, words.detail)
    share = np.bincount(cell[counted], weight[counted], len(one)) / size[seen]
    telling = np.bincount(cell[counted & words.content[mine]], minlength=len(one))
    shared = Matches(cell, mine, theirs)
    return Links(pair, one, two, (share + cosine) / 2, shared).pick(telling >= TELLING)


def _meet(words: Words, here: Side, there: Side) -> tuple[Whole, Whole, Numbers]:
    """Return the sentences of each pair that share enough content words.

    And the weight of these words, each counted for all that it may stand for.
    """
    many = len(words.hashes)
    told = np.flatnonzero(words.content[here.word])
    sought = here.pair[told] * many + words.stems[here.word[told]]
    held = there.pair * many + words.stems[there.word]
    turn = np.argsort(held, kind="stable")
    first, last = (
        np.searchsorted(held[turn], sought, side=s) for s in ("left", "right")
    )
    times = last - first
    step = np.arange(times.sum()) - np.repeat(np.cumsum(times) - times, times)
    word = np.repeat(told, times)
    several = max(1, len(there.begin))
    two = there.sentence[turn[np.repeat(first, times) + step]]
    cells, place, count = np.unique(
        here.sentence[word] * several + two, return_inverse=True, return_counts=True
    )
    weight = np.bincount(place, here.weight[word]).astype(np.float64)
    enough = count >= TELLING
    return cells[enough] // several, cells[enough] % several, weight[enough]


def _unsettled(
    words: Words, here: Side, there: Side, one: Whole, two: Whole
) -> tuple[Flags, Flags]:
    """Leave out sentences that both have a partner of the very words, but another.

    Say which are left, and which are the very words.
    """
    codes = words.folded[here.word], words.folded[there.word]
    equal = are_equal(here.spans(one), there.spans(two), codes)
    settled = np.isin(one, one[equal]) & np.isin(two, two[equal])
    return equal | ~settled, equal


def _goes_on(cell: Whole, first: Whole, second: Whole, detail: Flags) -> Flags:
    """Which matches are a word of a name right after another one, in both."""
    name = detail[first] | detail[second]
    goes_on = np.zeros(len(cell), dtype=np.bool_)
    goes_on[1:] = name[1:] & name[:-1] & (np.diff(cell) == 0)
    goes_on[1:] &= (np.diff(first) == 1) & (np.diff(second) == 1)
    return goes_on


def _best(links: Links, likeness: Numbers) -> Flags:
    """Which links are the best of either sentence."""
    best = [_largest(side, likeness) for side in (links.one, links.two)]
    return np.asarray((likeness == best[0]) | (likeness == best[1]))


def _largest(sentence: Whole, likeness: Numbers) -> Numbers:
    """Largest likeness of the sentence of each link."""
    largest = np.zeros(1 + sentence.max(initial=0))
    np.maximum.at(largest, sentence, likeness)
    return np.asarray(largest[sentence])


def _left_over(links: Links, clear: Flags) -> Flags:
    """Which links are the best of both sentences among those that have no clear one."""
    free = ~np.isin(links.one, links.one[clear])
    free &= ~np.isin(links.two, links.two[clear])
    left = np.where(free, links.likeness, 0.0)
    best = [_largest(side, left) for side in (links.one, links.two)]
    return np.asarray(free & (left == best[0]) & (left == best[1]))


def _neighbours(
    pair: Whole, places: tuple[Whole, Whole], clear: Flags, asked: Flags
) -> Flags:
    """Which of the links asked for stand next to a clear one, in its order."""
    anchors, rows = np.flatnonzero(clear), np.flatnonzero(asked)
    first, last = (
        np.searchsorted(pair[anchors], pair[rows], side=s) for s in ("left", "right")
    )
    times = last - first
    row = np.repeat(rows, times)
    step = np.arange(len(row)) - np.repeat(np.cumsum(times) - times, times)
    anchor = anchors[np.repeat(first, times) + step]
    one, two = (place[row] - place[anchor] for place in places)
    near = (one * two > 0) & ((np.abs(one) == 1) | (np.abs(two) == 1))
    found = np.zeros(len(pair), dtype=np.bool_)
    found[row[near]] = True
    return found
