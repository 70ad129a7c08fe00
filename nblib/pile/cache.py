"""What was made of a unit, kept for the next run under the digest of its causes.

A key covers all that the rows of a unit depend on: the step, this package's code, the
rows of the articles that it sees and theirs in the tables that the step reads, and the
tables that are no article's. So nothing is ever stale, and nothing needs to be told
what changed. Values are Arrow tables with a checksum; what is missing, damaged or
locked is made again, which only costs time. One SQLite file holds all of them, so that
a thousand articles are not a thousand files. Rows that another version of the code
made are removed.
"""

import contextlib
import hashlib
import io
import sqlite3
from collections.abc import Callable, Mapping, Sequence
from itertools import product
from pathlib import Path
from typing import Any, TypeVar

import pandas as pd
import pyarrow as pa

from ..digests import code_digest, hash_value
from .given import Given
from .units import Units

FILE = "articles.sqlite"
PATIENCE = 5.0  # seconds that another kernel may write
SCHEMA = """CREATE TABLE IF NOT EXISTS made (
    key BLOB PRIMARY KEY, code TEXT NOT NULL, checksum BLOB NOT NULL,
    value BLOB NOT NULL
) WITHOUT ROWID"""
Tables = tuple[pa.Table, ...]
Found = TypeVar("Found")


class Cache:
    """Tables by key, in one file of a folder.

    Parameters
    ----------
    folder : Path
        A private folder; made when missing.
    """

    def __init__(self, folder: Path) -> None:
        self.file = folder / FILE

    def read(self, keys: Sequence[bytes]) -> dict[bytes, Tables]:
        """Return what is held, whole and undamaged, of `keys`."""

        def look_up(connection: sqlite3.Connection) -> dict[bytes, bytes]:
            query = "SELECT checksum, value FROM made WHERE key = ?"
            found = {}
            for key in keys:
                for checksum, value in connection.execute(query, (key,)):
                    if hashlib.sha256(value).digest() == checksum:
                        found[key] = value
            return found

        held = self._do(look_up) or {}
        return {key: _decoded(value) for key, value in held.items()}

    def write(self, made: Mapping[bytes, Tables]) -> None:
        """Hold tables for later; where that fails, later costs time."""
        code = code_digest()
        rows = []
        for key, tables in made.items():
            value = _encoded(tables)
            rows.append((key, code, hashlib.sha256(value).digest(), value))

        def put_in(connection: sqlite3.Connection) -> None:
            connection.execute("DELETE FROM made WHERE code != ?", (code,))
            connection.executemany("INSERT OR REPLACE INTO made VALUES (?,?,?,?)", rows)
            connection.commit()

        self._do(put_in)

    def _do(self, work: Callable[[sqlite3.Connection], Found]) -> Found | None:
        """Return what `work` does with the file; None where it cannot be used."""
        try:
            self.file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            with contextlib.closing(
                sqlite3.connect(self.file, timeout=PATIENCE)
            ) as connection:
                connection.execute("PRAGMA synchronous = OFF")
                connection.execute("PRAGMA secure_delete = ON")
                connection.execute(SCHEMA)
                return work(connection)
        except (OSError, sqlite3.OperationalError):  # locked, full or read-only
            return None
        except sqlite3.DatabaseError:  # no data base, or a damaged one
            self.file.unlink(missing_ok=True)
            return None


def unit_keys(
    name: str, articles: pd.DataFrame, given: Mapping[str, Given], units: Units
) -> list[bytes]:
    """Return a key for each unit: the digest of all that it sees.

    Parameters
    ----------
    name : str
        Of what is made.
    articles : DataFrame
        The articles table.
    given : mapping of str to Given
        The tables that it is made from.
    units : Units
        The units of these articles.
    """
    tables = sorted(given.items())
    whole = {k: _row_hashes(v).tobytes().hex() for k, v in tables if v.rows is None}
    start = hash_value([name, code_digest(), whole]).encode()
    own = [_bytes_of(v) for _, v in tables if v.rows is not None and not v.paired]
    paired = [_bytes_of(v) for _, v in tables if v.paired]
    digests = []
    for place, row in enumerate(articles.itertuples(index=False)):
        cells = hash_value([None if pd.isna(cell) else str(cell) for cell in row])
        parts = [cells.encode(), *(of(place) for of in own)]
        digests.append(hashlib.sha256(b"\0".join(parts)).digest())
    keys = []
    for seen, owned in zip(units.seen.groups(), units.owned.groups(), strict=True):
        total = hashlib.sha256(start)
        for place in seen:
            total.update(digests[place])
        for place, of in product(owned, paired):
            total.update(of(place))
        keys.append(total.digest())
    return keys


def _bytes_of(given: Given) -> Callable[[int], bytes]:
    """Return what gives the hashes of an article's rows."""
    assert given.rows is not None
    order, bounds = given.rows
    hashes = _row_hashes(given)[order]
    return lambda place: hashes[bounds[place] : bounds[place + 1]].tobytes()


def _row_hashes(given: Given) -> Any:
    hashes = pd.util.hash_pandas_object(given.table, index=False, categorize=False)
    return hashes.to_numpy()


def _encoded(tables: Tables) -> bytes:
    stream = io.BytesIO()
    for table in tables:
        with pa.ipc.new_stream(stream, table.schema) as writer:
            writer.write_table(table)
    return stream.getvalue()


def _decoded(value: bytes) -> Tables:
    stream = pa.BufferReader(value)
    tables = []
    while stream.tell() < stream.size():
        with pa.ipc.open_stream(stream) as reader:
            tables.append(reader.read_all())
    return tuple(tables)
