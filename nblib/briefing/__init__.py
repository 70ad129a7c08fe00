"""Tables and executed notebooks become one HTML file to hand on.

The page is made by templates from finished tables: it quotes, counts rows and puts
words around numbers, and finds nothing out by itself. Whatever comes from articles
is text and stays text; HTML from notebooks passes a sanitiser; no script, no font
and no picture is fetched, and the page forbids its reader's browser to do so.
"""

from pathlib import Path

from .notebooks import convert_notebook
from .page import make_page
from .printing import print_page
from .reading import read_run
from .rendering import render
from .views import View, view_claims, view_evidence, view_passages, view_stories

__all__ = [
    "View",
    "convert_notebook",
    "print_page",
    "view_claims",
    "view_evidence",
    "view_passages",
    "view_stories",
    "write_briefing",
]


def write_briefing(run_dir: Path) -> Path:
    """Write `briefing.html` into a run folder.

    Parameters
    ----------
    run_dir : Path
        Has `tables/*.parquet`; `notebooks/*.ipynb` (executed) give the figures and
        `run.json` the facts of the run where they are there.

    Returns
    -------
    Path
        The page: one file, the same bytes for the same run.
    """
    page = make_page(read_run(Path(run_dir)))
    written = Path(run_dir) / "briefing.html"
    html = render("briefing.html.j2", page=page)
    written.write_text(html, encoding="utf-8", errors="replace", newline="\n")
    return written
