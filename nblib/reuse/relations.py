"""What kind of copy a pair is, and which way it went.

The kind follows from how much is word for word and how much shorter the copy is.
The way follows from what can be known: a text that credits the other's outlet comes
from it, a digest comes from what it sums up, and of two dated texts the later comes
from the earlier. Where both lean on an agency that neither of them is, they are
siblings: neither comes from the other, and the ancestor has a name.
"""

from datetime import UTC, datetime, timedelta
from typing import NamedTuple

import numpy as np
import pandas as pd

from .words import Reading

VERBATIM, EDITED = 0.8, 0.25  # share of the shorter text's runs in the other
DIGEST = 0.5  # length of a digest at most, as a share of what it sums up


class Article(NamedTuple):
    """What is known about an article besides its words."""

    published: str | None
    outlet: str | None
    credited: frozenset[str]
    agencies: frozenset[str]


def describe(articles: pd.DataFrame, credits: pd.DataFrame) -> dict[str, Article]:
    """Return what decides the direction of copying, by `article_id`."""
    named: dict[str, set[str]] = {name: set() for name in articles["article_id"]}
    agencies: dict[str, set[str]] = {name: set() for name in articles["article_id"]}
    for credit in credits.to_dict("records"):
        if isinstance(credit["name"], str) and credit["article_id"] in named:
            named[credit["article_id"]].add(credit["name"])
            if credit["kind"] == "agency":
                agencies[credit["article_id"]].add(credit["name"])
    return {
        row["article_id"]: Article(
            _known(row["published"]),
            _known(row["outlet"]),
            frozenset(named[row["article_id"]]),
            frozenset(agencies[row["article_id"]]),
        )
        for row in articles.to_dict("records")
    }


def _known(value: object) -> str | None:
    return value if isinstance(value, str) else None


def find_ancestor(a: Article, b: Article) -> str | None:
    """Return the agency that both texts rest on and neither of them is.

    Examples
    --------
    >>> one = Article(None, "Daily Quay", frozenset(), frozenset({"Brine Wire"}))
    >>> two = Article(None, "Omber Post", frozenset(), frozenset())
    >>> find_ancestor(one, one), find_ancestor(one, two)
    ('Brine Wire', 'Brine Wire')
    """
    if a.outlet in b.credited or b.outlet in a.credited:
        return None
    either = (a.agencies | b.agencies) - {a.outlet, b.outlet}
    both = a.agencies & either & b.agencies
    return min(both or either, default=None)


def name_relation(one: Reading, two: Reading) -> str:
    """Return verbatim, edited, summarised or reworded."""
    shared = len(np.intersect1d(one.runs, two.runs, assume_unique=True))
    share = shared / max(1, min(len(one.runs), len(two.runs)))
    if share >= VERBATIM:
        return "verbatim"
    if share >= EDITED:
        return "edited"
    short, long = sorted((len(one.stems), len(two.stems)))
    return "summarised" if short <= DIGEST * long else "reworded"


def find_direction(a: Article, b: Article, relation: str, shorter: str) -> str:
    """Return "a>b" (b comes from a), "b>a" or "unknown".

    Examples
    --------
    >>> early = Article("2031-02-03", None, frozenset(), frozenset())
    >>> late = Article("2031-02-05", None, frozenset(), frozenset())
    >>> find_direction(early, late, "edited", "a")
    'a>b'
    """
    if relation == "common ancestor":
        return "unknown"
    credits_b, credits_a = b.outlet in a.credited, a.outlet in b.credited
    if credits_a != credits_b:
        return "a>b" if credits_a else "b>a"
    order = _order(a.published, b.published)
    if order:
        return "a>b" if order < 0 else "b>a"
    if relation == "summarised":
        return "a>b" if shorter == "b" else "b>a"
    return "unknown"


def _order(one: str | None, two: str | None) -> int:
    """-1 where `one` is surely earlier, 1 where later, 0 where that is not known."""
    if one is None or two is None:
        return 0
    (first, first_end), (second, second_end) = _span(one), _span(two)
    return (first > second_end) - (first_end < second)


def _span(published: str) -> tuple[datetime, datetime]:
    """Return the first and the last moment that `published` may mean."""
    moment = datetime.fromisoformat(published)
    begin = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    whole_day = len(published) == len("2031-02-03")
    return begin, begin + timedelta(hours=23, minutes=59) * whole_day
