"""Which pairs of a pile are worth comparing.

Two indexes of what stands in order, so that the work grows with what texts share and
not with the square of the pile. Runs of words find what was copied word for word, in
any number of copies. A rewording breaks every run, by its function words and by the
words that it replaces, but keeps many a content word beside the one that followed it.
So each article is also compared with those that share the most of such pairs of words
with it. What many articles share is a formula in both.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from ..engines import Engine
from ..vectors import Tokens, nearest, pick_columns
from .marks import Flags, Whole
from .runs import RUN, share_runs
from .stems import Stems

ENOUGH = 2  # shared runs, or shared pairs of words
KNOWN = 200  # articles; a run or a pair of words in more of them is a formula
PARTNERS = 15  # of an article, by pairs of words


class Stemmed(NamedTuple):
    """What the articles of a pile say, word by word.

    Attributes
    ----------
    names : list of str
        The articles, sorted.
    article : array of int
        Number of the article of each word, in order.
    hashes : array of int
        A number for each word, the same for the same stem.
    content : array of bool
        Whether it is no function word.
    """

    names: list[str]
    article: NDArray[np.int32]
    hashes: NDArray[np.uint64]
    content: Flags

    @staticmethod
    def of(names: list[str], tokens: Tokens) -> "Stemmed":
        """Stem the words of these articles."""
        stems = Stems.of(tokens.vocabulary)
        hashes = stems.hashes[stems.plain]
        codes = tokens.codes
        return Stemmed(names, tokens.rows, hashes[codes], stems.telling[codes])

    def only(self, words: Flags) -> "Stemmed":
        """Return some of the words."""
        columns = self.article[words], self.hashes[words], self.content[words]
        return Stemmed(self.names, *columns)


def candidate_pairs(said: Stemmed, engine: Engine | None = None) -> tuple[Whole, Whole]:
    """Return the numbers of the articles to compare, sorted, the smaller ones first."""
    found = [sharing_runs(said), sharing_words(said.only(said.content), engine)]
    one, two = np.concatenate(found, axis=1)
    many = max(1, len(said.names))
    keys = np.unique(np.minimum(one, two) * many + np.maximum(one, two))
    return keys // many, keys % many


def sharing_runs(said: Stemmed) -> Whole:
    """Return the numbers of articles that share `ENOUGH` runs or more: 2 × pairs."""
    telling = _telling(said, RUN)
    both = sparse.triu(telling @ telling.T, 1).tocoo()
    keep = both.data >= ENOUGH
    return np.stack([both.row[keep], both.col[keep]]).astype(np.int64)


def sharing_words(said: Stemmed, engine: Engine | None = None) -> Whole:
    """Return the numbers of articles and their `PARTNERS`: 2 × pairs."""
    telling = _telling(said, 2).astype(np.float64)
    both = nearest(telling, k=PARTNERS, least=ENOUGH - 1, engine=engine).tocoo()
    return np.stack([both.row, both.col]).astype(np.int64)


def _telling(said: Stemmed, length: int) -> sparse.csr_array:
    """Return articles × runs of so many words that are no formulas."""
    held = share_runs(said.article, said.hashes, length, len(said.names)).held
    known = np.bincount(held.indices, minlength=held.shape[1])
    return pick_columns(held, known <= KNOWN)
