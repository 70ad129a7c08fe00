"""Templates with everything escaped; the style sheet stands in the page itself."""

from functools import cache
from pathlib import Path
from typing import Any

import jinja2
from markupsafe import Markup

TEMPLATES = Path(__file__).parents[1] / "templates"


@cache
def _environment() -> jinja2.Environment:
    return jinja2.Environment(
        loader=jinja2.FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def render(template: str, **values: Any) -> str:
    """Return the page that `template` makes of `values`."""
    style = (TEMPLATES / "style.css").read_text("utf-8")
    # Ours, not a reader's: an apostrophe in a style sheet is none in HTML.
    values["style"] = Markup(style)
    return _environment().get_template(template).render(**values)
