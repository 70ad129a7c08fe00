"""HTML before a parser sees it, and the words of a piece of it after.

Parsers of HTML take quadratic time over the attributes of one tag and drop text
silently below a depth of their own; both are looked for first, in one pass.
"""

import re
from typing import Any

from .hygiene import CONTROL
from .limits import Limits
from .refusal import Refusal

TAG = re.compile(r"<(/?)([A-Za-z][^\s<>/]{0,60})([^>]*)")
VALUE = re.compile(r"=\s*(?:\"[^\"]*\"|'[^']*')")
SHORT_TAG = 2_000  # characters; too few to hold many attributes
VOID = frozenset(
    (
        "area",
        "base",
        "br",
        "col",
        "embed",
        "hr",
        "img",
        "input",
        "link",
        "meta",
        "param",
        "source",
        "track",
        "wbr",
        "p",
        "li",
        "td",
        "tr",
        "th",
        "dd",
        "dt",
        "option",
    )
)
BLOCKS = frozenset(
    (
        "address",
        "article",
        "aside",
        "blockquote",
        "br",
        "dd",
        "div",
        "dl",
        "dt",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "li",
        "main",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "table",
        "td",
        "th",
        "tr",
        "ul",
    )
)
SILENT = frozenset(
    ("script", "style", "noscript", "template", "head", "title", "iframe", "object")
)


def check_markup(html: str, limits: Limits) -> str:
    """Return the markup without control bytes, if a parser can be trusted with it.

    Raises
    ------
    Refusal
        If a tag has too many attributes.
    """
    for found in TAG.finditer(html):
        if len(found[3]) > SHORT_TAG:
            count = len(VALUE.sub(" ", found[3]).split())
            if count > limits.attributes:
                raise Refusal(
                    f"malformed HTML: a tag with {count} attributes",
                    "save the page again, or its text",
                )
    return CONTROL.sub("", html)


def depth_of(html: str) -> int:
    """Return how deep elements stand inside each other.

    Examples
    --------
    >>> depth_of("<div><b>a</b><p>b<p>c</div>")
    2
    """
    depth = deepest = 0
    for found in TAG.finditer(html):
        if found[2].lower() in VOID or found[3].endswith("/"):
            continue
        depth = max(depth - 1, 0) if found[1] else depth + 1
        deepest = max(deepest, depth)
    return deepest


def fragment_text(html: str, limits: Limits) -> str:
    r"""Return the words of a piece of HTML, a line for each block.

    Raises
    ------
    Refusal
        If a parser cannot be trusted with it.

    Examples
    --------
    >>> fragment_text("<p>They <b>met</b>.</p><p>Nobody &amp; all.</p>", Limits())
    'They met.\nNobody & all.'
    """
    from lxml import html as parser

    checked = check_markup(html, limits)
    if depth_of(checked) > limits.nesting:
        raise Refusal(
            f"HTML nested deeper than {limits.nesting}", "save the text of the page"
        )
    if not checked.strip():
        return ""
    root = parser.fromstring(f"<div>{checked}</div>")
    pieces: list[str] = []
    _collect(root, pieces)
    lines = (" ".join(line.split()) for line in "".join(pieces).split("\0"))
    return "\n".join(line for line in lines if line)


def _collect(element: Any, pieces: list[str]) -> None:
    """Add the words of an element and what stands behind its children."""
    block = not isinstance(element.tag, str) or element.tag in BLOCKS
    if block:
        pieces.append("\0")
    if isinstance(element.tag, str) and element.tag not in SILENT:
        pieces.append(element.text or "")
        for child in element:
            _collect(child, pieces)
            pieces.append(child.tail or "")
    if block:
        pieces.append("\0")
