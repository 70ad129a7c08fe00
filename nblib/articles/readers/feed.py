"""RSS and Atom, parsed by `defusedxml`: no entity, no address is ever followed.

`feedparser` would read more that is malformed; it passes entities and script on, and a
feed that is no XML is better fetched again.
"""

import io
import re
from typing import Any

from ..decoding import LETTERS, decode
from ..limits import Limits
from ..markup import fragment_text
from ..refusal import Refusal
from . import Found
from .rows import described

ITEMS = ("item", "entry")
# our field, then the elements that fill it, the best first
ELEMENTS = {
    "title": ("title",),
    "id": ("guid", "id"),
    "published": ("pubdate", "published", "date", "issued", "updated"),
    "author": ("creator", "author", "name"),
    "url": ("origlink", "link"),
}
BODIES = ("encoded", "content", "description", "summary")
PAGE = re.compile(
    r"\s{0,99}(?:<\?xml[^>]{0,200}\?>)?\s{0,99}(?:<!doctype html[^>]{0,200}>)?\s{0,99}"
    r"<html\b",
    re.IGNORECASE,
)


def read(raw: bytes, stem: str, limits: Limits) -> Found:
    """Yield the article of each entry."""
    text, notes = decode(raw, declares=True)
    if PAGE.match(text[:2000]):
        from .page import read as read_page

        yield from read_page(raw, stem, limits)
        return
    root = parse_xml(text, limits)
    channel = _channel(root)
    items = [element for element in root.iter() if _name(element) in ITEMS]
    if not items:
        raise Refusal("XML without entries of a feed", "save the pages or their text")
    for number, item in enumerate(items, 1):
        place = f"entry {number}"
        try:
            record = {**channel, **_entry(item, limits)}
        except Refusal as refusal:
            yield place, refusal
            continue
        found = described(record, stem, number, notes, limits)
        if isinstance(found, dict) and "page_language" in channel:
            found["page_language"] = channel["page_language"]
        yield place, found


def parse_xml(text: str, limits: Limits) -> Any:
    """Return the root element.

    Raises
    ------
    Refusal
        If the XML is broken, declares entities or is nested too deeply.
    """
    from xml.etree.ElementTree import ParseError

    from defusedxml import DefusedXmlException
    from defusedxml.ElementTree import iterparse

    unmarked = re.sub(r"^\s*<\?xml[^>]*\?>", "", text)  # its encoding is undone
    depth, root = 0, None
    try:
        events = iterparse(
            io.BytesIO(unmarked.encode("utf-8", "replace")), ("start", "end")
        )
        for event, element in events:
            root = element if root is None else root
            depth += 1 if event == "start" else -1
            if depth > limits.nesting:
                raise Refusal(
                    f"XML nested deeper than {limits.nesting}", "export it again"
                )
    except DefusedXmlException as error:
        raise Refusal(
            "entities forbidden in XML", "export the feed without a DOCTYPE"
        ) from error
    except ParseError as error:
        raise Refusal(f"not XML: {error}", "fetch the feed again") from error
    return root


def _channel(root: Any) -> dict[str, Any]:
    """Outlet and language that the whole feed states."""
    channel = next((e for e in root if _name(e) == "channel"), root)
    facts = {}
    for field, name in (("outlet", "title"), ("page_language", "language")):
        stated = next((e.text for e in channel if _name(e) == name and e.text), None)
        if stated:
            facts[field] = stated
    language = root.get("{http://www.w3.org/XML/1998/namespace}lang")
    return {**({"page_language": language} if language else {}), **facts}


def _entry(item: Any, limits: Limits) -> dict[str, Any]:
    fields: dict[str, Any] = {}
    inner = [element for element in item.iter() if element is not item]
    for field, names in ELEMENTS.items():
        for name in names:
            value = next(
                (v for e in inner if _name(e) == name and (v := _value(e))), None
            )
            if value:
                fields[field] = value
                break
    bodies = [_body(element, limits) for element in inner if _name(element) in BODIES]
    body = max(bodies, key=len, default="")
    title = fields.get("title", "")
    if len(body.split()) < len(title.split()) or not LETTERS.search(body):
        body = f"{title}\n{body}".strip()
    return {**fields, "text": body, "markup": None}


def _name(element: Any) -> str:
    return (
        element.tag.rpartition("}")[2].lower() if isinstance(element.tag, str) else ""
    )


def _value(element: Any) -> str | None:
    if element.get("href"):
        kind = element.get("rel", "alternate")
        return element.get("href").strip() if kind == "alternate" else None
    return " ".join((element.text or "").split()) or None


def _body(element: Any, limits: Limits) -> str:
    if len(element):  # XHTML inside Atom
        return "\n".join(
            " ".join(part.split()) for part in element.itertext() if part.strip()
        )
    text = element.text or ""
    return fragment_text(text, limits) if "<" in text or "&" in text else text.strip()
