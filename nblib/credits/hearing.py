"""Articles as attribution hears them: their statements, and whom each one means.

Credits and speech are two tables of one reading; an article is read here once for both.
"""

from collections.abc import Iterator
from typing import Any, NamedTuple

import pandas as pd

from ..tables import check_table
from ..zones import split_sentences
from .outlets import OutletIndex
from .reading import Statement, read_article
from .voices import Voice, find_voices


class Heard(NamedTuple):
    """What is said in an article, and by whom.

    Attributes
    ----------
    statements : list of Statement
        In order.
    voices : list of list of Voice
        Those of each statement.
    """

    statements: list[Statement]
    voices: list[list[Voice]]


def hear_articles(
    articles: pd.DataFrame,
    zones: pd.DataFrame | None = None,
    sentences: pd.DataFrame | None = None,
    index: OutletIndex | None = None,
) -> Iterator[tuple[str, str, Heard | None]]:
    """Yield id, text and what is heard of each article, in the order of ids.

    Nothing is heard in an article of a language known not to be English.

    Parameters
    ----------
    articles : DataFrame
        The articles table.
    zones, sentences : DataFrame, optional
        The tables of those names; made when left out.
    index : OutletIndex, optional
        News organisations; those of the lexicon by default.
    """
    check_table(articles, "articles")
    if sentences is None:
        sentences = split_sentences(articles, zones=zones)
    spans = spans_of(check_table(sentences, "sentences"))
    columns = (articles[name].tolist() for name in ("article_id", "text", "language"))
    for key, text, language in sorted(
        zip(*columns, strict=True), key=lambda row: row[0]
    ):
        if isinstance(language, str) and language != "en":
            yield key, text, None
        else:
            statements = read_article(text, spans.get(key, []))
            yield key, text, Heard(statements, find_voices(text, statements, index))


def spans_of(table: pd.DataFrame, *more: str) -> dict[str, list[Any]]:
    """Return start and end of a table's rows by article, with further columns."""
    found: dict[str, list[Any]] = {}
    columns = (table[name].tolist() for name in ("article_id", "start", "end", *more))
    for key, *span in zip(*columns, strict=True):
        found.setdefault(key, []).append(tuple(span))
    return found
