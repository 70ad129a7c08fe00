"""HTML pages: body by `trafilatura`, metadata from what the page states of itself.

The body is what trafilatura's own default finds, without comments of readers. Dates
are read from the page's metadata with their time and zone, in an order that begins
with what publishers write for machines.
"""

from typing import Any

from ..decoding import decode
from ..hygiene import clean_text
from ..limits import Limits
from ..markup import check_markup, depth_of
from ..refusal import Refusal
from . import Found
from .links import find_links
from .page_facts import page_facts


def read(raw: bytes, stem: str, limits: Limits) -> Found:
    """Yield the one article of a page."""
    html, notes = decode(raw, declares=True)
    record = read_page(html, limits)
    repairs = record.pop("repairs")
    yield None, {**record, "article_id": stem, "notes": [*notes, *repairs]}


def read_page(html: str, limits: Limits) -> dict[str, Any]:
    """Return the record of a page.

    Raises
    ------
    Refusal
        If it holds no article, or cannot be parsed in safety.
    """
    from trafilatura import extract, load_html

    html = check_markup(html, limits)
    tree = load_html(html)
    found = extract(html, include_comments=False) if tree is not None else None
    if not found or not found.strip():
        if depth_of(html) > limits.nesting:
            raise Refusal(
                f"HTML nested deeper than {limits.nesting}",
                "save the text of the page",
            )
        raise Refusal("no article text in HTML", "save the page when it has loaded")
    text, repairs = clean_text(found)
    facts = page_facts(tree)
    return {
        **facts,
        "text": text,
        "links": find_links(tree, text, facts.get("url")),
        "repairs": repairs,
        **({"original": found} if text != found else {}),
    }
