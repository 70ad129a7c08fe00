"""`nblib run`: check everything, read the pile, then hand the order to `runs`."""

import argparse
import contextlib
import signal
import threading
from collections.abc import Iterator
from pathlib import Path
from types import FrameType

from .. import runs
from .output import say


def command(options: argparse.Namespace) -> int:
    """Publish a run and print where its briefing is."""
    with _terminable():
        order = _order(options)
        from ..briefing import convert_notebook, write_briefing

        page = runs.publish_run(
            order,
            convert=convert_notebook,
            write_briefing=write_briefing,
            progress=runs.progress_for(),
        )
    say(str(page))
    return 0


def _order(options: argparse.Namespace) -> runs.Order:
    """Return what to do; whatever is wrong with the call is found here."""
    notebooks = runs.find_notebooks()
    cells = runs.read_cells(notebooks, runs.FLOW)
    titled = [("title", options.title)] if options.title is not None else []
    pairs = [(name, text) for name, text in options.parameters]
    given = runs.collect([*pairs, *titled], options.params)
    values = runs.bind_parameters(given, cells)
    runs.require_apart(options.articles, options.out)
    runs.require_free(options.out)
    return runs.Order(
        articles=options.articles,
        out=options.out,
        notebooks=notebooks,
        pile=_pile(options.articles),
        cells=cells,
        values=values,
        flow=runs.FLOW,
        limits=runs.Limits(
            options.cell_timeout, options.notebook_timeout, options.run_timeout
        ),
        only_if_changed=options.if_changed,
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
