"""One reader for each kind of file: bytes to (place, record) pairs.

A reader yields a record, or the refusal of one row; a file that is no article at
all raises its refusal. A new kind is one function and one line of `READERS`.
"""

import csv
import io
import json
import re
from collections.abc import Callable, Iterator
from typing import Any

FRONT_MATTER = re.compile(r"\A---[ \t]*\r?\n(.*?\n)?---[ \t]*(?:\r?\n|\Z)", re.DOTALL)
WORD = re.compile(r"[^\W\d_]{2,}")


class Refusal(Exception):
    """A file or row that is no article; the arguments are reason and remedy."""


def decode(raw: bytes) -> str:
    """Return the text of a file, read as UTF-8 or as its byte order mark says."""
    if not raw:
        raise Refusal("empty file", "export the article again")
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        encoding = "utf-16"
    elif b"\x00" in raw[:4096]:
        raise Refusal("binary, not text", "convert it to text first")
    else:
        encoding = "utf-8-sig"
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError as error:
        raise Refusal(
            f"not {encoding.removesuffix('-sig')} at byte {error.start}",
            "save the file as UTF-8",
        ) from error


def usable(record: dict[str, Any]) -> dict[str, Any] | Refusal:
    """Return the record, or the refusal of one that holds no words."""
    text = record.get("text")
    if not isinstance(text, str) or not text.strip():
        return Refusal("no text", "fill the field text")
    if not WORD.search(text):
        return Refusal("no usable words", "check that this is an article")
    return record


def _read_text(text: str, stem: str) -> Iterator[tuple[None, dict[str, Any]]]:
    """One article, with optional front matter of `key: value` lines."""
    front = FRONT_MATTER.match(text)
    fields: dict[str, Any] = {}
    if front:
        for line in (front[1] or "").splitlines():
            key, colon, value = line.partition(":")
            if colon:
                fields[key.strip().lower()] = value.strip().strip("\"'")
    yield (
        None,
        {**fields, "article_id": stem, "text": text[front.end() if front else 0 :]},
    )


def _read_jsonl(text: str, stem: str) -> Iterator[tuple[str, Any]]:
    """One JSON object per line."""
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        place = f"line {number}"
        try:
            record = json.loads(line)
        except (ValueError, RecursionError) as error:
            yield place, Refusal(f"not JSON: {error}", "mend the line")
            continue
        if not isinstance(record, dict):
            yield place, Refusal("not a JSON object", "one object per line")
        else:
            yield place, _with_id(record, stem, number)


def _read_csv(text: str, stem: str) -> Iterator[tuple[str, Any]]:
    """Read a header with `text`, then one article per row."""
    for number, row in csv_rows(text):
        place = f"row {number}"
        if "text" not in row:
            raise Refusal("no column text", "name the columns in the first row")
        if None in row or None in row.values():
            yield place, Refusal("cells do not match the header", "quote the cells")
        else:
            yield place, _with_id(row, stem, number)


def csv_rows(text: str) -> Iterator[tuple[int, dict[str, Any]]]:
    """Yield each row of a CSV text with its number, the first below the header."""
    csv.field_size_limit(2**31 - 1)
    try:
        yield from enumerate(csv.DictReader(io.StringIO(text, newline="")), 1)
    except csv.Error as error:
        raise Refusal(f"not CSV: {error}", "export the table again") from error


READERS: dict[str, Callable[[str, str], Iterator[tuple[str | None, Any]]]] = {
    ".txt": _read_text,
    ".jsonl": _read_jsonl,
    ".csv": _read_csv,
}


def _with_id(record: dict[str, Any], stem: str, number: int) -> dict[str, Any]:
    given = record.get("article_id") or record.get("id") or f"{stem}-{number}"
    return {**record, "article_id": given}
