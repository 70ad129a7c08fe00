"""`nblib run`: check everything, see what has changed, then hand over to `runs`."""

import argparse
import contextlib
import os
import signal
import threading
from collections.abc import Iterator
from pathlib import Path
from types import FrameType

from .. import runs
from .outcome import Outcome
from .output import say
from .reading import read_pile, standing_pile


def command(options: argparse.Namespace) -> int:
    """Publish a run and print where its briefing is."""
    with (
        Outcome(options.out, options.on_success, options.on_failure) as outcome,
        _terminable(),
        standing_pile(options.articles) as options.articles,
        _engine(options.engine, options.scheduler),
    ):
        order = _order(options)
        if runs.unchanged(order, order.plan()):
            page = runs.leave_unchanged(order)
        else:
            page = _publish(order)
            outcome.published = page
    say(str(page))
    return 0


def _order(options: argparse.Namespace) -> runs.Order:
    """Return what is asked for; refuse what is wrong."""
    notebooks = runs.find_notebooks()
    cells = runs.read_cells(notebooks, runs.FLOW)
    titled = [("title", options.title)] if options.title is not None else []
    pairs = [(name, text) for name, text in options.parameters]
    from ..articles import digest_files, find_files

    given = runs.collect([*pairs, *titled], options.params)
    values = runs.bind_parameters(given, cells)
    find_files(options.articles)
    runs.require_apart(options.articles, options.out)
    runs.require_free(options.out)
    return runs.Order(
        articles=options.articles,
        out=options.out,
        notebooks=notebooks,
        inputs=digest_files(options.articles),
        cells=cells,
        values=values,
        flow=runs.FLOW,
        limits=runs.Limits(
            options.cell_timeout, options.notebook_timeout, options.run_timeout
        ),
        only_if_changed=options.if_changed,
        force=options.force,
        keep=options.keep,
        cache=not options.no_cache,
    )


def _publish(order: runs.Order) -> Path:
    with runs.warmed(order.notebooks, order.flow) as warm:
        pile = _pile(order.articles)
        from ..briefing import convert_notebook, write_briefing

        tools = runs.Tools(
            convert=convert_notebook,
            write_briefing=write_briefing,
            progress=runs.progress_for(),
            warm=warm,
        )
        return runs.publish_run(order, pile, tools)


def _pile(articles: Path) -> runs.Pile:
    from ..articles import require_articles

    corpus = require_articles(read_pile(articles), articles)
    return runs.describe_pile(corpus.articles, corpus.rejects)


@contextlib.contextmanager
def _engine(name: str, scheduler: str) -> Iterator[None]:
    """Tell the notebooks, by their environment, where to do batches of articles."""
    if name == "local" and not scheduler:
        yield
        return
    from ..engines import dask_workers, make_engine

    make_engine(name, scheduler=scheduler)  # refuses what does not fit together
    with dask_workers(scheduler) as address:
        os.environ |= {"NBLIB_ENGINE": name, "NBLIB_SCHEDULER": address}
        try:
            yield
        finally:
            for variable in ("NBLIB_ENGINE", "NBLIB_SCHEDULER"):
                os.environ.pop(variable, None)


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
