"""Articles as attribution hears them: their statements, and whom each one means.

Credits and speech are two tables of one reading; an article is read here once for both.
"""

from collections.abc import Iterator
from typing import Any, NamedTuple

import pandas as pd

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
    articles: pd.DataFrame, sentences: pd.DataFrame, index: OutletIndex | None = None
) -> Iterator[tuple[str, str, Heard | None]]:
    """Yield id, text and what is heard of each article, in the order of ids.

    Nothing is heard in an article of a language known not to be English.

    Parameters
    ----------
    articles, sentences : DataFrame
        The tables of those names.
    index : OutletIndex, optional
        News organisations; those of the lexicon by default.
    """
    spans = spans_of(sentences)
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
