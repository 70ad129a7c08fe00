"""`nblib export`: the tables of a run for other programs."""

import argparse
from pathlib import Path

from ..errors import UsageError
from .output import say
from .places import run_folders


def command(options: argparse.Namespace) -> int:
    """Write the tables and print the files."""
    import pandas as pd

    from ..exports import export_tables

    files = find_tables(options.run)
    tables = {file.stem: pd.read_parquet(file) for file in files}
    for file in export_tables(tables, options.out, to=options.to):
        say(str(file))
    return 0


def find_tables(place: Path) -> list[Path]:
    """Return the tables of a run, of a folder's latest run, or of a folder of tables.

    Raises
    ------
    UsageError
        If there are none.
    """
    for folder in (*run_folders(place, "tables"), place):
        found = sorted(folder.glob("*.parquet"))
        if found:
            return found
    raise UsageError(f"{place} holds no tables; name a run or a folder of runs")
