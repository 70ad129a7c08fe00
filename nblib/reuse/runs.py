"""Runs of words in a row, which copies share and other texts hardly do.

Most runs of a pile stand in one article alone and are dropped before anything else,
by their hashes: where no other run has it, none can have come twice.
"""

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from ..vectors import crowded, pick_columns
from ..vectors.counts import MIXER
from .marks import Whole
from .words import Words

RUN = 5  # words in a row that two texts share by copying and hardly by chance


class Runs(NamedTuple):
    """The distinct runs of some articles.

    Attributes
    ----------
    held : csr_array
        Articles × runs that stand in two articles or more, 1 where one does.
    many : array of int
        How many distinct runs each article has, those of its own too.
    """

    held: sparse.csr_array
    many: Whole


def find_runs(words: Words) -> Runs:
    """Find the runs of every article and which articles hold the same.

    Examples
    --------
    >>> from nblib import make_articles
    >>> from nblib.reuse.words import read_words
    >>> from nblib.zones import find_zones, split_sentences
    >>> texts = {"a": "We met for long talks.", "b": "So we met for long talks."}
    >>> table = make_articles({"id": k, "text": v} for k, v in texts.items())
    >>> runs = find_runs(read_words(table, find_zones(table), split_sentences(table)))
    >>> runs.many.tolist(), runs.held.toarray().tolist()
    ([1, 2], [[1], [1]])
    """
    article = np.repeat(np.arange(len(words.names)), np.diff(words.bounds))
    return share_runs(article, words.hashes[words.stems], RUN, len(words.names))


def share_runs(
    article: NDArray[Any], hashes: NDArray[np.uint64], length: int, n_articles: int
) -> Runs:
    """Find the runs of so many words, and which articles hold the same.

    Parameters
    ----------
    article : array of int
        Number of the article of each word, in order.
    hashes : array of int
        A number for each word, the same for the same word.
    length : int
        Words in a run.
    n_articles : int
        Number of articles.
    """
    article, code = _code_runs(article, hashes, length)
    many = np.bincount(article, minlength=n_articles)
    again = crowded(code)
    article, code = article[again], code[again]
    kinds, column = np.unique(code, return_inverse=True)
    ones = np.ones(len(column), dtype=np.int32)
    cells = sparse.coo_array((ones, (article, column)), (n_articles, len(kinds)))
    held = sparse.csr_array(cells)  # adds up what an article says again
    many -= np.bincount(article, minlength=n_articles) - np.diff(held.indptr)
    held.data[:] = 1
    shared = np.bincount(held.indices, minlength=len(kinds)) > 1
    return Runs(pick_columns(held, shared), many)


def _code_runs(
    article: NDArray[Any], hashes: NDArray[np.uint64], length: int
) -> tuple[NDArray[Any], NDArray[np.uint64]]:
    """Return article and code of every run: a polynomial of its words modulo 2**64."""
    code = np.zeros(max(0, len(article) - length + 1), dtype=np.uint64)
    for step in range(length):
        code *= MIXER
        code += hashes[step : step + len(code)]
    whole = article[: len(code)] == article[len(article) - len(code) :]
    return article[: len(code)][whole], code[whole]
