"""The ledger is brought into agreement with `latest`, which alone decides."""

import contextlib
from pathlib import Path

from .folders import latest_facts, number_of, remove_run, run_folders
from .ledger import Ledger
from .records import read_record


def recover(out: Path, ledger: Ledger) -> None:
    """Finish or undo what a run that died had begun; read in what is not known.

    Call it only while the output folder is held.

    Parameters
    ----------
    out : Path
        The output folder.
    ledger : Ledger
        Its ledger.
    """
    published = latest_facts(out).get("run_id")
    for row in ledger.pending():
        if row["run_id"] == published:
            ledger.confirm(row["run_id"])
            continue
        ledger.take_back(row["number"])
        left = [path for path in run_folders(out) if path.name == row["run_id"]]
        for folder in left:
            remove_run(folder)
    if published:
        _read_in(out, ledger, published)


def _read_in(out: Path, ledger: Ledger, published: str) -> None:
    """Read published runs that the ledger lacks, because it is new or was lost."""
    known = {row["run_id"] for row in ledger.attempts()}
    if published in known:
        return
    for folder in run_folders(out):
        if folder.name in known or number_of(folder.name) > number_of(published):
            continue
        with contextlib.suppress(OSError, ValueError, KeyError):  # no run of ours
            run, tables = read_record(folder)
            ledger.prepare(run, tables)
            ledger.confirm(run["run_id"])
