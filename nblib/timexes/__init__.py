"""Time expressions of English news and their TIMEX3 values.

An article is tokenised once; a table of words gives each token a class, a table
of patterns finds expressions among the classes, and one small function for each
kind gives the value. What depends on the publication date keeps the X form when
there is none: `XXXX-WXX-3` is a Wednesday, and no clock decides which. A bare
weekday is the most recent one, counting the publication day, because that is how
news is written.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

import pandas as pd

from ..tables import check_table, make_table
from . import clocks, days, holidays, lengths, periods, quarters, relatives
from .calendars import is_value
from .context import Context, Value
from .grammar import find_readings
from .orders import find_date_orders
from .registry import READINGS
from .tokens import Classes, char_of, tokenize

__all__ = ["find_date_orders", "find_timexes"]

_READERS = (
    clocks,
    days,
    holidays,
    lengths,
    periods,
    quarters,
    relatives,
)  # each registers its readings


def find_timexes(
    articles: pd.DataFrame,
    *,
    zones: pd.DataFrame | None = None,
    date_orders: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Find the time expressions of each article.

    Parameters
    ----------
    articles : DataFrame
        The articles table. `published` is what relative expressions are read
        against; without it they keep the X form. Texts in a language other than
        English are skipped.
    zones : DataFrame, optional
        Not needed: expressions are read in every zone.
    date_orders : DataFrame, optional
        Whether each article's numeric dates have the day first; made when left out.

    Returns
    -------
    DataFrame
        The timexes table, by article and offset. `type` is DATE, TIME, DURATION
        or SET and `value` its TIMEX3 value (TimeML 1.2.1, Pustejovsky et al.
        2003); `mod` START, MID, END, APPROX, …; `implied` the date that a
        duration beside "later" or "after" leads to; `flag` says how an
        ambiguous numeric date was decided or why it was left open.

    Raises
    ------
    SchemaError
        If a column is missing.

    Examples
    --------
    >>> from nblib.articles import make_articles
    >>> text = "Talks began on Wednesday. They had been planned since late last year."
    >>> articles = make_articles([{"id": "a", "text": text, "published": "2025-04-10"}])
    >>> find_timexes(articles)[["text", "value", "mod"]].values.tolist()
    [['Wednesday', '2025-04-09', nan], ['late last year', '2024', 'END']]
    """
    check_table(articles, "articles")
    if date_orders is None:
        date_orders = find_date_orders(articles)
    check_table(date_orders, "date_orders")
    orders = dict(zip(*_cells(date_orders, ("article_id", "day_first")), strict=True))
    spoken = articles["language"].fillna("en").eq("en")
    read = _cells(articles[spoken], ("article_id", "text", "published"))
    classes = Classes()
    rows: list[dict[str, Any]] = []
    for article_id, text, published in zip(*read, strict=True):
        tokens = tokenize(text, classes)
        context = Context(tokens, _day(published), orders.get(article_id))
        rows += _read(article_id, text, context)
    rows.sort(key=lambda row: (row["article_id"], row["start"]))
    return make_table("timexes", rows)


def _cells(table: pd.DataFrame, columns: Iterable[str]) -> list[list[Any]]:
    """Return the cells of some columns, None where there is none."""
    return [table[name].to_numpy(object, na_value=None).tolist() for name in columns]


def _day(published: str | None) -> date | None:
    """Return the day of publication; one that leaves no room around it is none."""
    day = date.fromisoformat(published[:10]) if published else None
    return day if day and 1000 <= day.year < 9000 else None


def _read(article_id: str, text: str, context: Context) -> Iterator[dict[str, Any]]:
    """Yield the rows of one article."""
    tokens = context.tokens
    for name, first, last in find_readings(tokens):
        values = READINGS[name](context.bits(first, last), context, first, last)
        spans = _spans(values, first, last, context)
        for value, (start, end) in zip(values, spans, strict=False):
            if not is_value(value.value):
                continue
            context.remember(value)
            yield {
                "article_id": article_id,
                "start": start,
                "end": end,
                "text": text[start:end],
                "type": value.type,
                "value": value.value,
                "mod": value.mod,
                "implied": value.implied,
                "flag": value.flag,
            }


def _spans(
    values: list[Value], first: int, last: int, context: Context
) -> list[tuple[int, int]]:
    """Return the offsets of the values: one whole span, or the two ends of a range."""
    tokens = context.tokens
    if len(values) < 2:
        return [(tokens.starts[first], tokens.end(last - 1))]
    ends = (char_of("DAY"), char_of("YEAR"))
    inner = [n for n in range(first, last) if tokens.classes[n] in ends]
    cut = inner[1]
    return [
        (tokens.starts[first], tokens.end(inner[0])),
        (tokens.starts[cut], tokens.end(last - 1)),
    ]
