"""Lines that a site puts on its pages, known by how often they come back.

A line that returns in many articles of one outlet is the site's own, unless the
articles are versions of one text: an update repeats most of what it updates. So
versions are taken together, and a line counts once for each such group. Running text
is asked for more, because a newsroom also repeats paragraphs of background.
"""

from collections import Counter, defaultdict
from itertools import chain
from typing import Any

import pandas as pd

from ..articles.phrases import plain
from ..tables import check_table, make_table
from .forms import BULLET
from .labels import Line, split_lines

FEWEST = 3  # groups of articles in which a line returns
SHARE = 0.2  # of the outlet's groups
FEWEST_PROSE = 5
SHARE_PROSE = 0.5
LONGEST = 100  # words; a longer line is no site's
TELLING = 3  # of the longest lines of an article, by which its versions are known
SAME = 0.5  # share of the shorter of two texts that a version has in common


def find_site_lines(articles: pd.DataFrame) -> pd.DataFrame:
    r"""Find the lines that return in unrelated articles of an outlet.

    Parameters
    ----------
    articles : DataFrame
        The articles table; articles without an outlet are taken for one outlet.

    Returns
    -------
    DataFrame
        `outlet, line, n_articles, share`: the line folded to lower case with single
        blanks, the groups of versions in which it stands, and their share of those of
        the outlet (0.0 to 1.0), sorted by outlet and line.

    Examples
    --------
    >>> from nblib import make_articles
    >>> days = ["Rain fell on Monday.", "A ferry sank off Sur.", "The fair opened."]
    >>> table = make_articles(
    ...     {"id": day, "outlet": "Post", "text": f"{day}\nOur app"} for day in days
    ... )
    >>> find_site_lines(table)["line"].tolist()
    ['our app']
    """
    check_table(articles, "articles")
    rows: list[dict[str, Any]] = []
    outlets = articles["outlet"].fillna("")
    for outlet in sorted(outlets.unique()):
        texts = articles.loc[outlets == outlet, "text"].tolist()
        if len(texts) >= FEWEST:
            rows += ({"outlet": outlet or None, **row} for row in _returning(texts))
    return make_table("site_lines", rows)


def site_lines_of(site_lines: pd.DataFrame) -> dict[str, frozenset[str]]:
    """Return the site lines of each outlet, "" for articles without one."""
    found = defaultdict(set)
    outlets = site_lines["outlet"].fillna("")
    for outlet, line in zip(outlets, site_lines["line"], strict=True):
        found[outlet].add(line)
    return {outlet: frozenset(lines) for outlet, lines in found.items()}


def _returning(texts: list[str]) -> list[dict[str, Any]]:
    """Rows of the lines that return in the texts of one outlet."""
    held = [_folded(text) for text in texts]
    groups = _groups(held)
    n_groups = len(set(groups))
    times = Counter(chain.from_iterable(held))
    often = {line for line, many in times.items() if many >= FEWEST}
    places: dict[str, set[int]] = defaultdict(set)
    latest: dict[str, Line] = {}
    for group, lines in zip(groups, held, strict=True):
        for line in often & lines.keys():
            latest[line] = lines[line]
            places[line].add(group)
    rows = []
    for line in sorted(line for line in places if len(places[line]) >= FEWEST):
        many, share = len(places[line]), len(places[line]) / n_groups
        prose = latest[line].prose and not BULLET.match(latest[line].text)
        fewest, least = (FEWEST_PROSE, SHARE_PROSE) if prose else (FEWEST, SHARE)
        if many >= fewest and share >= least:
            rows.append({"line": line, "n_articles": many, "share": share})
    return rows


def _folded(text: str) -> dict[str, Line]:
    """Return the lines of a text by what they are folded to."""
    lines = split_lines(text)
    return {plain(line.text): line for line in lines if line.words <= LONGEST}


def _groups(held: list[dict[str, Line]]) -> list[int]:
    """Return the group of each article; versions have one.

    Only articles that share one of their longest lines are compared, each with the
    first and the latest of those that have it.
    """
    parent = list(range(len(held)))
    seen: dict[str, tuple[int, int]] = {}
    for number, lines in enumerate(held):
        for line in sorted(lines, key=lambda line: (-len(line), line))[:TELLING]:
            first, latest = seen.get(line, (number, number))
            for other in {first, latest} - {number}:
                if _are_versions(lines, held[other]):
                    _join(parent, number, other)
            seen[line] = (first, number)
    return [_root(parent, number) for number in range(len(held))]


def _are_versions(one: dict[str, Line], other: dict[str, Line]) -> bool:
    shared = sum(len(line) for line in one.keys() & other.keys())
    return shared >= SAME * min(sum(map(len, one)), sum(map(len, other)))


def _join(parent: list[int], one: int, other: int) -> None:
    a, b = _root(parent, one), _root(parent, other)
    parent[max(a, b)] = min(a, b)


def _root(parent: list[int], number: int) -> int:
    while parent[number] != number:
        parent[number] = parent[parent[number]]
        number = parent[number]
    return number
