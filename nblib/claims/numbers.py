"""Figures as a text tells them: how much, of what, and how exactly.

"At least forty", "some 40" and "40" are no contradiction of each other, nor is a
round figure one of the exact figure that rounds to it; so a figure is read as the
range that it allows.
"""

import math
import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from ..vectors import stop_words

ONES = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"),
    *("ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen"),
    *("seventeen", "eighteen", "nineteen"),
)
TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
VALUES = {word: value for value, word in enumerate(ONES)} | {
    word: 10 * value for value, word in enumerate(TENS, 2)
}
SCALES = {
    **{"dozen": 12, "hundred": 100, "thousand": 10**3, "million": 10**6},
    **{"billion": 10**9, "trillion": 10**12, "m": 10**6, "bn": 10**9, "k": 10**3},
}
LOWER = (
    *("at least", "no less than", "no fewer than", "not less than", "more than"),
    *("over", "greater than", "upward of", "upwards of", "above", "in excess of"),
    *("a minimum of", "exceeding"),
)
UPPER = (
    *("at most", "up to", "fewer than", "less than", "under", "as many as", "below"),
    *("no more than", "a maximum of", "not more than"),
)
ABOUT = (
    *("some", "about", "around", "nearly", "almost", "roughly", "approximately"),
    *("close to", "an estimated", "estimated", "circa", "just over", "just under"),
    *("a little over", "well over", "a little under", "as much as"),
)
SLACK = 0.1  # of a figure that is told as about right
MOST = 1e15  # a longer string of digits counts nothing
DIGIT = re.compile(r"\d")
ROUND = 100  # from here on a round figure may stand for an exact one
PART_BEHIND = re.compile(
    r" (?:of (?:the|them|those|these|us|my|our|his|her|its|their|whom)|"
    r"(?:other|more|further|additional)(?! than))\b"
)
PART_BEFORE = re.compile(r"\b(?:another|other|further|additional|each|every|per) $")
AFTER_NAME = re.compile(r"[A-Z][\w’'-]{1,27}, $")
YEARS_OLD = re.compile(r" ?- ?years? ?- ?old\b| years?[ -]old\b")
PLURALS = frozenset({"people", "children", "police"})  # besides those in -s and -men
NEXT_WORD = re.compile(r"[ -]([^\W\d_][\w’'-]*)")
ARTICLE = len("half an ")  # the longest that stands before a scale
NOUN_WORDS = 5  # at most, from the figure to the noun that it counts


class Number(NamedTuple):
    """A figure with what it counts.

    Attributes
    ----------
    start, end : int
        From its bound to the noun that it counts.
    at : int
        Where the figure itself begins.
    value, low, high : float
        The figure, and the range that it allows.
    unit : str
        The noun it counts, or %, $, €, £; empty where none follows.
    age : bool
        Whether it is somebody's age ("34-year-old").
    """

    start: int
    end: int
    at: int
    value: float
    low: float
    high: float
    unit: str
    age: bool = False

    def agrees(self, other: "Number") -> bool:
        """Whether both can be right.

        Examples
        --------
        >>> said = "at least 230 suspects, 234 suspects, 210 suspects"
        >>> least, exact, other = find_numbers(said)
        >>> least.agrees(exact), least.agrees(other)
        (True, False)
        """
        return self.low <= other.high and other.low <= self.high


def find_numbers(
    text: str,
    start: int = 0,
    end: int | None = None,
    *,
    first: int = 0,
    apart: Sequence[tuple[int, int]] = (),
) -> Iterator[Number]:
    """Yield the figures between two offsets, those without a noun too.

    Parts of another figure ("two of the three", "five more") are left out, and what
    begins in one of the stretches that are set apart. Where the first word that may
    count stands at `first`, no figure is looked for further before it than its article.

    Examples
    --------
    >>> [(n.value, n.unit) for n in find_numbers("Two dozen old cars, or $1.5 million")]
    [(24.0, 'cars'), (1500000.0, '$')]
    """
    end = len(text) if end is None else end
    for match in _figure().finditer(text, max(start, first - ARTICLE), end):
        if any(a <= match.start() < b for a, b in apart):
            continue
        value = _value(match)
        if value is None or _is_part(text, match, start, end):
            continue
        bound = _bound().search(text, max(start, match.start() - 20), match.start())
        said = _small(bound[1]) if bound else ""
        unit, last = _unit(text, match, end)
        low, high = _range(value, said, match)
        yield Number(
            bound.start(1) if bound else match.start(),
            last,
            match.start(),
            value,
            low,
            high,
            unit,
            _is_age(text, match, start, end),
        )


def may_count(word: str) -> bool:
    """Whether a figure may be told with a folded word: no figure is told without one.

    Examples
    --------
    >>> [word for word in ("1945", "forty", "dozen", "an", "m") if may_count(word)]
    ['1945', 'forty', 'dozen']
    """
    named = word in VALUES or (word in SCALES and len(word) > len("bn"))
    return named or DIGIT.search(word) is not None


