"""A run folder as the page needs it: tables, figures, facts."""

import base64
import binascii
import json
import struct
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pandas as pd

from ..tables import TABLES, check_table, make_table
from .words import clean

# The tables that the page shows something of.
SHOWN = (
    *("articles", "rejects", "dates", "zones", "sentences", "stories", "reuse"),
    *("passages", "statements", "nodes", "edges", "claims", "claim_mentions"),
    *("disagreements", "hygiene", "events", "event_mentions"),
)
PNG = b"\x89PNG\r\n\x1a\n"


class Figure(NamedTuple):
    """A picture from a notebook: PNG in base64, its size and its finding in words."""

    png: str
    alt: str
    width: int
    height: int


class Run(NamedTuple):
    """What a run left behind; `changes` is None where it had no run before it."""

    tables: dict[str, pd.DataFrame]
    figures: dict[str, Figure]
    facts: dict[str, Any]
    changes: pd.DataFrame | None


def read_run(folder: Path) -> Run:
    """Read tables, the figures that have a name, and `run.json`.

    A table that the run lacks is empty; one that lacks a column is refused.
    """
    tables = {name: _table(folder / "tables", name) for name in SHOWN}
    figures: dict[str, Figure] = {}
    for path in sorted((folder / "notebooks").glob("*.ipynb")):
        figures |= dict(_figures(json.loads(path.read_text("utf-8"))))
    facts = folder / "run.json"
    held = json.loads(facts.read_text("utf-8")) if facts.exists() else {}
    return Run(tables, figures, held, _changes(folder / "tables" / "changes.parquet"))


def _changes(file: Path) -> pd.DataFrame | None:
    """Return what changed, in the order of the run that found it."""
    return check_table(pd.read_parquet(file), "changes") if file.exists() else None


def _table(folder: Path, name: str) -> pd.DataFrame:
    file = folder / f"{name}.parquet"
    if not file.exists():
        return make_table(name, [])
    table = check_table(pd.read_parquet(file), name).astype(TABLES[name])
    # One order whatever the order of rows was: equal runs make equal pages.
    return table.sort_values(list(TABLES[name]), ignore_index=True)


def _figures(notebook: dict[str, Any]) -> Iterator[tuple[str, Figure]]:
    for cell in notebook["cells"]:
        for output in cell.get("outputs", []):
            about = output.get("metadata", {}).get("image/png", {})
            drawn = output.get("data", {}).get("image/png", "")
            if not about.get("name") or not drawn:
                continue
            text = "".join(drawn)
            size = _size(text)
            if size:
                png = "".join(text.split())
                yield about["name"], Figure(png, clean(about.get("alt")), *size)


def _size(text: str) -> tuple[int, int] | None:
    """Return width and height of a PNG, None where it is none."""
    try:
        data = base64.b64decode("".join(text.split()), validate=True)
    except binascii.Error:
        return None
    if data[:8] != PNG or len(data) < 24:
        return None
    width, height = struct.unpack(">II", data[16:24])
    return width // 2, height // 2
