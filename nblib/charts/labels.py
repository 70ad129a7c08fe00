"""Names as people read them: articles, counts, days."""

from collections import Counter

import pandas as pd

from ..tables import check_table

MONTHS = "JanFebMarAprMayJunJulAugSepOctNovDec"


def label_articles(articles: pd.DataFrame) -> dict[str, str]:
    """Return a short name for each article, no two alike.

    Parameters
    ----------
    articles : DataFrame
        The articles table.

    Returns
    -------
    dict of str to str
        `article_id` to the outlet, or the id where the outlet is unknown; with the
        day, then the id, where two would be alike.

    Examples
    --------
    >>> from nblib.tables import make_table
    >>> rows = [
    ...     {"article_id": "a", "outlet": "Daily Quay", "published": "2031-02-03"},
    ...     {"article_id": "b", "outlet": "Daily Quay", "published": "2031-02-04"},
    ...     {"article_id": "c", "outlet": "Omber Post"},
    ... ]
    >>> list(label_articles(make_table("articles", rows)).values())
    ['Daily Quay, 3 Feb', 'Daily Quay, 4 Feb', 'Omber Post']
    """
    check_table(articles, "articles")
    ids = list(articles["article_id"])
    labels = list(articles["outlet"].fillna(articles["article_id"]))
    days = [_short_day(day) for day in articles["published"]]
    for more in (days, [f" ({name})" for name in ids]):
        twice = Counter(labels)
        labels = [
            label + extra if twice[label] > 1 and label != name else label
            for label, extra, name in zip(labels, more, ids, strict=True)
        ]
    return dict(zip(ids, labels, strict=True))


def _short_day(day: object) -> str:
    return "" if pd.isna(day) else f", {day_name(day).rpartition(' ')[0]}"


def counted(number: int, noun: str, plural: str = "") -> str:
    """Return a number with its noun.

    Examples
    --------
    >>> counted(1, "story", "stories"), counted(3, "article")
    ('1 story', '3 articles')
    """
    return f"{number} {noun if number == 1 else plural or noun + 's'}"


def day_name(day: object) -> str:
    """Return an ISO date as people write it; what is missing is unknown.

    Examples
    --------
    >>> day_name("2031-02-03"), day_name("2031-02"), day_name(None)
    ('3 Feb 2031', 'Feb 2031', 'unknown date')
    """
    if pd.isna(day):
        return "unknown date"
    year, *rest = str(day)[:10].split("-")
    if not rest or not all(part.isdigit() for part in rest):
        return str(day)[:10]
    month = int(rest[0])
    name = MONTHS[3 * month - 3 : 3 * month] or rest[0]
    return " ".join([*(str(int(part)) for part in rest[1:]), name, year])


def clipped(text: str, length: int = 160) -> str:
    """Return at most `length` characters of `text`.

    Examples
    --------
    >>> clipped("The road bridge was closed", 8)
    'The roa…'
    """
    return text if len(text) <= length else f"{text[: length - 1].rstrip()}…"
