"""One run, from the order to the moved link."""

import json
import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..errors import NblibError
from .facts import Pile, analysed_pile, fingerprint, versions
from .flow import Job, Limits, count_cells
from .folders import (
    PRIVATE,
    building,
    held,
    latest_facts,
    latest_run,
    next_number,
    require_apart,
    storage,
)
from .parameters import FIXED, Parameter, Value
from .progress import Progress
from .warm import Warm


class NothingNewError(NblibError):
    """Neither articles, parameters nor code changed since the last run."""

    exit_code = 7


if TYPE_CHECKING:
    from nbformat import NotebookNode


@dataclass(frozen=True)
class Order:
    """What a run is asked to do.

    Attributes
    ----------
    articles, out, notebooks : Path
        Folder or file of articles, output folder, folder of notebooks.
    pile : Pile
        What was read of the articles.
    cells : mapping
        Each notebook's parameters, as `read_cells` returns them.
    values : mapping
        Each notebook's given values, as `bind_parameters` returns them.
    flow : mapping
        Notebook name to the names that it waits for.
    limits : Limits
    only_if_changed : bool
        Whether to publish nothing when nothing has changed.
    """

    articles: Path
    out: Path
    notebooks: Path
    pile: Pile
    cells: Mapping[str, Mapping[str, Parameter]]
    values: Mapping[str, Mapping[str, Value]]
    flow: Mapping[str, tuple[str, ...]]
    limits: Limits
    only_if_changed: bool = False


@dataclass
class _Clock:
    """When a run began and how long its notebooks took."""

    started: str = field(
        default_factory=lambda: datetime.now(UTC).isoformat(timespec="seconds")
    )
    seconds: dict[str, float] = field(default_factory=dict)


def publish_run(
    order: Order,
    *,
    convert: Callable[[Path, Path], None],
    write_briefing: Callable[[Path], Any],
    progress: Progress,
    warm: Warm | None = None,
) -> Path:
    """Run all notebooks and publish their results; return the briefing's path.

    Parameters
    ----------
    order : Order
    convert : callable
        Writes the HTML (second path) of an executed notebook (first path).
    write_briefing : callable
        Writes `briefing.html` into the run folder that it is given.
    progress : Progress
    warm : Warm, optional
        The process that kernels are copies of.

    Raises
    ------
    UsageError, FolderHeldError, StorageError, NotebookError, NothingNewError
        Nothing is published then, and the last run stays as it was.
    """
    require_apart(order.articles, order.out)
    with held(order.out):
        digest = fingerprint(order.pile, order.values, order.notebooks)
        last = latest_facts(order.out)
        if order.only_if_changed and last.get("fingerprint") == digest:
            raise NothingNewError(
                f"nothing new since run {last['run_id']}; {order.out} stays as it is"
            )
        run_id = f"{next_number(order.out):04d}-{digest[:8]}"
        with building(order.out, run_id) as folder, storage(order.out):
            clock = _run_notebooks(order, folder, convert, progress, warm)
            pile = analysed_pile(order.pile, folder / "tables")
            facts = run_facts(order, pile, run_id, digest, clock)
            text = json.dumps(facts, indent=1) + "\n"
            (folder / "run.json").write_text(text, encoding="utf-8")
            write_briefing(folder)
    return (latest_run(order.out) or order.out / "runs" / run_id) / "briefing.html"


def _run_notebooks(
    order: Order,
    folder: Path,
    convert: Callable[[Path, Path], None],
    progress: Progress,
    warm: Warm | None,
) -> _Clock:
    from .execution import run_flow
    from .notebooks import fixed_values, pinned, shown_values, write_notebook

    tables, shelf, work = folder / "tables", folder / "notebooks", folder / ".work"
    for place in (tables, shelf, work):
        place.mkdir(mode=PRIVATE)
    articles = order.articles.resolve()
    values = {
        name: {**fixed_values(cell, articles, tables.resolve()), **order.values[name]}
        for name, cell in order.cells.items()
    }

    def finish(name: str, node: "NotebookNode") -> None:
        executed = shelf / f"{name}.ipynb"
        write_notebook(
            pinned(node, shown_values(values[name], articles), work.resolve()), executed
        )
        convert(executed, executed.with_suffix(".html"))

    clock = _Clock()
    progress.start(len(order.flow), count_cells(order.notebooks, order.flow))
    job = Job(order.notebooks, work.resolve(), values, order.flow, order.limits)
    try:
        clock.seconds = run_flow(job, finish=finish, progress=progress, warm=warm)
    finally:
        progress.close()
    shutil.rmtree(work)
    return clock


def run_facts(
    order: Order, pile: Pile, run_id: str, digest: str, clock: _Clock
) -> dict[str, Any]:
    """Return what `run.json` holds: what ran on what, and when."""
    given = {
        name: value
        for values in order.values.values()
        for name, value in sorted(values.items())
        if name not in FIXED
    }
    return {
        "run_id": run_id,
        "fingerprint": digest,
        "as_of": given.get("as_of") or pile.newest,
        "parameters": given,
        "versions": versions(),
        "articles_dir": str(order.articles.resolve()),
        "n_articles": len(pile.articles),
        "n_rejects": pile.n_rejects,
        "articles": pile.articles,
        "notebooks": [
            {
                "name": name,
                "status": "succeeded",
                "seconds": round(clock.seconds[name], 3),
            }
            for name in order.flow
        ],
        "clock": {
            "started": clock.started,
            "finished": datetime.now(UTC).isoformat(timespec="seconds"),
        },
    }
