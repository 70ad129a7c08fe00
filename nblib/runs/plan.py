"""Which notebooks must run, and why; the rest is taken from the run before.

A notebook's fingerprint has parts: the articles' bytes, this package's code and the
versions of what it computes with, the notebook's own cells, its parameters, and the
fingerprints of the notebooks before it. Tables are made by code, from articles, by
parameters, so the last part covers every table that a notebook can read. One that
tells what is new depends on the run before as well. What is taken over must still be
the bytes that were published.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..digests import code_digest, hash_file, hash_value
from .facts import versions
from .parameters import Value

Parts = dict[str, str]
FIRST = "no run before it"
FORCED = "all were asked for"
ALTERED = "files of the run before were altered"
WHY = {  # part to what is said when it changed
    "articles": "the articles changed",
    "code": "nblib or a version of what it uses changed",
    "notebook": "the notebook changed",
    "parameters": "its parameters changed",
    "before": "a notebook before it changed",
    "last_run": "it tells what is new since the last run",
}


@dataclass(frozen=True)
class Plan:
    """What is to be done about each notebook.

    Attributes
    ----------
    parts : mapping
        Notebook name to the parts of its fingerprint.
    why : mapping
        Notebook name to the reason why it must run; those that need not are left out.
    fingerprint : str
        Of the whole run; without what depends on the run before.
    """

    parts: Mapping[str, Parts]
    why: Mapping[str, str]
    fingerprint: str

    @property
    def reused(self) -> list[str]:
        """Names of the notebooks that need not run."""
        return [name for name in self.parts if name not in self.why]


def make_plan(
    inputs: str,
    notebooks: Path,
    values: Mapping[str, Mapping[str, Value]],
    flow: Mapping[str, tuple[str, ...]],
    *,
    news: frozenset[str] = frozenset(),
    last: Mapping[str, Any] | None = None,
    folder: Path | None = None,
    force: bool = False,
) -> Plan:
    """Return what must run.

    Parameters
    ----------
    inputs : str
        Digest of the articles' bytes.
    notebooks : Path
        Folder of notebooks.
    values : mapping
        Each notebook's given values.
    flow : mapping
        Notebook name to the names that it waits for, which stand above it.
    news : frozenset of str
        Notebooks that tell what is new.
    last : mapping, optional
        `run.json` of the run before.
    folder : Path, optional
        Its folder.
    force : bool, default False
        Whether to run all of them.
    """
    last_run = str((last or {}).get("run_id", ""))
    parts: dict[str, Parts] = {}
    for name, before in flow.items():
        parts[name] = {
            "articles": inputs,
            "code": hash_value([code_digest(), versions()]),
            "notebook": _cells(notebooks / f"{name}.ipynb"),
            "parameters": hash_value(dict(values[name])),
            "before": hash_value([_plain(parts[other]) for other in before]),
        }
        if name in news:
            parts[name]["last_run"] = last_run
    why = _reasons(parts, last or {}, folder, force)
    whole = hash_value({name: _plain(held) for name, held in parts.items()})
    return Plan(parts, why, whole)


def file_digests(folder: Path) -> dict[str, str]:
    """Return the digest of every file of a run but `run.json`, which holds them."""
    return {
        path.relative_to(folder).as_posix(): hash_file(path).hex()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path != folder / "run.json"
    }


def _cells(path: Path) -> str:
    """Return the digest of what a notebook does; what it showed last is no part."""
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    return hash_value(
        [
            [cell["cell_type"], "".join(cell["source"]), cell.get("metadata", {})]
            for cell in cells
        ]
    )


def _plain(parts: Parts) -> Parts:
    return {name: part for name, part in parts.items() if name != "last_run"}


def _reasons(
    parts: Mapping[str, Parts],
    last: Mapping[str, Any],
    folder: Path | None,
    force: bool,
) -> dict[str, str]:
    before = {held["name"]: held.get("parts", {}) for held in last.get("notebooks", [])}
    for_all = None
    if folder is None or not before:
        for_all = FIRST
    elif force:
        for_all = FORCED
    elif file_digests(folder) != last.get("files"):
        for_all = ALTERED
    reasons = {
        name: for_all or _reason(held, before.get(name, {}))
        for name, held in parts.items()
    }
    return {name: reason for name, reason in reasons.items() if reason}


def _reason(now: Parts, before: Parts) -> str:
    if not before:
        return FIRST
    changed = (WHY[part] for part in now if now[part] != before.get(part))
    return next(changed, "")
