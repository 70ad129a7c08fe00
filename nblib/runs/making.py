"""What a run folder is filled with: notebooks that ran, and those taken over.

A run that takes anything over begins with the tables of the run before, but for those
that depend on the run before itself.
"""

import json
import shutil
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..tables import MEMORY
from .facts import Pile, analysed_pile, versions
from .flow import PAST, Job, count_cells
from .folders import BUILDING, PRIVATE, latest_facts, latest_run
from .order import Order, Tools
from .parameters import FIXED
from .plan import Plan
from .records import headline

if TYPE_CHECKING:
    from nbformat import NotebookNode

CACHE = ".cache"
REMEMBERED = ("articles.parquet", "known.parquet")  # what the next run must find


@dataclass
class _Clock:
    """When a run began and how long its notebooks took."""

    started: str = field(default_factory=lambda: now())
    seconds: dict[str, float] = field(default_factory=dict)


def make_run(
    order: Order,
    pile: Pile,
    tools: Tools,
    plan: Plan,
    past: list[dict[str, Any]],
    folder: Path,
) -> dict[str, Any]:
    """Fill a run folder with tables and notebooks; return what `run.json` holds.

    Parameters
    ----------
    order : Order
    pile : Pile
        What was read of the articles.
    tools : Tools
    plan : Plan
        What must run, and why.
    past : list of dict
        What became of stories in all runs so far: rows of the table `follow`.
    folder : Path
        An empty folder.
    """
    tables, work = folder / "tables", folder / ".work"
    for place in (tables, folder / "notebooks", work):
        place.mkdir(mode=PRIVATE)
    if plan.reused:
        _take_over(order.out, plan, folder)
    note = tables / MEMORY
    memory = _memory(order, past) | {"read": _hand_over(order, pile, work)}
    note.write_text(json.dumps(memory), encoding="utf-8")
    clock = _run_notebooks(order, tools, plan, folder, work)
    note.unlink()
    shutil.rmtree(work)
    facts = _facts(order, analysed_pile(pile, tables), plan, folder, clock)
    return {**facts, "news": headline(tables)}


def now() -> str:
    """Return the time, to the second, in UTC."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def _take_over(out: Path, plan: Plan, folder: Path) -> None:
    last = latest_run(out)
    if last is None:
        return
    for file in (last / "tables").iterdir():
        if file.name not in PAST:
            copy = shutil.copytree if file.is_dir() else shutil.copyfile
            copy(file, folder / "tables" / file.name)
    for name in plan.reused:
        for suffix in (".ipynb", ".html"):
            shutil.copyfile(
                last / f"notebooks/{name}{suffix}", folder / f"notebooks/{name}{suffix}"
            )


def _memory(order: Order, past: list[dict[str, Any]]) -> dict[str, Any]:
    """Return the note from which the pile learns of the run before."""
    last = latest_run(order.out)
    tables = (last / "tables").resolve() if last else None
    whole = tables and all((tables / name).exists() for name in REMEMBERED)
    cache = (order.out / CACHE).resolve()
    if order.cache:
        cache.mkdir(mode=PRIVATE, exist_ok=True)
    return {
        "tables": str(tables) if whole else "",
        "history": past if whole else [],
        "cache": str(cache) if order.cache else "",
    }


def _hand_over(order: Order, pile: Pile, work: Path) -> dict[str, str]:
    """Put what was read of the articles where notebooks find it."""
    for name, table in pile.tables.items():
        table.to_parquet(work / f"{name}.parquet", index=False)
    return {"folder": str(work.resolve()), "inputs": order.inputs}


def _run_notebooks(
    order: Order, tools: Tools, plan: Plan, folder: Path, work: Path
) -> _Clock:
    from .execution import run_flow
    from .notebooks import fixed_values, pinned, shown_values, write_notebook

    articles, tables = order.articles.resolve(), (folder / "tables").resolve()
    flow = {
        name: tuple(other for other in order.flow[name] if other in plan.why)
        for name in order.flow
        if name in plan.why
    }
    values = {
        name: {
            **fixed_values(order.cells[name], articles, tables),
            **order.values[name],
        }
        for name in flow
    }

    def finish(name: str, node: "NotebookNode") -> None:
        executed = folder / "notebooks" / f"{name}.ipynb"
        shown = shown_values(values[name], articles)
        write_notebook(pinned(node, shown, work.resolve()), executed)
        tools.convert(executed, executed.with_suffix(".html"))

    clock = _Clock()
    tools.progress.start(len(flow), count_cells(order.notebooks, flow))
    job = Job(order.notebooks, work.resolve(), values, flow, order.limits)
    try:
        clock.seconds = run_flow(
            job, finish=finish, progress=tools.progress, warm=tools.warm
        )
    finally:
        tools.progress.close()
    return clock


def _facts(
    order: Order, pile: Pile, plan: Plan, folder: Path, clock: _Clock
) -> dict[str, Any]:
    """Return what `run.json` holds: what ran on what, why, and when."""
    given = {
        name: value
        for values in order.values.values()
        for name, value in sorted(values.items())
        if name not in FIXED
    }
    return {
        "run_id": folder.name.removeprefix(BUILDING),
        "fingerprint": plan.fingerprint,
        "as_of": given.get("as_of") or pile.newest,
        "parameters": given,
        "versions": versions(),
        "articles_dir": str(order.articles.resolve()),
        "n_articles": len(pile.articles),
        "n_rejects": pile.n_rejects,
        "articles": pile.articles,
        "notebooks": _notebooks(order, plan, clock),
        "clock": {"started": clock.started, "finished": now()},
    }


def _notebooks(order: Order, plan: Plan, clock: _Clock) -> list[Mapping[str, Any]]:
    """Return for each notebook whether it ran, why or why not, and from what."""
    last = latest_facts(order.out).get("run_id")
    return [
        {
            "name": name,
            "status": "succeeded" if name in plan.why else "reused",
            "why": plan.why.get(
                name, f"nothing that it depends on changed since {last}"
            ),
            "seconds": round(clock.seconds.get(name, 0.0), 3),
            "parts": plan.parts[name],
        }
        for name in order.flow
    ]
