"""`nblib run`: check everything, read the pile, then hand the order to `runs`."""

import argparse
import contextlib
import signal
import threading
from collections.abc import Iterator
from pathlib import Path
from types import FrameType
from typing import Any

from .. import runs
from ..errors import UsageError
from .output import say


def command(options: argparse.Namespace) -> int:
    """Publish a run and print where its briefing is."""
    with _terminable():
        notebooks, cells, values = _checked(options)
        with runs.warmed(notebooks, runs.FLOW) as warm:
            order = runs.Order(
                articles=options.articles,
                out=options.out,
                notebooks=notebooks,
                pile=_pile(options.articles),
                cells=cells,
                values=values,
                flow=runs.FLOW,
                limits=_limits(options),
                only_if_changed=options.if_changed,
            )
            from ..briefing import convert_notebook, write_briefing

            page = runs.publish_run(
                order,
                convert=convert_notebook,
                write_briefing=write_briefing,
                progress=runs.progress_for(),
                warm=warm,
            )
    say(str(page))
    return 0


def _checked(options: argparse.Namespace) -> tuple[Path, Any, Any]:
    """Return notebooks, their parameters and values; refuse what is wrong."""
    notebooks = runs.find_notebooks()
    cells = runs.read_cells(notebooks, runs.FLOW)
    titled = [("title", options.title)] if options.title is not None else []
    pairs = [(name, text) for name, text in options.parameters]
    given = runs.collect([*pairs, *titled], options.params)
    values = runs.bind_parameters(given, cells)
    if not options.articles.exists():
        raise UsageError(
            f"{options.articles} does not exist; name a file or folder of articles"
        )
    runs.require_apart(options.articles, options.out)
    runs.require_free(options.out)
    return notebooks, cells, values


def _limits(options: argparse.Namespace) -> runs.Limits:
    return runs.Limits(
        options.cell_timeout, options.notebook_timeout, options.run_timeout
    )


def _pile(articles: Path) -> runs.Pile:
    from ..articles import read_outlets, require_articles
    from .check import read

    corpus = require_articles(read(articles), articles)
    outlets = read_outlets(articles)
    return runs.describe_pile(corpus.articles, corpus.rejects, outlets)


@contextlib.contextmanager
def _terminable() -> Iterator[None]:
    """Answer a request to end like Ctrl-C, so that no kernel stays behind."""

    def end(number: int, frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    if threading.current_thread() is not threading.main_thread():
        yield
        return
    numbers = [
        getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name)
    ]
    defaults = [n for n in numbers if signal.getsignal(n) == signal.SIG_DFL]
    before = {number: signal.signal(number, end) for number in defaults}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
