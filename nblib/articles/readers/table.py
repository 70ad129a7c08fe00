"""CSV and TSV: separator found from the first line, one article a row.

A row that does not fit the header is a reject and costs no other row: where an open
quotation mark swallowed the lines below, reading resumes at the next line.
"""

import csv
import io
from collections.abc import Iterator
from typing import Any

from ..decoding import decode
from ..fields import read_fields
from ..limits import Limits
from ..refusal import Refusal
from . import Found
from .rows import described

SEPARATORS = ",;\t|"
TRIES = 100  # open quotation marks after which the rest of a table is given up


def read(raw: bytes, stem: str, limits: Limits) -> Found:
    """Yield the article of each row."""
    text, notes = decode(raw)
    for number, row in csv_rows(text):
        place = f"row {number}"
        if isinstance(row, Refusal):
            yield place, row
            continue
        if number == 1 and not {"text", "markup"} & set(
            read_fields(dict.fromkeys(row, "x"))
        ):
            raise Refusal("no column text", "name the columns in the first row")
        yield place, described(row, stem, number, notes, limits)


def csv_rows(text: str) -> Iterator[tuple[int, dict[str, Any] | Refusal]]:
    r"""Yield each row of a table with its number, the first below the header.

    Examples
    --------
    >>> [row for _, row in csv_rows("id;text\n1;a, b\n")]
    [{'id': '1', 'text': 'a, b'}]
    """
    csv.field_size_limit(2**31 - 1)
    lines = list(io.StringIO(text.lstrip("\ufeff"), newline=""))
    start = next((n for n, line in enumerate(lines) if line.strip()), len(lines))
    if start == len(lines):
        raise Refusal("no text", "export the table again")
    separator = _separator(lines[start])
    header, used = _record(lines, start, separator)
    if header is None:
        raise Refusal("not CSV: the first line is not closed", "export it again")
    names = [name.strip() for name in header]
    at, number, tries = start + used, 0, 0
    while at < len(lines):
        cells, used = _record(lines, at, separator)
        if cells == []:
            at += used
            continue
        number += 1
        if cells is not None and len(cells) == len(names):
            yield number, dict(zip(names, cells, strict=True))
            at += used
            continue
        yield number, _misfit(cells, names)
        at += 1
        tries += used > 1
        if tries > TRIES:
            raise Refusal("too many open quotation marks", "export the table again")


def _misfit(cells: list[str] | None, names: list[str]) -> Refusal:
    if cells is None:
        return Refusal("a quotation mark is not closed", "close it")
    count = f"{len(cells)} cells do not match the {len(names)} of the header"
    return Refusal(count, "quote the cells")


def _separator(line: str) -> str:
    """Return the separator that splits the header into most known names."""

    def known(mark: str) -> tuple[int, int]:
        cells = next(csv.reader([line], delimiter=mark), [])
        return len(read_fields(dict.fromkeys(cells, "x"))), len(cells)

    return max(SEPARATORS, key=known)


def _record(lines: list[str], at: int, separator: str) -> tuple[list[str] | None, int]:
    """Return the cells of the record at a line, and how many lines it took.

    None stands for a record that the end of the file leaves open; any other odd
    quotation mark is read as it stands.
    """
    for strict in (True, False):
        below = (lines[number] for number in range(at, len(lines)))
        reader = csv.reader(below, delimiter=separator, strict=strict)
        try:
            return next(reader), reader.line_num
        except csv.Error as error:
            if "unexpected end" in str(error):
                break
    return None, reader.line_num
