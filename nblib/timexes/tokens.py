"""Words become classes: an article is read as a string of one character a token.

The vocabulary is a table (lexicons/time_words.tsv). What is no word of time is
the one class OTHER, so that the grammar only ever looks at the few places where
words of time stand together, and its patterns stay short and linear.
"""

import re
from functools import cache, lru_cache
from importlib.resources import files
from itertools import accumulate
from typing import NamedTuple

# A token carries the blanks after it, so that offsets are sums of lengths. A line
# break is a blank where a hard-wrapped line goes on in lower case or with a digit.
_TOKEN = re.compile(
    r"""
    (?:
      [^\W\d_]+
      | \d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d)?)?(?![\d-])   # 2025-04-09
      | \d{1,2}[/.-]\d{1,2}[/.-](?:\d{4}|\d\d)(?![\d/])     # 10/04/2025
      | \d{1,2}:\d\d(?::\d\d)?(?![\d:])            # 11:52
      | ['’]?\d\d(?:\d\d)?['’]?s\b                 # 1990s, '90s
      | \d{1,2}(?:st|nd|rd|th)\b                   # 11th
      | \d/\d(?![\d/])                             # 1/2
      | \d+(?:,\d{3}(?!\d))*(?:\.\d+)?             # 1,200.5
      | ['’]s\b
      | [\W_]
    )
    [^\S\n]*+(?:\n(?:(?=[a-z])|(?=\d)(?<=[^\n]{40}\n))[^\S\n]*+)*+
    """,
    re.VERBOSE,
)
_MARKS = {
    ",": "COMMA",
    ".": "DOT",
    "-": "HYPHEN",
    "‐": "HYPHEN",
    "–": "HYPHEN",
    "$": "MONEY",
    "£": "MONEY",
    "€": "MONEY",
    "¥": "MONEY",
    "#": "MONEY",
    "'s": "POSS",
    "’s": "POSS",
    "'": "APOS",
    "’": "APOS",
    "%": "PERCENT",
}
_UNITS_OF_COUNT = [
    "percent",
    "per",
    "cent",
    "million",
    "billion",
    "trillion",
    "dollars",
    "pounds",
    "euros",
]
_FIRST_YEAR, _LAST_YEAR = 1400, 2100
_CAPITAL_ONLY = frozenset({"MAYBE", "MON", "WDAY", "EST", "LETTERQ", "FEAST", "NAMED"})
_ALL_CAPITALS = frozenset({"EST"})  # no "Cat" and no "Eat" is a zone

Value = str | int | float | None


class Tokens(NamedTuple):
    """One article as tokens.

    `classes` holds one character a token (see `char_of`); `pieces` are the tokens
    with the blanks after them and `starts` their offsets.
    """

    classes: str
    pieces: list[str]
    starts: list[int]

    def word(self, number: int) -> str:
        """Return token `number` without blanks."""
        return self.pieces[number].rstrip() if number < len(self.pieces) else ""

    def end(self, number: int) -> int:
        """Return the offset after token `number`."""
        return self.starts[number] + len(self.word(number))


@cache
def lexicon() -> dict[str, tuple[str, str]]:
    """Return word → (class, value) from the table of words."""
    text = files("nblib").joinpath("lexicons/time_words.tsv").read_text("utf-8")
    rows = (line.split("\t") for line in text.splitlines() if line[:1] not in "#")
    return {
        word: (kind, value) for kind, value, words in rows for word in words.split()
    }


_NUMBERS = [
    "ISO",
    "SLASHED",
    "CLOCKTIME",
    "DECADE",
    "ORDNUM",
    "FRACTION",
    "INT",
    "DAY",
    "YEAR",
    "DECIMAL",
    "COUNT",
]


@cache
def char_of(name: str) -> str:
    """Return the character that stands for a class; OTHER is `x`, a break `~`."""
    if name in ("OTHER", "BREAK"):
        return "x" if name == "OTHER" else "~"
    names = sorted(
        {kind for kind, _ in lexicon().values()} | {*_MARKS.values(), *_NUMBERS}
    )
    return chr(0x100 + names.index(name))


@cache
def name_of(char: str) -> str:
    """Return the class that a character stands for."""
    names = {kind for kind, _ in lexicon().values()} | {*_MARKS.values(), *_NUMBERS}
    return next((name for name in sorted(names) if char_of(name) == char), "OTHER")


@cache
def _table() -> dict[str, str]:
    """Return word or mark → character, as it stands in lower case."""
    table = {word: char_of(kind) for word, (kind, _) in lexicon().items()}
    table |= {mark: char_of(kind) for mark, kind in _MARKS.items()}
    table |= {word: char_of("COUNT") for word in _UNITS_OF_COUNT}
    return table


@cache
def _careful() -> frozenset[str]:
    """Words as they are written where they are no words of time, for a capital."""
    kinds = {word: kind for word, (kind, _) in lexicon().items()}
    small = {word for word, kind in kinds.items() if kind in _CAPITAL_ONLY}
    return frozenset(small) | {
        word.capitalize() for word, kind in kinds.items() if kind in _ALL_CAPITALS
    }


class Classes(dict[str, str]):
    """The classes of tokens with their blanks, each worked out when first met."""

    def __missing__(self, piece: str) -> str:
        """Work out the class of a token."""
        word = piece.rstrip() or piece[:1]
        char = _table().get(word) or _table().get(word.lower())
        if char is None:
            char = "x" if word.isalpha() else _number_char(word)
        elif word in _careful():
            char = "x"
        self[piece] = char
        return char


def tokenize(text: str, classes: Classes) -> Tokens:
    """Read a text as tokens and their classes, closed by a break."""
    pieces = _TOKEN.findall(text)
    starts = list(accumulate(map(len, pieces), initial=0))
    return Tokens("".join(map(classes.__getitem__, pieces)) + "~", pieces, starts)


def _number_char(word: str) -> str:
    """Return the class of a token that is no word."""
    if word == "\n":
        return "~"
    digit = word.isdecimal()  # a raised figure ("²") is a digit, but no number
    if digit and len(word) < 3:
        return char_of("DAY" if 1 <= int(word) <= 31 else "INT")
    if digit and len(word) == 4 and _FIRST_YEAR <= int(word) <= _LAST_YEAR:
        return char_of("YEAR")
    return next((char_of(name) for name, form in _FORMS if form.match(word)), "x")


_FORMS = tuple(
    (name, re.compile(form))
    for name, form in (
        ("INT", r"\d[\d,]*$"),
        ("DECIMAL", r"\d[\d,]*\.\d+$"),
        ("CLOCKTIME", r"\d+:"),
        ("DECADE", r".*s$"),
        ("ORDNUM", r"\d+[snrt]"),
        ("FRACTION", r"\d/\d$"),
        ("ISO", r"\d{4}-"),
        ("SLASHED", r"\d+[/.-]"),
    )
)


def values_of(tokens: Tokens, first: int, last: int) -> list[tuple[str, str]]:
    """Return (class, value) of the tokens from `first` up to `last`."""
    return list(map(_value_of, tokens.pieces[first:last], tokens.classes[first:last]))


@lru_cache(maxsize=2**14)
def _value_of(piece: str, char: str) -> tuple[str, str]:
    """Return the name of a class and what a token with its blanks is worth in it."""
    word = piece.rstrip()
    return name_of(char), lexicon().get(word.lower(), ("", word))[1]
