"""Texts to rows of weights."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import sparse

from ..engines import Engine
from ..tables import check_table
from .blocks import Numbers, number_blocks, split_columns
from .counts import count_terms
from .rows import pick_columns, unit_rows
from .texts import ArticleTokens, own_tokens
from .words import common_words

COMMON = 0.5  # share of articles above which a word of an unknown language is no term
SHARE_FROM = 10  # articles; below, a share of the pile says nothing about a word

# English as it is written elsewhere, for weights that hold in a pile of any size.
ELSEWHERE = 3000  # articles that the pile is thought to stand among
LENGTH = 250  # words in each
ZIPF = (
    0.08  # share of a text that its commonest word takes; that of rank r, 1 / r of it
)
UNLISTED = 30_000  # rank of a word that is not among the common ones


class Vectors(NamedTuple):
    """The document-term matrix of a pile.

    Attributes
    ----------
    matrix : csr_array
        Articles × terms, TF-IDF, each row of Euclidean length 1 (or 0 where the
        article has no term).
    terms : list of str
        Folded words and pairs of words, in the order of the columns.
    article_ids : list of str
        In the order of the rows, which is theirs.
    """

    matrix: sparse.csr_array
    terms: list[str]
    article_ids: list[str]


def fit_vectors(
    articles: pd.DataFrame,
    *,
    zones: pd.DataFrame | None = None,
    elsewhere: int = ELSEWHERE,
    components: pd.DataFrame | None = None,
    tokens: ArticleTokens | None = None,
    engine: Engine | None = None,
) -> Vectors:
    """Weigh the terms of every article.

    Parameters
    ----------
    articles : DataFrame
        The articles table.
    zones : DataFrame, optional
        The zones table, made when left out.
    elsewhere : int, default 3000
        Articles that the pile is thought to stand among, in which English words are
        as frequent as in English at large. In a pile of five, "officials" is as rare
        as a name; with them it is not. 0 counts the pile alone, as does a pile
        mostly in other languages, for which no frequencies are at hand.
    components : DataFrame, optional
        The components table. Each component is weighed as a pile of its own and has
        columns of its own, so that a term of two components comes twice.
    tokens : ArticleTokens, optional
        The words of these articles, read when left out.
    engine : Engine, optional
        Reads the texts, many at a time; here when left out.

    Returns
    -------
    Vectors
        Rows in the order of `article_id`; shape (0, 0) for an empty pile. The
        weight of a term is 1 + log(count) times log((1 + n) / (1 + df)) + 1
        (sublinear TF-IDF, Salton and Buckley 1988), `n` and `df` counted with the
        articles elsewhere. Pairs of words that stand in one article alone are left
        out; so are, in other languages, words of more than half of the articles.

    Raises
    ------
    SchemaError
        If `tokens` are not of exactly these articles.

    Examples
    --------
    >>> from nblib import make_articles
    >>> texts = {"a": "Türkiye recognised the border.", "b": "Turkey recognized it."}
    >>> table = make_articles({"id": k, "text": v} for k, v in texts.items())
    >>> vectors = fit_vectors(table)
    >>> vectors.terms
    ['border', 'recognized', 'turkey', 'turkey recognized']
    >>> vectors.matrix.shape, vectors.article_ids
    ((2, 4), ['a', 'b'])
    """
    check_table(articles, "articles")
    if articles.empty:
        return Vectors(sparse.csr_array((0, 0)), [], [])
    tokens = own_tokens(tokens, articles, zones=zones, engine=engine)
    ids = tokens.article_ids
    blocks = number_blocks(ids, components)
    terms = count_terms(tokens.tokens)
    counts, owner = split_columns(terms.matrix, blocks)
    term = np.zeros(counts.shape[1], dtype=np.int64)
    term[counts.indices] = terms.matrix.indices
    frequency = np.bincount(counts.indices, minlength=counts.shape[1])
    away = np.where(_mostly_english(articles, ids, blocks), elsewhere, 0)[owner]
    number = np.bincount(blocks)[owner]
    known = frequency + away * _expected(terms.terms, terms.paired)[term]
    rarity = np.log((1 + number + away) / (1 + known)) + 1
    weights = (1 + np.log(counts.data)) * rarity[counts.indices]
    matrix = sparse.csr_array((weights, counts.indices, counts.indptr), counts.shape)
    common = (away == 0) & (number >= SHARE_FROM) & (frequency > number * COMMON)
    kept = ~common & ((frequency > 1) | ~terms.paired[term])
    if not kept.all():
        matrix = pick_columns(matrix, kept)
    names = [terms.terms[place] for place in term[kept].tolist()]
    return Vectors(unit_rows(matrix), names, ids)


def _mostly_english(
    articles: pd.DataFrame, ids: list[str], blocks: Numbers
) -> NDArray[np.bool_]:
    """Say of each block whether half of it is in English, or in no known language."""
    language = dict(zip(articles["article_id"], articles["language"], strict=True))
    english = [language[key] == "en" or pd.isna(language[key]) for key in ids]
    found: NDArray[np.bool_] = np.bincount(blocks, english) * 2 >= np.bincount(blocks)
    return found


def _expected(names: Sequence[str], paired: NDArray[np.bool_]) -> NDArray[np.float64]:
    """Share of articles elsewhere that hold each term; none for pairs of words."""
    ranks = common_words()
    single = np.flatnonzero(~paired)
    rank = np.array([ranks.get(names[place], UNLISTED) for place in single.tolist()])
    share = np.zeros(len(names))
    share[single] = 1 - np.exp(-LENGTH * ZIPF / rank)
    return share
