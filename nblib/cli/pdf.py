"""`nblib pdf`: print a briefing through a browser of this machine."""

import argparse
from pathlib import Path

from ..errors import UsageError
from .output import say
from .places import run_folders


def command(options: argparse.Namespace) -> int:
    """Print the page and say where the PDF is."""
    from ..briefing import print_page

    page = find_page(options.run)
    out = options.out or Path(f"{page.stem}.pdf")
    print_page(page, out, paper=options.paper, unfold=options.unfold)
    say(str(out))
    return 0


def find_page(place: Path) -> Path:
    """Return the page meant: a file, the page of a run, of a folder's latest run.

    Raises
    ------
    UsageError
        If there is none.
    """
    for page in (place, *run_folders(place, "briefing.html")):
        if page.is_file():
            return page
    raise UsageError(f"{place} is no page and no run; name a briefing.html or a run")
