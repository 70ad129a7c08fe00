"""What all readings share: the registry, numbers in words, mods."""

import re
from collections.abc import Callable
from functools import cache
from itertools import pairwise

from .context import Bits, Context, Value
from .tokens import char_of

Reading = Callable[[Bits, Context, int, int], list[Value]]
READINGS: dict[str, Reading] = {}
MONTHS = ("MONTH", "MAYBE", "MON")
NUMERALS = (
    "DAY",
    "INT",
    "YEAR",
    "DECIMAL",
    "FRACTION",
    "CARD",
    "CENT",
    "TENS",
    "TIMES",
)
UNITS = ("UNIT", "UNITS", "QUARTER", "FORTNIGHT")
MODS = ("ABOUT", "NEARLY", "OVER", "MORE", "LESS", "LEAST", "MOST", "UP", "WITHIN")
EDGES = ("EARLY", "LATE", "MID", "EARLIER", "LATER", "SMALL", "START", "END")
RELATIVE = ("LAST", "PREVIOUS", "NEXT", "FOLLOWING", "THIS")


def reading(name: str) -> Callable[[Reading], Reading]:
    """Register the function that reads a rule of the grammar."""

    def register(function: Reading) -> Reading:
        READINGS[name] = function
        return function

    return register


def number_of(bits: Bits) -> float | None:
    """Return the number that the words and figures of an expression make."""
    total, found = 0.0, False
    for kind, value in bits.pairs:
        if kind == "TO" and found:
            break  # "two to three weeks": the lower number
        if kind not in NUMERALS:
            continue
        found = True
        if kind == "TIMES":
            total = max(total, 1) * int(value)
        elif kind == "FRACTION":
            total += int(value[0]) / (int(value[2]) or 1)
        else:
            total += float(value.replace(",", ""))
    if "HALF" in bits and "AND" in bits:
        total += 0.5
    return total if found else None


def duration_of(number: float | str, unit: str) -> str:
    """Return the TIMEX3 value of so many units.

    Examples
    --------
    >>> duration_of(3, "W"), duration_of(2.5, "Y"), duration_of("X", "TH")
    ('P3W', 'P2Y6M', 'PTXH')
    """
    if unit == "2W":
        number, unit = (number if isinstance(number, str) else number * 2), "W"
    head, unit = ("PT", unit[1:]) if unit[0] == "T" else ("P", unit)
    if isinstance(number, str) or number == int(number):
        return f"{head}{number if isinstance(number, str) else int(number)}{unit}"
    if number % 1 == 0.5 and unit == "Y":
        return f"P{int(number)}Y6M" if number > 1 else "P6M"
    return f"{head}{number:g}{unit}"


def mod_of(bits: Bits) -> str | None:
    """Return the mod that an approximation or an edge gives."""
    word, negated = bits.get(*MODS), "NO" in bits
    if word is None:
        return None
    if "WITHIN" in bits and word == "within":
        return "EQUAL_OR_LESS"
    if negated:
        return {"MORE_THAN": "EQUAL_OR_LESS", "LESS_THAN": "EQUAL_OR_MORE"}.get(word)
    return word


def edge_of(bits: Bits) -> str | None:
    """Return START, MID or END for "early", "mid-", "the end of"."""
    return bits.get(*EDGES)


def steps(bits: Bits) -> int | None:
    """Return -1, 0 or 1 for last, this and next."""
    word = bits.get(*RELATIVE[:-1]) or bits.get("THIS")
    return None if word is None else int(word)


def year_of(bits: Bits) -> int | None:
    """Return the year that an expression names, in figures or as it is spoken."""
    value, century = bits.get("YEAR"), bits.get("CENT")
    if value or not century:
        return int(value) if value else _short_year(bits)
    rest = sum(int(value) for value in bits.all("TENS", "CARD"))
    return int(century) * 100 + rest if rest > 9 else None


def _short_year(bits: Bits) -> int | None:
    """Return the year of "FY24"."""
    for (kind, _), (number, value) in pairwise(bits.pairs):
        if kind == "FISCAL" and number in ("DAY", "INT") and len(value) == 2:
            return int(value) + (1900 if int(value) >= 50 else 2000)
    return None


def day_number(text: str) -> int:
    """Return the number in "9", "9th" or, from the table of words, "ninth"."""
    return int(re.sub(r"\D", "", text) or 0)


def day_of(bits: Bits) -> int:
    """Return the day of a month that an expression names, 0 for none."""
    return day_number(bits.get("DAY", "ORDNUM", "ORD", "SEC") or "")


@cache
def chars(names: str) -> str:
    """Return the characters of some classes, for a look at a neighbour."""
    return "".join(char_of(name) for name in names.split())