@cache
def _figure() -> re.Pattern[str]:
    ones = "|".join(sorted(ONES[1:], key=len, reverse=True))
    digits = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
    spelled = rf"(?:{'|'.join(TENS)})(?:[ -](?:{'|'.join(ONES[1:10])}))?|{ones}"
    scale = rf"[ -](?:{'|'.join(word for word in SCALES if len(word) > len('bn'))})"
    return re.compile(
        rf"(?<![\w.,:/–$€£-])(?P<coin>[$€£])?"
        rf"(?P<figure>{digits}|{spelled}|(?:half )?an?(?={scale}))"
        rf"(?P<scale>{scale}|(?<=\d)(?:m|bn|k)\b)?"
        r"(?![\w:/]|[,.]\d|[–-]\d)(?P<percent> ?%| per ?cent\b)?",
        re.IGNORECASE,
    )


@cache
def _bound() -> re.Pattern[str]:
    said = sorted((*LOWER, *UPPER, *ABOUT), key=len, reverse=True)
    return re.compile(rf"(?<!\w)({'|'.join(said)})\s+$", re.IGNORECASE)


def _value(match: re.Match[str]) -> float | None:
    """Return the figure; None for a mere article and for a string of digits."""
    figure = _small(match["figure"])
    scale = _small(match["scale"] or "").strip(" -")
    if figure in ("a", "an"):
        return float(SCALES[scale]) if scale else None
    if figure.startswith("half"):
        return SCALES[scale] / 2 if scale else None
    if figure[0].isdigit():
        value = float(figure.replace(",", ""))
    else:
        value = float(sum(VALUES[part] for part in re.split("[ -]", figure)))
    return value * SCALES.get(scale, 1) if value < MOST else None


def _small(written: str) -> str:
    """Return words in small letters, "ı" and "İ" as the "i" that they match."""
    return written.casefold().replace("\u0307", "").replace("ı", "i")


def _is_part(text: str, match: re.Match[str], start: int, end: int) -> bool:
    """Whether a figure is a part of another one, or adds to it."""
    before = text[max(start, match.start() - 12) : match.start()]
    return bool(PART_BEHIND.match(text, match.end(), end) or PART_BEFORE.search(before))


def _is_age(text: str, match: re.Match[str], start: int, end: int) -> bool:
    """Whether a figure is an age: "34-year-old", "Iva Orlo, 34, of Vellin"."""
    behind = text[match.end() : min(end, match.end() + 12)]
    before = text[max(start, match.start() - 30) : match.start()]
    named = behind.startswith((",", ".", ";", ")")) and AFTER_NAME.search(before)
    return bool(named or YEARS_OLD.match(behind))


def _range(value: float, bound: str, match: re.Match[str]) -> tuple[float, float]:
    if bound in LOWER:
        return value, math.inf
    if bound in UPPER:
        return -math.inf, value
    slack = SLACK * value if bound in ABOUT else _rounding(value)
    return value - slack, value + slack


def _rounding(value: float) -> float:
    """Return how far an exact figure may be from the round one that stands for it."""
    if value < ROUND or value != int(value):
        return 0.0
    zeros = len(str(int(value))) - len(str(int(value)).rstrip("0"))
    return 10**zeros / 2 if zeros > 1 else 0.0


def _unit(text: str, match: re.Match[str], end: int) -> tuple[str, int]:
    """Return the noun that a figure counts and where it ends.

    It is the first plural among the words up to a small one ("three Syrian air
    bases in"), or else the last of them.
    """
    if match["percent"]:
        return "%", match.end()
    followed: list[re.Match[str]] = []
    at = match.end()
    while len(followed) < NOUN_WORDS:
        word = NEXT_WORD.match(text, at, end)
        if word is None or word[1].casefold() in stop_words():
            break
        followed.append(word)
        at = word.end()
    if match["coin"]:
        return match["coin"], match.end()
    if not followed:
        return "", match.end()
    plural = [n for n, word in enumerate(followed) if _is_plural(word[1].casefold())]
    verb = next((n for n, word in enumerate(followed) if n and _is_past(word[1])), None)
    last = len(followed) - 1 if verb is None else verb - 1
    if plural:
        last = plural[0]
        while last + 1 in plural:
            last += 1
    return followed[last][1].casefold().rpartition("-")[2], followed[last].end()


def _is_past(word: str) -> bool:
    return word.endswith("ed") and word[0].islower()


def _is_plural(word: str) -> bool:
    return (
        word in PLURALS
        or word.endswith("men")
        or (word.endswith("s") and not word.endswith(("ss", "us", "is", "'s", "’s")))
    )
