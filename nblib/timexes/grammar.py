"""The grammar of time expressions: one pattern over token classes for each kind.

The patterns are a table (lexicons/time_rules.tsv): regular expressions whose
letters are class names. They are compiled to one character a class, so all rules
together are one alternation that is tried only where a class of time stands, and
the first rule that fits wins. Every repetition is bounded: reading is linear in
the length of the text.
"""

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from importlib.resources import files

from .tokens import Tokens, char_of

BEHIND = 2  # tokens; as far as a pattern looks back
_NAME = re.compile(r"(?<![A-Z])[A-Z]+(?![A-Z])")

# classes without which there is no expression
_CORE = """
WEEKDAYS PRESENT MOMENT MONTH MAYBE MON WEEKDAY WDAY UNIT UNITS FORTNIGHT QUARTER HALF
PERIOD TIMEWORD WEEKEND SEASON FALL PART NOON TODAY TONIGHT CENT TENSWORD LAST LATEST
RECENT CURRENT HOLIDAY FEAST NAMED MOON LENGTH NOW
RECENTLY SOON FUTURE TERM DAILY WHILE YEAREND ISO SLASHED
CLOCKTIME DECADE ORDNUM YEAR FISCAL DAWN OVERNIGHT MERIDIEM LETTERM OCLOCK EST LETTERQ
"""
# classes that no expression begins with
_INNER = """
COMMA DOT HYPHEN POSS APOS PERCENT MONEY COUNT OF TO FROM AND OR BY IN ON BETWEEN
SINCE FORWHILE WITHIN BEFORE AFTER AGO WILL SHALL AS OLD HAS SO FAR THAN AHEAD YET
BEYOND HENCE EVE CLOCK LETTERM TABLED ENDED TIMES
"""


@cache
def rules() -> tuple[tuple[str, str], ...]:
    """Return (kind of reading, pattern) in their order, macros filled in."""
    text = files("nblib").joinpath("lexicons/time_rules.tsv").read_text("utf-8")
    rows = [line.split("\t") for line in text.splitlines() if line[:1] not in "#"]
    macros = {k.removeprefix("macro "): v for k, v in rows if k.startswith("macro ")}
    found = []
    for kind, pattern in rows:
        for macro, meaning in macros.items():
            pattern = pattern.replace(macro, meaning)
        if not kind.startswith("macro "):
            found.append((kind, pattern))
    return tuple(found)


def _compile(pattern: str) -> str:
    return _NAME.sub(lambda found: char_of(found[0]), pattern).replace(" ", "")


def _set(names: str) -> str:
    return "".join(char_of(name) for name in names.split())


@cache
def _grammar() -> re.Pattern[str]:
    # the group that names a rule stands at its end, so that a rule is tried quickly
    parts = [f"(?:{_compile(p)})(?P<r{i}>)" for i, (_, p) in enumerate(rules())]
    return re.compile(f"(?![{_set(_INNER)}])(?:{'|'.join(parts)})")


@cache
def _runs() -> re.Pattern[str]:
    """Compile: runs of tokens with a class of their own, one of them of the core."""
    core = _set(_CORE)
    return re.compile(f"(?<![^x~])[^x~{core}]*+[{core}][^x~]*+")


def find_readings(tokens: Tokens) -> Iterator[tuple[str, int, int]]:
    """Yield (kind, first token, token after the last) in the order of the text.

    Only runs with a class of the core are read; the token after the run and those
    `BEHIND` before it may be looked at.
    """
    classes = tokens.classes
    for run in _runs().finditer(classes):
        begin = max(0, run.start() - BEHIND)
        around = classes[begin : run.end() + 1]
        for kind, first, last in _read_run(around, run.start() - begin):
            yield kind, begin + first, begin + last


@lru_cache(maxsize=2**14)
def _read_run(classes: str, start: int) -> tuple[tuple[str, int, int], ...]:
    """Return the readings of a run; a pile repeats its few runs of classes."""
    kinds = rules()
    return tuple(
        (kinds[int((found.lastgroup or "")[1:])][0], *found.span())
        for found in _grammar().finditer(classes, start)
    )
