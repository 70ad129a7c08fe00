"""An executed notebook as a page of its own, with nothing in it that could run.

The template gives plain HTML; what notebooks and their libraries put into outputs
is then reduced to a list of known elements, and the page's own policy forbids the
rest a second time.
"""

import json
import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import nh3
from markupsafe import Markup

from .rendering import TEMPLATES, render

if TYPE_CHECKING:
    from nbconvert import HTMLExporter

TAGS = {
    *("a", "b", "bdi", "blockquote", "br", "caption", "code", "col", "colgroup", "dd"),
    *("details", "div", "dl", "dt", "em", "figcaption", "figure", "h1", "h2", "h3"),
    *("h4", "h5", "h6", "hr", "i", "img", "li", "mark", "ol", "p", "pre", "q", "s"),
    *("section", "small", "span", "strong", "sub", "summary", "sup", "table", "tbody"),
    *("td", "tfoot", "th", "thead", "tr", "u", "ul"),
}
ATTRIBUTES = {
    "*": {"class", "id"},
    "a": {"href"},
    "img": {"src", "alt"},
    "td": {"colspan", "rowspan", "headers"},
    "th": {"colspan", "rowspan", "scope"},
    "div": {"tabindex", "role", "aria-label"},
    "pre": {"tabindex"},
    "ol": {"start"},
}
PICTURE = re.compile(r"data:image/png;base64,[A-Za-z0-9+/=]+")
ADDRESS = re.compile(r"(?:https?://|#)\S*")


def convert_notebook(ipynb: Path, html: Path) -> None:
    """Write an executed notebook as a page that needs and runs nothing.

    Parameters
    ----------
    ipynb : Path
        The notebook.
    html : Path
        The page to write.
    """
    body, _ = _exporter().from_filename(str(ipynb))
    page = render(
        "notebook_page.html.j2",
        title=_title(ipynb),
        name=ipynb.stem,
        content=Markup(sanitise(body)),
    )
    html.write_text(page, encoding="utf-8", errors="replace", newline="\n")


@cache
def _exporter() -> "HTMLExporter":
    """Return the exporter of all notebooks: its templates are compiled once."""
    from nbconvert import HTMLExporter

    return HTMLExporter(  # type: ignore[no-untyped-call]
        template_name="notebook",
        extra_template_basedirs=[str(TEMPLATES)],
        exclude_anchor_links=True,
    )


def sanitise(html: str) -> str:
    """Return `html` with known elements and attributes only.

    Examples
    --------
    >>> sanitise('<p onclick="x()">Talks <script>x()</script>began</p>')
    '<p>Talks began</p>'
    >>> sanitise('<img src="https://example.org/a.png"><a href="javascript:x()">y</a>')
    '<img><a rel="noreferrer noopener">y</a>'
    """
    return nh3.clean(
        html,
        tags=TAGS,
        clean_content_tags={"script", "style"},
        attributes=ATTRIBUTES,
        attribute_filter=_keep,
        url_schemes={"http", "https", "data"},
        link_rel="noreferrer noopener",
    )


def _keep(tag: str, name: str, value: str) -> str | None:
    if name == "src":
        return value if PICTURE.fullmatch(value) else None
    if name == "href":
        return value if ADDRESS.fullmatch(value) else None
    return value


def _title(ipynb: Path) -> str:
    cells = json.loads(ipynb.read_text("utf-8"))["cells"]
    for cell in cells:
        first = "".join(cell["source"]).strip().splitlines()[:1]
        if cell["cell_type"] == "markdown" and first and first[0].startswith("# "):
            return first[0].removeprefix("# ")
    return ipynb.stem
