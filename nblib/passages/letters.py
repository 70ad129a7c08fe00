"""How alike sentences are by their letters: the cosine of their character n-grams.

An n-gram weighs by how few sentences of the two articles hold it: what comes again and
again is their subject, which any two reports of it share (sublinear TF-IDF, Salton
and Buckley 1988, the sentences of a pair being its texts). No other article counts.
"""

from typing import NamedTuple

import numpy as np
from scipy import sparse

from ..reuse.marks import Whole
from ..reuse.words import Words
from ..vectors import count_ngrams, sum_ngrams, unit_rows
from .sequences import Numbers

TOGETHER = 2**22  # n-grams of pairs whose sentences are counted at a time


class Letters(NamedTuple):
    """The character n-grams of the sentences of some pairs of articles.

    Attributes
    ----------
    rows : csr_array
        Sentences × n-grams, 1 + log(count).
    known : csr_array
        Articles × n-grams: how many sentences of an article hold each.
    many : array of int
        Sentences of each article.
    one, two : array of int
        The articles of each pair.
    """

    rows: sparse.csr_array
    known: sparse.csr_array
    many: Whole
    one: Whole
    two: Whole

    @staticmethod
    def of(words: Words, one: Whole, two: Whole) -> "Letters":
        """Count the n-grams of every sentence."""
        shape = 1 + words.sentence.max(initial=-1), len(words.vocabulary)
        ones = np.ones(len(words.folded), dtype=np.int64)
        said = sparse.coo_array((ones, (words.sentence, words.folded)), shape)
        counts = sum_ngrams(sparse.csr_array(said), count_ngrams(words.vocabulary))
        held = sparse.csr_array(
            (np.ones(counts.nnz, dtype=np.int32), counts.indices, counts.indptr),
            counts.shape,
        )
        first = np.flatnonzero(np.diff(words.sentence, prepend=-1))
        article = np.searchsorted(words.bounds, first, side="right") - 1
        cells = np.ones(len(first), dtype=np.int32), (article, words.sentence[first])
        owns = sparse.coo_array(cells, (len(words.names), shape[0]))
        counts.data = 1 + np.log(counts.data)
        many = np.bincount(article, minlength=len(words.names))
        return Letters(counts, sparse.csr_array(owns.tocsr() @ held), many, one, two)

    def cosines(self, pair: Whole, first: Whole, second: Whole) -> Numbers:
        """Return the cosine of each two sentences.

        Parameters
        ----------
        pair : array of int
            The pair of articles that they are from, in order.
        first, second : array of int
            The sentences.
        """
        found = np.zeros(len(pair))
        step = max(1, TOGETHER // max(1, self.rows.shape[1]))
        for begin in range(0, len(self.one), step):
            pairs = slice(begin, begin + step)
            own = slice(*np.searchsorted(pair, [begin, begin + step]))
            of_pair = pair[own] - begin
            known = self.known[self.one[pairs]] + self.known[self.two[pairs]]
            most = np.log1p(self.many[self.one[pairs]] + self.many[self.two[pairs]])
            weigh = _Weigh(self.rows, known.toarray(), most)
            found[own] = (
                weigh.sentences(of_pair, first[own])
                .multiply(weigh.sentences(of_pair, second[own]))
                .sum(axis=1)
            )
        return found


class _Weigh(NamedTuple):
    """Sentences, how many hold each n-gram (pairs × n-grams), and the log of all."""

    rows: sparse.csr_array
    known: np.ndarray
    most: Numbers

    def sentences(self, pair: Whole, sentence: Whole) -> sparse.csr_array:
        """Return the weighed row of each sentence, of length 1."""
        key = pair * self.rows.shape[0] + sentence
        kinds, place = np.unique(key, return_inverse=True)
        rows = self.rows[kinds % self.rows.shape[0]]
        of_cell = np.repeat(kinds // self.rows.shape[0], np.diff(rows.indptr))
        held = np.log1p(np.arange(self.known.max(initial=0) + 1))
        rarity = self.most[of_cell] - held[self.known[of_cell, rows.indices]] + 1
        weighed = sparse.csr_array(
            (rows.data * rarity, rows.indices, rows.indptr), rows.shape
        )
        return unit_rows(weighed)[place]
