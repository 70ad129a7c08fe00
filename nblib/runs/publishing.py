"""One run, from the order to the moved link.

Nothing runs when nothing has changed; what has not changed is taken from the run
before; and the ledger is told of every attempt, whatever became of it.
"""

import contextlib
import json
import sqlite3
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from ..errors import NblibError
from .facts import Pile
from .folders import (
    building,
    held,
    latest_facts,
    latest_run,
    next_number,
    require_apart,
    storage,
)
from .keeping import keep_runs
from .ledger import Ledger, open_ledger
from .making import make_run, now
from .order import Order, Tools
from .plan import Plan, file_digests
from .records import read_record
from .recovery import recover

INTERRUPTED = 130


class NothingNewError(NblibError):
    """Nothing has changed, or nothing that was not told before."""

    exit_code = 7


def unchanged(order: Order, plan: Plan) -> bool:
    """Return whether the last run already is what this one would be."""
    last = latest_facts(order.out)
    told = set(plan.why) <= order.news
    return bool(last) and told and last.get("fingerprint") == plan.fingerprint


def leave_unchanged(order: Order) -> Path:
    """Write down that nothing has changed, and return the last briefing's path.

    Raises
    ------
    NothingNewError
        If the order is to publish only when something has changed.
    """
    with _held_ledger(order) as ledger:
        return _leave(order, ledger, order.plan(), "nothing has changed")


def publish_run(order: Order, pile: Pile, tools: Tools) -> Path:
    """Run what must run and publish the results; return the briefing's path.

    Parameters
    ----------
    order : Order
    pile : Pile
        What was read of the articles.
    tools : Tools

    Raises
    ------
    UsageError, FolderHeldError, StorageError, NotebookError, NothingNewError
        Nothing is published then, and the last run stays as it was.
    """
    require_apart(order.articles, order.out)
    with _held_ledger(order) as ledger:
        plan = order.plan()
        last = latest_facts(order.out)
        if unchanged(order, plan):
            return _leave(order, ledger, plan, "nothing has changed")
        if order.only_if_changed and ledger.known(
            plan.fingerprint, last.get("run_id", "")
        ):
            return _leave(order, ledger, plan, "nothing new")
        number = max(next_number(order.out), ledger.last_number() + 1)
        run_id = f"{number:04d}-{plan.fingerprint[:8]}"

        def told(folder: Path) -> None:
            ledger.prepare(*read_record(folder))

        with (
            _failure_noted(order, ledger, plan),
            building(order.out, run_id, before=told) as folder,
            storage(order.out),
        ):
            facts = make_run(order, pile, tools, plan, ledger.past(), folder)
            if order.only_if_changed and _nothing_new(folder, facts, last):
                _leave(order, ledger, plan, "nothing new")  # which raises
            _write_facts(folder, facts)
            tools.write_briefing(folder)
            _write_facts(folder, {**facts, "files": file_digests(folder)})
        ledger.confirm(run_id)
        keep_runs(order.out, order.keep)
    return (latest_run(order.out) or order.out / "runs" / run_id) / "briefing.html"


@contextlib.contextmanager
def _held_ledger(order: Order) -> Iterator[Ledger]:
    """Hold the output folder and yield its ledger, in agreement with `latest`."""
    with held(order.out), open_ledger(order.out) as ledger:
        recover(order.out, ledger)
        yield ledger


@contextlib.contextmanager
def _failure_noted(order: Order, ledger: Ledger, plan: Plan) -> Iterator[None]:
    """Write a failure down; a ledger that cannot be written must not hide it."""
    started = now()
    try:
        yield
    except NothingNewError:
        raise
    except (NblibError, KeyboardInterrupt) as error:
        with contextlib.suppress(sqlite3.Error, OSError):
            recover(order.out, ledger)
            ledger.note(
                status="failed",
                exit_code=getattr(error, "exit_code", INTERRUPTED),
                started=started,
                finished=now(),
                fingerprint=plan.fingerprint,
                message=str(error) or "interrupted",
            )
        raise


def _leave(order: Order, ledger: Ledger, plan: Plan, reason: str) -> Path:
    last = latest_facts(order.out)
    moment = now()
    ledger.note(
        status="unchanged",
        exit_code=NothingNewError.exit_code if order.only_if_changed else 0,
        run_id=last["run_id"],
        started=moment,
        finished=moment,
        fingerprint=plan.fingerprint,
        n_articles=last.get("n_articles"),
        message=reason,
    )
    if order.only_if_changed:
        raise NothingNewError(
            f"{reason} since run {last['run_id']}; {order.out} stays as it is"
        )
    folder = latest_run(order.out) or order.out
    return folder / "briefing.html"


def _nothing_new(
    folder: Path, facts: Mapping[str, Any], last: Mapping[str, Any]
) -> bool:
    """Whether articles alone changed, and what they tell was told before."""
    file = folder / "tables/changes.parquet"
    if not file.exists() or facts["parameters"] != last.get("parameters"):
        return False
    import pandas as pd

    return bool(pd.read_parquet(file)["kind"].eq("nothing new").all())


def _write_facts(folder: Path, facts: Mapping[str, Any]) -> None:
    text = json.dumps(facts, indent=1) + "\n"
    (folder / "run.json").write_text(text, encoding="utf-8")
