"""What every run read, found and told: one SQLite file beside the runs.

`latest` alone decides what is published. A run is first written down as pending, then
`latest` moves to it, then it is confirmed; whoever opens the ledger next compares a
pending row with `latest` and confirms it or takes it back. So the two agree after a
kill at any moment. The ledger can be lost: what the kept runs know of themselves is
read in again.

The file keeps SQLite's rollback journal and not its write-ahead log: one run writes
at a time, it stays one file that can be copied, and it works on network folders.
"""

import contextlib
import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from ..errors import StorageError
from .schema import COLUMNS, FOLLOW, bring_up

LEDGER = "ledger.sqlite"
DAMAGED = "ledger.damaged.sqlite"
PATIENCE = 10.0  # seconds that a reader may hold up a writer
Row = dict[str, Any]


@contextlib.contextmanager
def open_ledger(out: Path) -> Iterator["Ledger"]:
    """Yield the ledger of an output folder, made when missing.

    A ledger that is damaged is set aside under another name and begun anew.

    Raises
    ------
    StorageError
        If it cannot be read or written.
    """
    file = out / LEDGER
    with _storage(file):
        try:
            connection = _connect(file)
        except sqlite3.OperationalError:
            raise
        except sqlite3.DatabaseError:
            file.replace(out / DAMAGED)
            connection = _connect(file)
        try:
            yield Ledger(connection)
        finally:
            connection.close()


def _connect(file: Path) -> sqlite3.Connection:
    new = not file.exists()
    connection = sqlite3.connect(file, timeout=PATIENCE, isolation_level=None)
    with contextlib.ExitStack() as unless_ready:
        unless_ready.callback(connection.close)
        if new:
            file.chmod(0o600)
        connection.row_factory = sqlite3.Row
        for pragma in ("journal_mode = DELETE", "synchronous = EXTRA"):
            connection.execute(f"PRAGMA {pragma}")
        connection.execute("PRAGMA secure_delete = ON")  # what is forgotten is gone
        [[sound]] = connection.execute("PRAGMA quick_check(1)").fetchall()
        if sound != "ok":
            raise sqlite3.DatabaseError(sound)
        bring_up(connection)
        unless_ready.pop_all()
    return connection


@contextlib.contextmanager
def _storage(file: Path) -> Iterator[None]:
    try:
        yield
    except sqlite3.Error as error:
        raise StorageError(
            f"cannot keep the ledger {file}: {error}; free space, or name another --out"
        ) from error


