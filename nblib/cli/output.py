"""What is printed can neither move a terminal's cursor nor fail on its encoding."""

import sys
import unicodedata
from collections.abc import Mapping, Sequence
from typing import Any, TextIO

WIDEST = 48  # characters of a cell
UNSAFE = ("Cc", "Cf", "Cs", "Co", "Zl", "Zp")


def plain(text: str) -> str:
    """Return text on one line, with a question mark for what is no sign.

    Examples
    --------
    >>> plain("red" + chr(27) + "[31m" + chr(10) + "alert")
    'red?[31m alert'
    """
    joined = " ".join(text.split())
    return "".join("?" if unicodedata.category(c) in UNSAFE else c for c in joined)


def say(line: str, stream: TextIO | None = None) -> None:
    """Print a line in whatever encoding the stream has."""
    stream = stream or sys.stdout
    encoding = stream.encoding or "utf-8"
    shown = line.encode(encoding, "backslashreplace").decode(encoding)
    print(shown, file=stream)


def show_table(heading: str, rows: Sequence[Mapping[str, Any]]) -> None:
    """Print rows below their column names, with a dash for what is missing."""
    say(f"{len(rows)} {heading}")
    if not rows:
        return
    cells = [list(rows[0]), *([_cell(value) for value in row.values()] for row in rows)]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    for row in cells:
        padded = (cell.ljust(width) for cell, width in zip(row, widths, strict=True))
        say(f"  {'  '.join(padded).rstrip()}")


def _cell(value: Any) -> str:
    text = "-" if value is None else plain(str(value))
    return text if len(text) <= WIDEST else text[: WIDEST - 1] + "…"
