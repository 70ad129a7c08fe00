"""Tables leave for other programs: CSV, a workbook, or JSON Lines.

Articles are written by strangers, and a spreadsheet runs any cell that opens like a
formula, a terminal obeys control characters. So CSV puts an apostrophe before such
text, a workbook stores it as text that stays text when it is edited, and in both each
control character is one replacement character, so that offsets hold. JSON Lines says
exactly what was read, control characters by their number. What is missing is an empty
cell, or null.
"""

import csv
import json
import math
import re
from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

import pandas as pd

from .errors import StorageError, UsageError

OPENERS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
# Control characters but for tab and line ends, and those that turn the text round.
CONTROL = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]"
)
LONGEST_CELL, MOST_ROWS, LONGEST_NAME = 32_767, 1_048_575, 31  # of a workbook


def export_tables(
    tables: Mapping[str, pd.DataFrame], out: str | Path, *, to: str = "csv"
) -> list[Path]:
    """Write tables as files that other programs read.

    Parameters
    ----------
    tables : mapping of str to DataFrame
        Tables by name; the name becomes that of the file or sheet.
    out : str or Path
        Folder, made when missing. Files of the same name are replaced.
    to : str, default "csv"
        csv: a file for each table, UTF-8; an apostrophe stands before text that a
        spreadsheet would take for a formula, and is no part of it. xlsx: one
        workbook, a sheet for each table; needs the extra `export`. jsonl: a file
        for each table, a JSON object a line that says exactly what was read.

    Returns
    -------
    list of Path
        The files, in the order of the tables.

    Raises
    ------
    UsageError
        If `to` is none of the three, or a table does not fit a workbook.
    StorageError
        If a file cannot be written.

    Examples
    --------
    >>> import tempfile
    >>> table = pd.DataFrame({"title": ["=1+1", "Talks"], "n": [1, None]})
    >>> [file] = export_tables({"titles": table}, tempfile.mkdtemp())
    >>> file.read_text("utf-8").splitlines()
    ['title,n', "'=1+1,1", 'Talks,']
    """
    if to not in WRITERS:
        raise UsageError(f"to must be one of {', '.join(WRITERS)}, got {to!r}")
    folder = Path(out)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        return WRITERS[to](tables, folder)
    except OSError as error:
        raise StorageError(f"cannot write to {folder}: {error.strerror}") from error


def _write_csv(tables: Mapping[str, pd.DataFrame], folder: Path) -> list[Path]:
    files = []
    for name, table in tables.items():
        files.append(folder / f"{name}.csv")
        with files[-1].open("w", encoding="utf-8", newline="") as to:
            writer = csv.writer(to, lineterminator="\n")
            writer.writerow([harmless(str(column)) for column in table.columns])
            writer.writerows([harmless(cell) for cell in row] for row in _rows(table))
    return files


def harmless(cell: Any) -> Any:
    r"""Return a cell that no spreadsheet or terminal takes for a command.

    Examples
    --------
    >>> harmless("=cmd"), harmless(" @sum"), harmless("Talks"), harmless(-3)
    ("'=cmd", "' @sum", 'Talks', -3)
    """
    if not isinstance(cell, str):
        return cell
    shown = CONTROL.sub("\ufffd", cell)
    return f"'{shown}" if _opens_formula(cell) else shown


def _opens_formula(text: str) -> bool:
    return text.startswith(OPENERS) or text.lstrip().startswith(OPENERS)


def _write_jsonl(tables: Mapping[str, pd.DataFrame], folder: Path) -> list[Path]:
    files = []
    for name, table in tables.items():
        files.append(folder / f"{name}.jsonl")
        columns = list(map(str, table.columns))
        with files[-1].open("w", encoding="utf-8", newline="") as to:
            for row in _rows(table):
                line = dict(zip(columns, row, strict=True))
                told = json.dumps(line, ensure_ascii=False, allow_nan=False)
                to.write(f"{CONTROL.sub(_number, told)}\n")
    return files


def _number(match: re.Match[str]) -> str:
    return f"\\u{ord(match[0]):04x}"


def _write_xlsx(tables: Mapping[str, pd.DataFrame], folder: Path) -> list[Path]:
    try:
        from xlsxwriter import Workbook
    except ImportError as error:
        raise UsageError(
            "a workbook needs the extra export: pip install 'nblib[export]'"
        ) from error
    for name, table in tables.items():
        if len(table) > MOST_ROWS:
            raise UsageError(f"{name} has {len(table)} rows, too many for a workbook")
    file = folder / "tables.xlsx"
    plain = dict.fromkeys(("formulas", "numbers", "urls"), False)
    options = {f"strings_to_{what}": value for what, value in plain.items()}
    with Workbook(file, options) as book:
        # A fixed day, so that the same tables make the same file.
        book.set_properties({"created": datetime(2000, 1, 1)})
        head = book.add_format({"bold": True, "bottom": 1})
        text = book.add_format({"quote_prefix": True})
        for name, table in tables.items():
            sheet = book.add_worksheet(name[:LONGEST_NAME])
            sheet.write_row(0, 0, list(map(str, table.columns)), head)
            sheet.freeze_panes(1, 0)
            sheet.set_column(0, max(len(table.columns) - 1, 0), 18)
            for number, row in enumerate(_rows(table), 1):
                for column, cell in enumerate(row):
                    _write_cell(sheet, number, column, cell, text)
    return [file]


def _write_cell(sheet: Any, row: int, column: int, cell: Any, text: Any) -> None:
    if isinstance(cell, bool):
        sheet.write_boolean(row, column, cell)
    elif isinstance(cell, int | float):
        sheet.write_number(row, column, cell)
    elif isinstance(cell, str):
        shown = CONTROL.sub("\ufffd", cell)
        if len(shown) > LONGEST_CELL:
            shown = f"{shown[: LONGEST_CELL - 1]}…"
        sheet.write_string(row, column, shown, text if _opens_formula(cell) else None)


def _rows(table: pd.DataFrame) -> list[list[Any]]:
    """Return the rows as plain values, None for what is missing."""
    columns = [[_plain(cell) for cell in table[name]] for name in table.columns]
    return [list(row) for row in zip(*columns, strict=True)]


def _plain(cell: Any) -> Any:
    if cell is None or cell is pd.NA or cell is pd.NaT:
        return None
    value = cell.item() if hasattr(cell, "item") else cell
    if isinstance(value, float):
        if not math.isfinite(value):
            return None
        return int(value) if value.is_integer() else value
    if isinstance(value, bool | int):
        return value
    # Half a character, which no file can hold, becomes a question mark.
    return str(value).encode("utf-8", "replace").decode("utf-8")


WRITERS: dict[str, Callable[[Mapping[str, pd.DataFrame], Path], list[Path]]] = {
    "csv": _write_csv,
    "xlsx": _write_xlsx,
    "jsonl": _write_jsonl,
}
