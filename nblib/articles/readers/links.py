"""Where in the text of a page its links stand, for whoever reads its credits.

The body is taken without marks of links; a link is found again by its words together
with those around them, so that a word of the navigation is not mistaken for one.
"""

import re
from typing import Any
from urllib.parse import urljoin

from ..fields import clean_url

CONTEXT = 12  # characters on each side that must stand in the text as well
LONGEST = 300  # characters of the words of a link
MOST = 500  # links of a page


def find_links(tree: Any, text: str, base: str | None) -> list[dict[str, Any]]:
    """Return start, end and address of each link inside the text."""
    found = []
    for link in tree.iter("a"):
        url = _address(link.get("href"), base)
        words = " ".join(link.text_content().split())
        if url is None or not 1 < len(words) <= LONGEST:
            continue
        span = _place(link, words, text)
        if span:
            found.append({"start": span[0], "end": span[1], "url": url})
        if len(found) == MOST:
            break
    return sorted(found, key=lambda row: (row["start"], row["end"]))


def _address(href: str | None, base: str | None) -> str | None:
    if not href:
        return None
    try:
        return clean_url(urljoin(base or "", href.strip()))
    except ValueError:
        return None


def _place(link: Any, words: str, text: str) -> tuple[int, int] | None:
    before = _words(_before(link))[-CONTEXT:].lstrip()
    after = _words(link.tail or "")[:CONTEXT].rstrip()
    if len(before.strip()) + len(after.strip()) < CONTEXT // 2:
        return None
    pattern = r"\s+".join(map(re.escape, words.split()))
    pattern = rf"{_loose(before)}({pattern}){_loose(after)}"
    match = re.search(pattern, text)
    return match.span(1) if match else None


def _before(link: Any) -> str:
    previous = link.getprevious()
    if previous is not None:
        return previous.tail or ""
    parent = link.getparent()
    return (parent.text or "") if parent is not None else ""


def _words(text: str) -> str:
    return " ".join(f"x{text}x".split())[1:-1]


def _loose(words: str) -> str:
    return r"\s+".join(map(re.escape, words.split(" ")))
