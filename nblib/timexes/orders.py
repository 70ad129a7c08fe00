"""Whether numeric dates say the day first: the one thing that a pile knows of dates.

10/04/2025 is two days, and nothing beside it says which. Dates of the same article,
else of the same outlet, else of the pile that the calendar allows one order for are
the evidence; where they disagree, the order is unknown.
"""

import re
from collections import defaultdict
from typing import Any

import pandas as pd

from ..tables import check_table, make_table

_MAYBE = re.compile(r"[/.-][0-9][0-9]?[/.-][0-9][0-9]")  # quick to look for
_NUMERIC = re.compile(
    r"(?<![\d/.-])(\d{1,2})[/.-](\d{1,2})[/.-](?:\d{4}|\d\d)(?![\d/])"
)


def find_date_orders(articles: pd.DataFrame) -> pd.DataFrame:
    """Say for each article whether its numeric dates have the day first.

    Parameters
    ----------
    articles : DataFrame
        The articles table.

    Returns
    -------
    DataFrame
        `article_id, day_first`, one row per article; missing where nothing shows it
        or the evidence is mixed.

    Examples
    --------
    >>> from nblib.articles import make_articles
    >>> texts = {"a": "Signed on 10/04/2025.", "b": "Opened on 23/03/2025."}
    >>> articles = make_articles([{"id": k, "text": v} for k, v in texts.items()])
    >>> find_date_orders(articles)["day_first"].tolist()
    [True, True]
    """
    check_table(articles, "articles")
    read = articles[["article_id", "text", "language", "outlet"]].to_dict("records")
    seen: dict[Any, set[bool]] = defaultdict(set)
    for row in read:
        spoken = pd.isna(row["language"]) or row["language"] == "en"
        if spoken and _MAYBE.search(row["text"]):
            for first, second in _NUMERIC.findall(row["text"]):
                day_first, month_first = int(second) <= 12, int(first) <= 12
                if day_first != month_first:
                    for place in _places(row):
                        seen[place].add(day_first)
    return make_table(
        "date_orders",
        (
            {"article_id": row["article_id"], "day_first": _nearest(seen, row)}
            for row in read
        ),
    )


def _places(row: dict[str, Any]) -> list[tuple[str, Any]]:
    outlet = [] if pd.isna(row["outlet"]) else [("outlet", row["outlet"])]
    return [("article", row["article_id"]), *outlet, ("pile", None)]


def _nearest(seen: dict[Any, set[bool]], row: dict[str, Any]) -> bool | None:
    """Return the order that the nearest evidence shows, None where it is mixed."""
    found = next((seen[place] for place in _places(row) if place in seen), set())
    return next(iter(found)) if len(found) == 1 else None
