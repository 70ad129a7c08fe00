"""Phrases that belong to a site and not to an article, looked up in one search.

The lexicon `boilerplate.csv` holds a pattern a line. All patterns of a scope are one
alternation, so that a line is searched once whatever their number; only a line that is
hit pays for the question which of them it was. A phrase begins where a word begins,
which leaves few places to look at, and in a long line only a long phrase counts, which
leaves few phrases.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from ..lexicons import read_lexicon

LONG_PHRASE_LINE = 8  # words a word of a site phrase; in a longer line it is prose
LONG_NAME = 10  # words; the name of a section of a page is short
LONGEST_WORDS = 48  # words; six words of a phrase carry no longer line
# A pattern that begins with a letter in all its readings, or as a whole with a line
SHARED_FIRST = re.compile(r"\^|[a-z](?![?*+{])(?:[^|()\\]|\\.|\((?:[^()\\]|\\.)*\))*\Z")
# What lets a pattern match more words than it has itself
REPEATS = re.compile(r"[.*+{\[]|\\[^b]")
HEADING = re.compile(r"^#{1,6} +")
LONGEST = 400  # characters; a longer line is prose


class Phrases(NamedTuple):
    """The patterns of one scope: all in one, and each with its kind."""

    anywhere: re.Pattern[str]
    single: tuple[tuple[str, str], ...]

    def kinds(self, line: str) -> Iterator[tuple[str, str]]:
        """Yield kind and words of every phrase in a line."""
        if self.anywhere.search(line):
            for pattern, kind in self.single:
                found = _one(pattern).search(line)
                if found:
                    yield kind, found[0]

    def name(self, line: str) -> str | None:
        """Return the kind of the phrase that the whole line is."""
        if not self.anywhere.fullmatch(line):
            return None
        return next(kind for p, kind in self.single if _one(p).fullmatch(line))


def plain(text: str) -> str:
    """Return a line as phrases are written: folded, one blank, straight apostrophes."""
    straight = text.replace("’", "'").replace("‘", "'")
    return " ".join(straight.casefold().split())


@cache
def _phrases(scope: str, words: int = 1) -> Phrases:
    """Return the phrases of a scope that can have so many words."""
    rows = [
        row
        for row in read_lexicon("boilerplate")
        if row["scope"] == scope and _can_have(words, row["pattern"])
    ]
    return Phrases(
        _any([row["pattern"] for row in rows]),
        tuple((row["pattern"], row["kind"]) for row in rows),
    )


def _can_have(words: int, pattern: str) -> bool:
    """Tell whether a pattern can match so many words.

    Examples
    --------
    >>> _can_have(3, "our (?:free )?app"), _can_have(4, "our (?:free )?app")
    (True, False)
    >>> _can_have(9, r"follow .{2,40} on")
    True
    """
    return pattern.count(" ") + 1 >= words or REPEATS.search(pattern) is not None


@cache
def _one(pattern: str) -> re.Pattern[str]:
    """Compile a pattern of its own, which only a line that is hit asks for."""
    return _any([pattern])


def _any(patterns: list[str]) -> re.Pattern[str]:
    """Return one pattern for all that begin where a word begins.

    Those that begin with the same letter share it, so that at most words a letter is
    compared and not every pattern begun; those for line starts share that.
    """
    held: dict[str, list[str]] = defaultdict(list)
    for pattern in patterns:
        letter = pattern[0] if SHARED_FIRST.match(pattern) else ""
        held[letter].append(f"(?:{pattern.removeprefix(letter)})")
    parts = [f"{letter}(?:{'|'.join(rest)})" for letter, rest in held.items()]
    return re.compile(rf"(?<!\w)(?:{'|'.join(parts)})" if parts else r"(?!)")


def site_phrase(line: str) -> str | None:
    """Return the kind of a line that is the site's own by its words, or its name.

    Examples
    --------
    >>> site_phrase("Subscribe to our newsletter"), site_phrase("Related Posts")
    ('newsletter', 'teaser')
    >>> site_phrase("They met on Friday.") is None
    True
    """
    return line_phrase(line, len(line.split())) or section_name(line)


def line_phrase(line: str, words: int) -> str | None:
    """Return the kind of a line of so many words that holds a phrase of the site."""
    if len(line) > LONGEST or words > LONGEST_WORDS:
        return None
    least = -(-words // LONG_PHRASE_LINE)
    return next(
        (
            kind
            for kind, found in _phrases("line", least).kinds(plain(line))
            if words <= LONG_PHRASE_LINE * len(found.split())
        ),
        None,
    )


def section_name(line: str, scope: str = "section") -> str | None:
    """Return the kind of the section whose name the whole line is."""
    if len(line) > LONGEST or len(line.split()) > LONG_NAME:
        return None
    return _phrases(scope).name(HEADING.sub("", plain(line)).strip(":?!.… "))


def access_phrase(line: str) -> str | None:
    """Return the kind of a line that an access page says.

    Examples
    --------
    >>> access_phrase("Please enable JavaScript and cookies to continue.")
    'browser check'
    """
    return next(
        (kind for kind, _ in _phrases("access").kinds(plain(line[:LONGEST]))), None
    )
