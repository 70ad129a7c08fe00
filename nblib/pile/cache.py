"""What was made of an article, kept for the next run under the digest of its causes.

A key covers all that the rows of an article depend on: the step, this package's code,
the article's own row, its rows of the tables that the step reads, and the tables that
are no article's. So nothing is ever stale, and nothing needs to be told what changed.
Values are Arrow tables with a checksum; what is missing, damaged or locked is made
again, which only costs time. One SQLite file holds all of them, so that a thousand
articles are not a thousand files. Rows that another version of the code made are
removed.
"""

import contextlib
import hashlib
import io
import sqlite3
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeVar

import pandas as pd
import pyarrow as pa

from ..digests import code_digest, hash_value

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

    def write(self, made: Mapping[bytes, Sequence[pd.DataFrame]]) -> None:
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


def row_keys(
    name: str, articles: pd.DataFrame, given: Mapping[str, Any]
) -> dict[str, bytes]:
    """Return a key for each article.

    Parameters
    ----------
    name : str
        Of what is made.
    articles : DataFrame
        The articles table.
    given : mapping of str to DataFrame
        The tables that it is made from.

    Returns
    -------
    dict of str to bytes
        By `article_id`, in the order of the articles.
    """
    whole = {key: table for key, table in given.items() if "article_id" not in table}
    own = {key: table for key, table in given.items() if key not in whole}
    common = {key: _row_hashes(table).tobytes().hex() for key, table in whole.items()}
    start = hash_value([name, code_digest(), common]).encode()
    totals = {}
    for row in articles.itertuples(index=False):
        cells = [None if pd.isna(cell) else str(cell) for cell in row]
        totals[row.article_id] = hashlib.sha256(start + hash_value(cells).encode())
    for key, table in sorted(own.items()):
        hashes = _row_hashes(table)
        for article_id, places in table.groupby("article_id").indices.items():
            if article_id in totals:
                totals[article_id].update(key.encode() + hashes[places].tobytes())
    return {article_id: total.digest() for article_id, total in totals.items()}


def _row_hashes(table: pd.DataFrame) -> Any:
    return pd.util.hash_pandas_object(table, index=False, categorize=False).to_numpy()


def _encoded(tables: Sequence[pd.DataFrame]) -> bytes:
    stream = io.BytesIO()
    for table in tables:
        held = pa.Table.from_pandas(table, preserve_index=False)
        held = held.replace_schema_metadata(None)
        with pa.ipc.new_stream(stream, held.schema) as writer:
            writer.write_table(held)
    return stream.getvalue()


def _decoded(value: bytes) -> Tables:
    stream = pa.BufferReader(value)
    tables = []
    while stream.tell() < stream.size():
        with pa.ipc.open_stream(stream) as reader:
            tables.append(reader.read_all())
    return tuple(tables)
