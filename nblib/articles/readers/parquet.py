"""Parquet: the rows of a table that another program wrote."""

import io
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from ..fields import read_fields
from ..limits import Limits
from ..refusal import Refusal
from . import Found
from .rows import described

ROWS = 500  # held at a time


def read(raw: bytes, stem: str, limits: Limits) -> Found:
    """Yield the article of each row."""
    from pyarrow import ArrowException
    from pyarrow.parquet import ParquetFile

    try:
        file = ParquetFile(io.BytesIO(raw))
        names = file.schema_arrow.names
        if not {"text", "markup"} & set(read_fields(dict.fromkeys(names, "x"))):
            raise Refusal("no column text", "name the columns as in a CSV file")
        number = 0
        for batch in file.iter_batches(batch_size=ROWS):
            for row in batch.to_pylist():
                number += 1
                plain = {key: _plain(value) for key, value in row.items()}
                yield f"row {number}", described(plain, stem, number, (), limits)
    except (ArrowException, OSError, ValueError) as error:
        if isinstance(error, Refusal):
            raise
        raise Refusal(f"not Parquet: {_short(error)}", "export it again") from error


def _plain(value: Any) -> Any:
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {key: _plain(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_plain(inner) for inner in value]
    return value if isinstance(value, str | int | float | bool | None) else str(value)


def _short(error: Exception) -> str:
    return " ".join(str(error).split())[:100]
