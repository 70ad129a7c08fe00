"""JSON: one article, a list of them, or an object that holds such a list.

Interfaces wrap their results (`articles`, `items`, `response.docs`); the list of
objects that stands highest is taken for the articles.
"""

import json
import math
from collections.abc import Iterator
from typing import Any

from ..decoding import decode
from ..fields import read_fields
from ..limits import Limits
from ..refusal import Refusal
from . import Found
from .rows import described

WRAPPED = 4  # levels of objects above the list


def read(raw: bytes, stem: str, limits: Limits) -> Found:
    """Yield the articles of a JSON document."""
    text, notes = decode(raw)
    try:
        value = parse_json(text)
    except Refusal as refusal:
        if "\n" in text.strip() and "Extra data" in refusal.reason:
            raise Refusal(
                "several JSON values in one file", "rename it to .jsonl"
            ) from refusal
        raise
    if isinstance(value, dict) and _is_article(value):
        record = described(value, stem, 1, notes, limits)
        if isinstance(record, dict) and record["article_id"] == f"{stem}-1":
            record["article_id"] = stem
        yield None, record
        return
    listed = next(_lists(value, 0), None)
    if listed is None:
        raise Refusal("no article in JSON", "give objects with a field text")
    for number, item in enumerate(listed, 1):
        yield f"item {number}", described(item, stem, number, notes, limits)


def _is_article(value: dict[str, Any]) -> bool:
    fields = read_fields(value)
    return isinstance(fields.get("text"), str) or "markup" in fields


def _lists(value: Any, depth: int) -> Iterator[list[Any]]:
    """Yield lists of objects, those that stand higher first."""
    if isinstance(value, list):
        if any(isinstance(item, dict) for item in value):
            yield value
        return
    if isinstance(value, dict) and depth < WRAPPED:
        for inner in value.values():
            if isinstance(inner, list):
                yield from _lists(inner, depth)
        for inner in value.values():
            if isinstance(inner, dict):
                yield from _lists(inner, depth + 1)


def parse_json(text: str) -> Any:
    """Return the value of a JSON text.

    Raises
    ------
    Refusal
        If it is none, or nested or numbered beyond what can be held.

    Examples
    --------
    >>> parse_json('{"id": 1e999}')
    Traceback (most recent call last):
    ...
    nblib.articles.refusal.Refusal: ('number out of range: 1e999', 'mend the number')
    """
    try:
        return json.loads(
            text, parse_float=_finite, parse_int=_whole, parse_constant=lambda _: None
        )
    except RecursionError:
        raise Refusal("nesting too deep", "export flat objects") from None
    except json.JSONDecodeError as error:
        where = f"line {error.lineno}, column {error.colno}"
        raise Refusal(f"not JSON: {error.msg} at {where}", "mend it") from None


def _finite(text: str) -> float:
    number = float(text)
    if math.isinf(number):
        raise Refusal(f"number out of range: {text[:20]}", "mend the number")
    return number


def _whole(text: str) -> int:
    if len(text) > 40:
        raise Refusal(f"number of {len(text)} digits", "mend the number")
    return int(text)
