"""Texts to rows of weights."""

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
from scipy import sparse
from sklearn.feature_extraction.text import CountVectorizer, TfidfVectorizer

from ..tables import check_table
from ..zones import find_zones, zone_text
from .words import common_words, terms, words

READ_ZONES = ("title", "heading", "body")
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

    Returns
    -------
    Vectors
        Rows in the order of `article_id`; shape (0, 0) for an empty pile. The
        weight of a term is 1 + log(count) times log((1 + n) / (1 + df)) + 1
        (sublinear TF-IDF, Salton and Buckley 1988), `n` and `df` counted with the
        articles elsewhere. Pairs of words that stand in one article alone are left
        out; so are, in other languages, words of more than half of the articles.

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
    texts = read_texts(articles, zones=zones)
    ids = sorted(texts)
    if not ids:
        return Vectors(sparse.csr_array((0, 0)), [], [])
    if not _mostly_english(articles):
        elsewhere = 0
    counter = CountVectorizer(analyzer=terms)
    counts, names = _fit(counter, [texts[article_id] for article_id in ids])
    frequency = np.bincount(counts.indices, minlength=counts.shape[1])
    most = len(ids) * (COMMON if not elsewhere and len(ids) >= SHARE_FROM else 1.0)
    paired = np.array([" " in name for name in names], dtype=bool)
    kept = np.flatnonzero((frequency > paired) & (frequency <= most))
    names = [names[column] for column in kept]
    known = frequency[kept] + elsewhere * _expected(names)
    rarity = np.log((1 + len(ids) + elsewhere) / (1 + known)) + 1
    matrix = sparse.csr_array(counts[:, kept], dtype=float)
    matrix.data = (1 + np.log(matrix.data)) * rarity[matrix.indices]
    return Vectors(unit_rows(matrix), names, ids)


def read_texts(
    articles: pd.DataFrame, *, zones: pd.DataFrame | None = None
) -> dict[str, str]:
    r"""Return what counts as the article's own words: title and body.

    Returns
    -------
    dict of str to str
        By `article_id`. A title that the text does not hold stands above it.

    Examples
    --------
    >>> from nblib import make_articles
    >>> record = {"id": "a", "title": "Talks", "text": "They met.\nRead next"}
    >>> {k: v.split() for k, v in read_texts(make_articles([record])).items()}
    {'a': ['Talks', 'They', 'met.']}
    """
    check_table(articles, "articles")
    zones = find_zones(articles) if zones is None else check_table(zones, "zones")
    texts = zone_text(articles, zones, keep=READ_ZONES)
    for article_id, title in zip(
        articles["article_id"], articles["title"], strict=True
    ):
        if isinstance(title, str) and title not in texts[article_id]:
            texts[article_id] = f"{title}\n{texts[article_id]}"
    return texts


def fit_char_vectors(
    texts: Sequence[str], *, shortest: int = 3, longest: int = 5
) -> sparse.csr_array:
    """Weigh the character n-grams of short texts, such as sentences.

    For the stages that ask whether two sentences are one in other words: spun or
    translated wording changes whole words and keeps their stems, names and
    figures, which n-grams of characters still see.

    Parameters
    ----------
    texts : sequence of str
        Sentences, of any language.
    shortest, longest : int, default 3 and 5
        Length of the n-grams, in characters; they do not cross words.

    Returns
    -------
    csr_array
        Texts × n-grams, sublinear TF-IDF, rows of length 1 (0 without a letter), so
        that `a @ b.T` is the cosine; shape (0, 0) for no text.

    Examples
    --------
    >>> rows = fit_char_vectors(["Talks began in Baku.", "In Baku, talks begin.", "-"])
    >>> (rows @ rows.T).toarray().round(1).tolist()
    [[1.0, 0.6, 0.0], [0.6, 1.0, 0.0], [0.0, 0.0, 0.0]]
    """
    folded = [" ".join(word.folded for word in words(text)) for text in texts]
    model = TfidfVectorizer(
        analyzer="char_wb",
        ngram_range=(shortest, longest),
        lowercase=False,
        sublinear_tf=True,
    )
    return _fit(model, folded)[0]


def unit_rows(matrix: sparse.csr_array) -> sparse.csr_array:
    """Return the rows scaled to length 1; empty rows stay empty."""
    lengths = np.sqrt(np.asarray(matrix.multiply(matrix).sum(axis=1)).ravel())
    scale = sparse.diags_array(1 / np.where(lengths == 0, 1, lengths))
    return sparse.csr_array(scale @ matrix)


def _mostly_english(articles: pd.DataFrame) -> bool:
    """Whether English, or no known language, is that of half of the articles."""
    english = articles["language"].isna() | (articles["language"] == "en")
    return bool(english.sum() * 2 >= len(articles))


def _expected(names: Sequence[str]) -> np.ndarray[Any, Any]:
    """Share of articles elsewhere that hold each term; none for pairs of words."""
    ranks = common_words()
    rank = np.array([ranks.get(name, UNLISTED) for name in names], dtype=float)
    share = 1 - np.exp(-LENGTH * ZIPF / rank)
    return np.where([" " in name for name in names], 0.0, share)


def _fit(
    model: CountVectorizer, texts: Sequence[str]
) -> tuple[sparse.csr_array, list[str]]:
    """Fit `model`; no text or no term at all gives a matrix without columns."""
    try:
        matrix = model.fit_transform(texts)
    except ValueError:  # what scikit-learn raises where nothing is left to weigh
        return sparse.csr_array((len(texts), 0)), []
    return sparse.csr_array(matrix), [
        str(term) for term in model.get_feature_names_out()
    ]
