"""What looks like an article and is none: no words, an access page, site lines alone.

A page that asks for money, consent or a working browser is saved under the address of
an article and counts as one more voice unless it is told apart. It is short, and one
of its first lines says what it wants; an article that mentions such words is longer.
"""

from typing import Any

from .decoding import LETTERS
from .phrases import access_phrase, site_phrase
from .refusal import Refusal

ACCESS_WORDS = 120  # words; an access page is shorter
SITE_WORDS = 300  # words; site lines alone are fewer
SHOWN = 80  # characters of what was removed


def screen(record: dict[str, Any]) -> dict[str, Any] | Refusal:
    """Return the record, or the refusal of one that holds no article.

    Examples
    --------
    >>> screen({"text": "404 Not Found"}).args[0]
    'looks like an access page (page not found)'
    """
    text = record.get("text")
    if not isinstance(text, str) or not text.strip():
        return Refusal("no text", "fill the field text")
    if not LETTERS.search(text):
        return Refusal("no usable words", "check that this is an article")
    if len(text) > 10 * SITE_WORDS:
        return record
    return _short(text) or record


def _short(text: str) -> Refusal | None:
    """Return the refusal of a short text that is no article."""
    words = len(text.split())
    if words > SITE_WORDS:
        return None
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if words <= ACCESS_WORDS:
        kind = next((kind for line in lines if (kind := access_phrase(line))), None)
        if kind and _words_left(lines) <= words / 2:
            return Refusal(
                f"looks like an access page ({kind})", "save the article itself"
            )
    if all(site_phrase(line) for line in lines):
        removed = " / ".join(lines)
        shown = removed if len(removed) <= SHOWN else f"{removed[:SHOWN]}…"
        return Refusal(
            f"no article body after boilerplate removal: {shown}",
            "save the article itself",
        )
    return None


def _words_left(lines: list[str]) -> int:
    """Count the words of the lines that neither a site nor an access page says."""
    own = (line for line in lines if not (site_phrase(line) or access_phrase(line)))
    return sum(len(line.split()) for line in own)
