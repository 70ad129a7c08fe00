"""Phrases that belong to a site and not to an article, looked up in one search.

The lexicon `boilerplate.csv` holds a pattern a line. All patterns of a scope are one
alternation, so that a line is searched once whatever their number; only a line that is
hit pays for the question which of them it was.
"""

import re
from functools import cache
from typing import NamedTuple

from ..lexicons import read_lexicon

APOSTROPHES = str.maketrans("’‘", "''")
LONG_PHRASE_LINE = 8  # words a word of a site phrase; in a longer line it is prose
LONG_NAME = 10  # words; the name of a section of a page is short
LONGEST = 400  # characters; a longer line is prose


class Phrases(NamedTuple):
    """The patterns of one scope, together and one by one with their kinds."""

    together: re.Pattern[str]
    single: tuple[tuple[re.Pattern[str], str], ...]


def plain(text: str) -> str:
    """Return a line as phrases are written: folded, one blank, straight apostrophes."""
    return " ".join(text.translate(APOSTROPHES).casefold().split())


@cache
def _phrases(scope: str) -> Phrases:
    rows = [row for row in read_lexicon("boilerplate") if row["scope"] == scope]
    return Phrases(
        re.compile("|".join(f"(?:{row['pattern']})" for row in rows)),
        tuple((re.compile(row["pattern"]), row["kind"]) for row in rows),
    )


def site_phrase(line: str) -> str | None:
    """Return the kind of a line that is the site's own by its words, or its name.

    Examples
    --------
    >>> site_phrase("Subscribe to our newsletter"), site_phrase("Related Posts")
    ('newsletter', 'teaser')
    >>> site_phrase("They met on Friday.") is None
    True
    """
    return line_phrase(line) or section_name(line)


def line_phrase(line: str) -> str | None:
    """Return the kind of a line that holds a phrase of the site."""
    if len(line) > LONGEST:
        return None
    folded = plain(line)
    phrases = _phrases("line")
    if not phrases.together.search(folded):
        return None
    words = len(folded.split())
    for pattern, kind in phrases.single:
        found = pattern.search(folded)
        if found and words <= LONG_PHRASE_LINE * len(found[0].split()):
            return kind
    return None


def section_name(line: str, scope: str = "section") -> str | None:
    """Return the kind of the section whose name the whole line is."""
    if len(line) > LONGEST or len(line.split()) > LONG_NAME:
        return None
    folded = re.sub(r"^#{1,6} +", "", plain(line)).strip(":?!.… ")
    phrases = _phrases(scope)
    if not phrases.together.fullmatch(folded):
        return None
    return next(kind for p, kind in phrases.single if p.fullmatch(folded))


def access_phrase(line: str) -> str | None:
    """Return the kind of a line that an access page says.

    Examples
    --------
    >>> access_phrase("Please enable JavaScript and cookies to continue.")
    'browser check'
    """
    folded = plain(line[:LONGEST])
    phrases = _phrases("access")
    if not phrases.together.search(folded):
        return None
    return next(kind for p, kind in phrases.single if p.search(folded))
