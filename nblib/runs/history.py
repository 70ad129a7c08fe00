"""Looking back: what the ledger says of runs, of two runs side by side, of a story."""

import contextlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ..errors import FolderHeldError, StorageError, UsageError
from .folders import held, latest_facts, latest_run, number_of, run_folders
from .ledger import LEDGER, Ledger, Row, open_ledger
from .recovery import recover

COUNTS = ("n_articles", "n_stories", "n_claims", "n_events", "n_origins")
CLAIM = ("n_articles", "n_pipelines", "n_origins")


@contextlib.contextmanager
def reading(out: Path) -> Iterator[Ledger]:
    """Yield the ledger to look at; in agreement with `latest` unless a run is on.

    Raises
    ------
    UsageError
        If nothing was ever run there.
    """
    if not (out / LEDGER).exists() and latest_run(out) is None:
        raise UsageError(f"{out} has no runs; name the folder that nblib run wrote to")
    with contextlib.ExitStack() as stack:
        alone = False
        with contextlib.suppress(FolderHeldError, StorageError):
            stack.enter_context(held(out))
            alone = True
        ledger = stack.enter_context(open_ledger(out))
        if alone:
            recover(out, ledger)
        yield ledger


def list_attempts(out: Path, ledger: Ledger) -> list[Row]:
    """Return every attempt, oldest first, and whether its run is still kept."""
    kept = {folder.name for folder in run_folders(out)}
    latest = latest_facts(out).get("run_id")
    return [
        {
            **row,
            "status": "published" if row["status"] == "pending" else row["status"],
            "kept": row["run_id"] in kept,
            "latest": row["run_id"] == latest and row["number"] is not None,
        }
        for row in ledger.attempts()
        if row["status"] != "pending" or row["run_id"] == latest
    ]


def find_run(out: Path, ledger: Ledger, named: str) -> Row:
    """Return the run that a reader names: its id, its number, or latest.

    Raises
    ------
    UsageError
        If there is none, or no such one.
    """
    runs = [row for row in list_attempts(out, ledger) if row["number"] is not None]
    wanted = latest_facts(out).get("run_id") if named == "latest" else named
    digits = named.isascii() and named.isdigit()
    found = [
        row
        for row in runs
        if row["run_id"] == wanted or (digits and row["number"] == int(named))
    ]
    if not found:
        ids = ", ".join(row["run_id"] for row in runs[-5:])
        raise UsageError(f"{out} has no run {named!r}; the newest are: {ids or 'none'}")
    return found[-1]


def compare_runs(ledger: Ledger, before: Row, after: Row) -> dict[str, Any]:
    """Return what differs between two runs, as the ledger knows it.

    Parameters
    ----------
    ledger : Ledger
    before, after : dict
        Runs as `find_run` returns them.
    """
    numbers = before["number"], after["number"]
    inputs = [
        {row["article_id"]: row for row in ledger.at("inputs", n)} for n in numbers
    ]
    stories = [
        {row["story_id"]: row for row in ledger.at("stories", n)} for n in numbers
    ]
    sizes = [_sizes(held) for held in inputs]
    claims = [{row["claim_id"]: row for row in ledger.at("claims", n)} for n in numbers]
    both = sorted(inputs[0].keys() & inputs[1].keys())
    return {
        "before": before["run_id"],
        "after": after["run_id"],
        "counts": {name: [before[name], after[name]] for name in COUNTS},
        "parameters": [before["parameters"], after["parameters"]],
        "articles": {
            **_came_and_went(*inputs),
            "changed": [
                name
                for name in both
                if inputs[0][name]["sha256"] != inputs[1][name]["sha256"]
            ],
        },
        "stories": {
            **_came_and_went(*stories),
            "grown_or_shrunk": [
                {
                    "story_id": name,
                    "title": stories[1][name]["title"],
                    "n_articles": [sizes[0].get(name, 0), sizes[1].get(name, 0)],
                }
                for name in sorted(stories[0].keys() & stories[1].keys())
                if sizes[0].get(name) != sizes[1].get(name)
            ],
        },
        "claims": {
            **_came_and_went(*claims),
            "counted_otherwise": [
                {
                    "claim_id": name,
                    "text": claims[1][name]["text"],
                    **{n: [claims[0][name][n], claims[1][name][n]] for n in CLAIM},
                }
                for name in sorted(claims[0].keys() & claims[1].keys())
                if any(claims[0][name][n] != claims[1][name][n] for n in CLAIM)
            ],
        },
    }


def tell_story(out: Path, ledger: Ledger, story_id: str) -> dict[str, Any]:
    """Return a story's course over the runs, under the id that it has today.

    Parameters
    ----------
    out : Path
        The output folder.
    ledger : Ledger
    story_id : str
        Its id of today.
    """
    runs = {
        row["number"]: row["run_id"]
        for row in list_attempts(out, ledger)
        if row["number"] is not None
    }
    course = [_state(ledger, number, runs[number], story_id) for number in sorted(runs)]
    told = [state for state in course if state["n_articles"]]
    turns = ledger.rows(
        "SELECT * FROM follow WHERE story_id = ? OR previous_id = ? ORDER BY number",
        *(story_id, story_id),
    )
    last = ledger.at("stories", number_of(told[-1]["run"])) if told else []
    return {
        "story_id": story_id,
        "title": next((r["title"] for r in last if r["story_id"] == story_id), None),
        "first_run": told[0]["run"] if told else None,
        "last_run": told[-1]["run"] if told else None,
        "turns": [
            {
                "run": runs.get(row["number"]),
                **{n: row[n] for n in ("change", "story_id", "previous_id")},
            }
            for row in turns
        ],
        "course": _when_changed(told),
        "articles": told[-1]["articles"] if told else [],
        "claims": _claims(ledger, told[-1]["run"], story_id) if told else [],
    }


def _state(ledger: Ledger, number: int, run_id: str, story_id: str) -> Row:
    inputs = ledger.at("inputs", number)
    articles = [r["article_id"] for r in inputs if r["story_id"] == story_id]
    claims = [r for r in ledger.at("claims", number) if r["story_id"] == story_id]
    return {
        "run": run_id,
        "n_articles": len(articles),
        "n_claims": len(claims),
        "most_origins": max((row["n_origins"] or 0 for row in claims), default=0),
        "articles": articles,
    }


def _when_changed(course: list[Row]) -> list[Row]:
    """Leave out the runs that told of a story what the one before them did."""
    shown: list[Row] = []
    for state in course:
        if not shown or state["articles"] != shown[-1]["articles"]:
            shown.append(state)
    return [{k: v for k, v in row.items() if k != "articles"} for row in shown]


def _claims(ledger: Ledger, run_id: str, story_id: str) -> list[Row]:
    rows = ledger.at("claims", number_of(run_id))
    mine = [row for row in rows if row["story_id"] == story_id]
    return sorted(mine, key=lambda row: (-(row["n_articles"] or 0), row["claim_id"]))


def _sizes(inputs: dict[str, Row]) -> dict[str, int]:
    found: dict[str, int] = {}
    for row in inputs.values():
        if row["story_id"] is not None:
            found[row["story_id"]] = found.get(row["story_id"], 0) + 1
    return found


def _came_and_went(before: dict[str, Row], after: dict[str, Row]) -> dict[str, Any]:
    return {
        "new": sorted(after.keys() - before.keys()),
        "gone": sorted(before.keys() - after.keys()),
    }
