"""When an article was published, from its own words where nobody says it.

Every clue is a constraint, none is a guess: a photo's date and the newest past
date told are lower bounds, the date in a page's header is the day on which the
page was saved and so an upper bound, and a weekday leaves one day in seven. A day
is given when the constraints together leave one; else the interval stands. A week
that one article does not know can be known by the pile: the same happening, told
with a date elsewhere. File times and today's date are never used.
"""

from functools import cached_property

import pandas as pd

from ..tables import check_table, make_table
from ..timexes import find_date_orders, find_timexes
from ..zones import find_site_lines, find_zones
from .bounds import decide
from .clues import collect
from .pile import ask_pile, open_articles

__all__ = ["date_articles", "with_dates"]


def date_articles(
    articles: pd.DataFrame,
    *,
    zones: pd.DataFrame | None = None,
    timexes: pd.DataFrame | None = None,
) -> pd.DataFrame:
    r"""Date the articles, from their metadata or else from the texts.

    Parameters
    ----------
    articles : DataFrame
        The articles table.
    zones, timexes : DataFrame, optional
        Made when left out.

    Returns
    -------
    DataFrame
        The dates table, one row an article: `published`, missing where more than
        one day is left; `earliest` and `latest`, the interval that is left, each
        missing where open; `weekday` (`XXXX-WXX-4`) where the text shows it;
        `basis` (metadata, address, date line, dateline, a list of the clues that
        were put together, pile, unknown); `start` and `end`, the deciding words
        in the text; `spans`, all of the evidence as `start-end` pairs.

    Examples
    --------
    >>> from nblib.articles import make_articles
    >>> text = "Harbour reopens\nApril 10, 2025\nThe harbour reopened on Thursday."
    >>> date_articles(make_articles([{"id": "a", "text": text}]))["published"].tolist()
    ['2025-04-10']
    """
    check_table(articles, "articles")
    read = _Reader(articles, zones, timexes)
    dated = articles["published"].notna()
    found = read.of(articles[~dated])
    clues = collect(articles, *found)
    rows = {clue.article_id: decide(clue) for clue in clues}
    if open_articles(clues, rows):
        rest = read.of(articles[dated])
        zones, timexes = map(pd.concat, zip(found, rest, strict=True))
        ask_pile(articles, zones, timexes, clues, rows)
    return make_table("dates", [rows[key] for key in sorted(rows)])


class _Reader:
    """Zones and time expressions of the articles that are asked for, and no others.

    An article whose date is given needs none, unless others ask the pile.
    """

    def __init__(
        self,
        articles: pd.DataFrame,
        zones: pd.DataFrame | None,
        timexes: pd.DataFrame | None,
    ) -> None:
        self._pile = articles
        self._zones = None if zones is None else check_table(zones, "zones")
        self._timexes = None if timexes is None else check_table(timexes, "timexes")

    def of(self, articles: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
        """Return zones and timexes of some articles of the pile."""
        zones, timexes = (_rows(t, articles) for t in (self._zones, self._timexes))
        if zones is None:
            zones = find_zones(articles, site_lines=self._site_lines(articles))
        if timexes is None:
            orders = None if articles.empty else self._date_orders
            timexes = find_timexes(articles, date_orders=orders)
        return zones, timexes

    def _site_lines(self, articles: pd.DataFrame) -> pd.DataFrame:
        """Return the site lines of the outlets of some articles."""
        outlets = self._pile["outlet"].fillna("")
        return find_site_lines(
            self._pile[outlets.isin(articles["outlet"].fillna("").unique())]
        )

    @cached_property
    def _date_orders(self) -> pd.DataFrame:
        return find_date_orders(self._pile)


def _rows(table: pd.DataFrame | None, articles: pd.DataFrame) -> pd.DataFrame | None:
    if table is None:
        return None
    return table[table["article_id"].isin(articles["article_id"])]


def with_dates(articles: pd.DataFrame, dates: pd.DataFrame) -> pd.DataFrame:
    r"""Return the articles with missing `published` filled from the dates table.

    Parameters
    ----------
    articles, dates : DataFrame
        The tables of those names.

    Returns
    -------
    DataFrame
        The articles table; what the dates table leaves open stays missing.

    Examples
    --------
    >>> from nblib.articles import make_articles
    >>> text = "Harbour reopens\nApril 10, 2025\nThe harbour reopened on Thursday."
    >>> articles = make_articles([{"id": "a", "text": text}])
    >>> with_dates(articles, date_articles(articles))["published"].tolist()
    ['2025-04-10']
    """
    check_table(articles, "articles")
    check_table(dates, "dates")
    found = dates.set_index("article_id")["published"]
    filled = articles["published"].fillna(articles["article_id"].map(found))
    return articles.assign(published=filled.astype(articles["published"].dtype))
