"""The state and the public body that a description names, from two lexicons."""

import re
from collections.abc import Iterable
from functools import cache, lru_cache

from ..lexicons import read_lexicon, split_cell

NAMES = 2**16  # that are kept in mind, since a pile has each of them many times
APOSTROPHES = str.maketrans("’‘", "''")


@lru_cache(maxsize=NAMES)
def find_state(text: str) -> str:
    """Return the first state that `text` names, empty when there is none.

    Examples
    --------
    >>> find_state("a spokesman in Ankara"), find_state("a resident")
    ('Turkey', '')
    """
    found = _state_pattern().search(text)
    return _states()[found[0].translate(APOSTROPHES).casefold()] if found else ""


@lru_cache(maxsize=NAMES)
def find_body(text: str) -> str:
    """Return the public body that `text` names, empty when there is none.

    Examples
    --------
    >>> find_body("the Ministry of Foreign Affairs"), find_body("a neighbour")
    ('foreign ministry', '')
    """
    found = _body_pattern().search(text.translate(APOSTROPHES).casefold())
    return _bodies()[found[0]] if found else ""


@cache
def _states() -> dict[str, str]:
    """State by each of its names, those of its people and places, in lower case."""
    found: dict[str, str] = {}
    for row in read_lexicon("states"):
        for name in _names(row):
            found.setdefault(name.translate(APOSTROPHES).casefold(), row["state"])
    return found


@cache
def _state_pattern() -> re.Pattern[str]:
    return _any_of(name for row in read_lexicon("states") for name in _names(row))


def _names(row: dict[str, str]) -> list[str]:
    """Names of a state; those that are words also in the plural ("the Israelis")."""
    names = [row["state"], *split_cell(row["demonyms"]), *split_cell(row["places"])]
    return names + [f"{name}s" for name in names if not name.isupper()]


@cache
def _bodies() -> dict[str, str]:
    return {
        word: row["body"]
        for row in read_lexicon("bodies")
        for word in split_cell(row["words"])
    }


@cache
def _body_pattern() -> re.Pattern[str]:
    return _any_of(_bodies())


def _any_of(words: Iterable[str]) -> re.Pattern[str]:
    """Match any of `words` whole, the longest first."""
    ordered = sorted(set(words), key=lambda word: (-len(word), word))
    return re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, ordered)) + r")(?!\w)")
