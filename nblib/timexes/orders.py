"""Whether numeric dates say the day first: the one thing that a pile knows of dates.

10/04/2025 is two days, and nothing beside it says which. Dates of the same article,
else of the same outlet, else of the pile that the calendar allows one order for are
the evidence; where they disagree, the order is unknown.
"""

import re
from collections import defaultdict
from collections.abc import Mapping

import pandas as pd

from ..tables import check_table, make_table

_MAYBE = re.compile(r"[/.-][0-9][0-9]?[/.-][0-9][0-9]")  # quick to look for
Place = tuple[str, str]  # an article, an outlet or the pile, by its name
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
    names = articles["article_id"].tolist()
    outlets = articles["outlet"].to_numpy(object, na_value=None).tolist()
    places = [_places(*row) for row in zip(names, outlets, strict=True)]
    spoken = articles["language"].fillna("en").eq("en").tolist()
    seen: dict[Place, set[bool]] = defaultdict(set)
    texts = articles["text"].tolist()
    for text, read, near in zip(texts, spoken, places, strict=True):
        if read and _MAYBE.search(text):
            for first, second in _NUMERIC.findall(text):
                day_first, month_first = int(second) <= 12, int(first) <= 12
                if day_first != month_first:
                    for place in near:
                        seen[place].add(day_first)
    rows = (
        {"article_id": name, "day_first": _nearest(seen, near)}
        for name, near in zip(names, places, strict=True)
    )
    return make_table("date_orders", rows)


def _places(article_id: str, outlet: str | None) -> list[Place]:
    """Return what an article's evidence is evidence of, the nearest first."""
    near = [] if outlet is None else [("outlet", outlet)]
    return [("article", article_id), *near, ("pile", "")]


def _nearest(seen: Mapping[Place, set[bool]], places: list[Place]) -> bool | None:
    """Return the order that the nearest evidence shows, None where it is mixed."""
    found = next((seen[place] for place in places if place in seen), set())
    return next(iter(found)) if len(found) == 1 else None
