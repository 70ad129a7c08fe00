"""Texts to rows of weights."""

from collections.abc import Sequence
from typing import NamedTuple

import pandas as pd
from scipy import sparse
from sklearn.feature_extraction.text import TfidfVectorizer

from ..tables import check_table
from ..zones import find_zones, zone_text
from .words import terms, words

READ_ZONES = ("title", "heading", "body")
SMALL = 10  # articles; below, a share of the pile says nothing about a word
COMMON = 0.5  # share of the articles above which a term tells nothing apart


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
    articles: pd.DataFrame, *, zones: pd.DataFrame | None = None
) -> Vectors:
    """Weigh the terms of every article.

    Parameters
    ----------
    articles : DataFrame
        The articles table.
    zones : DataFrame, optional
        The zones table, made when left out.

    Returns
    -------
    Vectors
        Rows in the order of `article_id`; shape (0, 0) for an empty pile. The
        weight of a term is 1 + log(count) times log((1 + n) / (1 + df)) + 1
        (sublinear TF-IDF, Salton and Buckley 1988). In a pile of ten or more,
        terms of one article alone and of more than half of them are left out.

    Examples
    --------
    >>> from nblib import make_articles
    >>> texts = {"a": "Türkiye recognised the border.", "b": "Turkey recognized it."}
    >>> table = make_articles({"id": k, "text": v} for k, v in texts.items())
    >>> vectors = fit_vectors(table)
    >>> vectors.terms
    ['border', 'recognized', 'recognized border', 'turkey', 'turkey recognized']
    >>> vectors.matrix.shape, vectors.article_ids
    ((2, 5), ['a', 'b'])
    """
    texts = read_texts(articles, zones=zones)
    ids = sorted(texts)
    few = len(ids) < SMALL
    model = TfidfVectorizer(
        analyzer=terms,
        sublinear_tf=True,
        min_df=1 if few else 2,
        max_df=1.0 if few else COMMON,
    )
    return Vectors(*_fit(model, [texts[article_id] for article_id in ids]), ids)


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


def _fit(
    model: TfidfVectorizer, texts: Sequence[str]
) -> tuple[sparse.csr_array, list[str]]:
    """Fit `model`; no text or no term at all gives a matrix without columns."""
    try:
        matrix = model.fit_transform(texts)
    except ValueError:  # what scikit-learn raises where nothing is left to weigh
        return sparse.csr_array((len(texts), 0)), []
    return sparse.csr_array(matrix), [
        str(term) for term in model.get_feature_names_out()
    ]
