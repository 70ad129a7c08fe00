"""What each article says how often and where, and what two articles have in common.

All pairs are joined at once: the stems of a pair's articles are two sparse rows, and
their product, element by element, holds what both say.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from .marks import Flags, Whole
from .words import Words


class Kinds(NamedTuple):
    """The content words of some articles, kind by kind.

    Attributes
    ----------
    held : csr_array
        Articles × stems; each cell holds its place in the columns of kinds, plus one.
    many : array of int
        Content words of each article.
    first, often, begins : array of int
        Of each kind in an article: the content word where it comes first, how often
        it comes, and where its places begin in `places`.
    details : array of bool
        Of each kind: whether it is a detail somewhere in the article and begins with
        a small letter nowhere.
    named : array of int
        Kinds of each article that are details.
    places : array of int
        Content words by article and stem.
    sentence, detail, quoted : array
        Of each content word, as in `Words`.
    weights : array of float
        Of each sentence: a word weighs less, the more often the article says it.
    """

    held: sparse.csr_array
    many: Whole
    first: Whole
    often: Whole
    begins: Whole
    details: Flags
    named: Whole
    places: Whole
    sentence: Whole
    detail: Flags
    quoted: Flags
    weights: NDArray[np.float64]


class Shared(NamedTuple):
    """The kinds that the articles of each pair share.

    Attributes
    ----------
    pair : array of int
        Number of the pair, in order.
    one, two : array of int
        The kind in either article, as a place in the columns of `Kinds`.
    """

    pair: Whole
    one: Whole
    two: Whole


def count_kinds(words: Words) -> Kinds:
    """Count the content words of every article."""
    article = np.repeat(np.arange(len(words.names)), np.diff(words.bounds))
    article, stems = article[words.content], words.stems[words.content]
    detail, small = words.detail[words.content], words.small[words.content]
    sentence = words.sentence[words.content]
    key = article * max(1, len(words.hashes)) + stems
    places = np.argsort(key, kind="stable").astype(np.int32)
    opens = np.diff(key[places], prepend=-1) > 0
    begins = np.flatnonzero(opens).astype(np.int32)
    often = np.diff(begins, append=np.int32(len(places)))
    kind = np.cumsum(opens) - 1
    details = np.bincount(kind[detail[places]], minlength=len(begins)) > 0
    details &= np.bincount(kind[small[places]], minlength=len(begins)) == 0
    weight = np.repeat(often**-0.25, often)
    first = places[begins]
    bounds = np.searchsorted(article[first], np.arange(len(words.names) + 1))
    return Kinds(
        held=sparse.csr_array(
            (np.arange(1, len(begins) + 1, dtype=np.int32), stems[first], bounds),
            (len(words.names), len(words.hashes)),
        ),
        many=np.bincount(article, minlength=len(words.names)),
        first=first,
        often=often,
        begins=begins,
        details=details,
        named=np.bincount(article[first[details]], minlength=len(words.names)),
        places=places,
        sentence=sentence,
        detail=detail,
        quoted=words.quoted[words.content],
        weights=np.bincount(sentence[places], weight).astype(np.float64),
    )


def find_shared(kinds: Kinds, one: Whole, two: Whole) -> Shared:
    """Find the kinds that articles `one` and articles `two` share, pair by pair."""
    here, there = kinds.held[one], kinds.held[two]
    mine, theirs = here.multiply(_ones(there)), _ones(here).multiply(there)
    pair = np.repeat(np.arange(len(one)), np.diff(mine.indptr))
    return Shared(pair, mine.data - 1, theirs.data - 1)


def _ones(rows: sparse.csr_array) -> sparse.csr_array:
    ones = np.ones(rows.nnz, dtype=np.int32)
    return sparse.csr_array((ones, rows.indices, rows.indptr), rows.shape)