class Ledger:
    """The ledger while it is open.

    Parameters
    ----------
    connection : sqlite3.Connection
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection

    def rows(self, query: str, *values: Any) -> list[Row]:
        """Return what a query finds."""
        return [dict(row) for row in self.connection.execute(query, values)]

    # --- attempts --------------------------------------------------------------

    def attempts(self) -> list[Row]:
        """Return every attempt at a run, oldest first."""
        return self.rows("SELECT * FROM runs ORDER BY attempt")

    def note(self, **cells: Any) -> None:
        """Write down an attempt that published nothing."""
        self._insert("runs", [cells])

    def known(self, fingerprint: str, run_id: str) -> bool:
        """Return whether these inputs were found to tell nothing new since a run."""
        query = """SELECT 1 FROM runs
            WHERE status = 'unchanged' AND fingerprint = ? AND run_id = ?"""
        return bool(self.rows(query, fingerprint, run_id))

    # --- one run ---------------------------------------------------------------

    def prepare(self, run: Row, tables: Mapping[str, Iterable[Row]]) -> None:
        """Write down a run that is about to be published.

        Parameters
        ----------
        run : dict
            Cells of `runs`, `number` among them.
        tables : mapping
            `inputs`, `stories`, `claims` and `follow` as the run found them.
        """
        with self._change():
            self._insert("runs", [{**run, "status": "pending"}])
            for name in COLUMNS:
                self._hold(name, tables[name], run["number"])
            follow = self._turns(tables["follow"])
            self._insert("follow", [{**row, "number": run["number"]} for row in follow])

    def confirm(self, run_id: str) -> None:
        """Say that a pending run was published; if that fails, the next one will."""
        query = """UPDATE runs SET status = 'published'
            WHERE run_id = ? AND status = 'pending'"""
        with contextlib.suppress(sqlite3.Error):
            self.connection.execute(query, (run_id,))

    def pending(self) -> list[Row]:
        """Return the runs of which only `latest` knows whether they are published."""
        return self.rows("SELECT run_id, number FROM runs WHERE status = 'pending'")

    def take_back(self, number: int) -> None:
        """Undo what was prepared for a run that was never published."""
        with self._change():
            for name in COLUMNS:
                self.connection.execute(
                    f"DELETE FROM {name} WHERE since = ?", (number,)
                )
                self.connection.execute(
                    f"UPDATE {name} SET until = NULL WHERE until = ?", (number,)
                )
            self.connection.execute("DELETE FROM follow WHERE number = ?", (number,))
            self.connection.execute(
                "DELETE FROM runs WHERE number = ? AND status = 'pending'", (number,)
            )

    def last_number(self) -> int:
        """Return the highest number that a run has had."""
        [row] = self.rows("SELECT coalesce(max(number), 0) AS number FROM runs")
        return int(row["number"])

    # --- what holds over many runs ------------------------------------------------

    def at(self, name: str, number: int) -> list[Row]:
        """Return the rows of `inputs`, `stories` or `claims` as of a run."""
        columns = ", ".join(COLUMNS[name])
        query = f"""SELECT {columns} FROM {name}
            WHERE since <= ? AND (until IS NULL OR until > ?) ORDER BY 1"""
        return self.rows(query, number, number)

    def past(self) -> list[Row]:
        """Return what became of the stories in all published runs, oldest first."""
        query = f"""SELECT {", ".join(FOLLOW)} FROM follow
            ORDER BY number, story_id, previous_id"""
        return self.rows(query)

    def forget(self, article_id: str) -> int:
        """Remove an article and what was quoted of it; return how many rows went."""
        removed = 0
        with self._change():
            for name in COLUMNS:
                removed += self.connection.execute(
                    f"DELETE FROM {name} WHERE article_id = ?", (article_id,)
                ).rowcount
        self.connection.execute("VACUUM")
        return removed

    def _turns(self, follow: Iterable[Row]) -> list[Row]:
        """Return the rows that change anything: not of stories that just go on."""
        ended = set()
        for row in self.past():
            if row["change"] == "ended":
                ended.add(row["previous_id"])
            else:
                ended.discard(row["story_id"])
        return [
            row
            for row in follow
            if row["change"] != "continued" or row["previous_id"] in ended
        ]

    def _hold(self, name: str, rows: Iterable[Row], number: int) -> None:
        """Close the rows that no longer hold and add those that hold from now on."""
        columns = COLUMNS[name]
        now = {tuple(row[column] for column in columns) for row in rows}
        query = f"SELECT rowid, {', '.join(columns)} FROM {name} WHERE until IS NULL"
        held = {tuple(row)[1:]: row[0] for row in self.connection.execute(query)}
        over = [(number, rowid) for cells, rowid in held.items() if cells not in now]
        self.connection.executemany(
            f"UPDATE {name} SET until = ? WHERE rowid = ?", sorted(over)
        )
        added = sorted(now - held.keys(), key=repr)
        fresh = [dict(zip(columns, cells, strict=True)) for cells in added]
        self._insert(name, [{**row, "since": number} for row in fresh])

    def _insert(self, name: str, rows: list[Row]) -> None:
        for row in rows:
            cells = {
                key: json.dumps(value) if isinstance(value, dict) else value
                for key, value in row.items()
            }
            marks = ", ".join("?" * len(cells))
            self.connection.execute(
                f"INSERT INTO {name} ({', '.join(cells)}) VALUES ({marks})",
                tuple(cells.values()),
            )

    @contextlib.contextmanager
    def _change(self) -> Iterator[None]:
        """All of it or nothing."""
        self.connection.execute("BEGIN IMMEDIATE")
        try:
            yield
            self.connection.execute("COMMIT")
        finally:
            if self.connection.in_transaction:  # not committed
                self.connection.execute("ROLLBACK")
