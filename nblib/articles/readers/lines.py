"""JSON Lines: one object a line, each an article or a reject of its own."""

from ..decoding import decode
from ..limits import Limits
from ..refusal import Refusal
from . import Found
from .document import parse_json
from .rows import described


def read(raw: bytes, stem: str, limits: Limits) -> Found:
    """Yield the article of each line."""
    text, notes = decode(raw)
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        place = f"line {number}"
        try:
            value = parse_json(line)
        except Refusal as refusal:
            yield place, refusal
            continue
        yield place, described(value, stem, number, notes, limits)
