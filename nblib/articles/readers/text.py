"""Plain text, with front matter of `key: value` lines or without."""

import re
from collections.abc import Iterator
from typing import Any

from ..decoding import decode
from ..fields import read_fields
from ..limits import Limits

FENCE = re.compile(r"---[ \t]*(?:\r\n|\r|\n|\Z)")
END = re.compile(r"^(?:---|\.\.\.)[ \t]*(?:\r\n|\r|\n|\Z)", re.MULTILINE)
KEY = re.compile(r"([A-Za-z][\w -]{0,40}):(?:[ \t]+|$)(.*)")
LONGEST_FRONT = 20_000  # characters


def read(
    raw: bytes, stem: str, limits: Limits
) -> Iterator[tuple[None, dict[str, Any]]]:
    """Yield the one article of a text."""
    text, notes = decode(raw)
    fields, start = front_matter(text)
    yield None, {**fields, "article_id": stem, "text": text[start:], "notes": notes}


def front_matter(text: str) -> tuple[dict[str, Any], int]:
    r"""Return the fields above a text and where the text begins.

    Examples
    --------
    >>> front_matter("---\ntitle: Talks\n---\nThey met.")
    ({'title': 'Talks'}, 21)
    >>> front_matter("--- and then\nthey met.")
    ({}, 0)
    """
    opened = FENCE.match(text)
    if not opened:
        return {}, 0
    closed = END.search(text[:LONGEST_FRONT], opened.end())
    if not closed:
        return {}, 0
    given = {}
    for line in text[opened.end() : closed.start()].splitlines():
        found = KEY.fullmatch(line.strip())
        if found:
            given[found[1]] = _unquoted(found[2].strip())
    fields = read_fields({key: value for key, value in given.items() if value})
    fields = {
        key: value for key, value in fields.items() if key not in ("text", "markup")
    }
    return fields, closed.end()


def _unquoted(value: str) -> str:
    quoted = len(value) > 1 and value[0] == value[-1] and value[0] in "\"'"
    return value[1:-1] if quoted else value
