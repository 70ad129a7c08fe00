r"""Quotation marks, paired.

A mark is judged by its neighbours, not by its shape: texts mix curly, straight, angled
and doubled marks, and the apostrophe is a mark as well. A mark can open before a word
and close after one; an apostrophe inside a word does neither. A quotation ends in its
own paragraph unless the next one opens with a mark again (speech that runs on) or
closes without opening. A mark without its twin is dropped, never an error.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

MARK = re.compile("''|``|,,|[\"'“”„‟‘’‚‛«»‹›「」『』]")
DOUBLE = {
    **dict.fromkeys(('"', "“", "”", "„", "‟", "''", "``", ",,"), "double"),
    **dict.fromkeys(("'", "‘", "’", "‚", "‛"), "single"),
    **dict.fromkeys("«»", "angle"),
    **dict.fromkeys("‹›", "small angle"),
    **dict.fromkeys("「」", "corner"),
    **dict.fromkeys("『』", "white corner"),
}
SPOT = re.compile("[`\"'“”„‟‘’‚‛«»‹›「」『』]|,(?=,)")  # stands in each mark
LONGEST = 2000  # characters back to look for "‚", which "‘" closes
DEEPEST = 6  # marks open at once; more is no text
AMBIGUOUS = "\"'’”"
ONLY_OPENS = set("“„‟‘‚‛«‹「『") | {"``", ",,"}
ONLY_CLOSES = set("”»›」』")
BEFORE_OPENING = re.compile(r"[\s(\[{<“\"‘'—–/:…-]")
AFTER_CLOSING = re.compile(r"[\s)\]}>”\"’'—–/:;,.!?…-]")
ELISION = re.compile(r"(?:\d0s|em|til|tis|twas|cause|bout|round|n)\b")


class Quotation(NamedTuple):
    """A span in quotation marks, marks included.

    Attributes
    ----------
    start, end : int
        Offsets into the text.
    closed : bool
        Whether it has its closing mark; speech that runs on in the next paragraph
        has none.
    """

    start: int
    end: int
    closed: bool


@dataclass(slots=True)
class _Open:
    """A mark that has opened and not closed, with what closed inside it."""

    start: int
    style: str
    inside: list[Quotation] = field(default_factory=list)


def find_quotations(text: str, paragraphs: list[tuple[int, int]]) -> list[Quotation]:
    """Return the outermost quotations of a text, in order.

    Parameters
    ----------
    text : str
        The article's text.
    paragraphs : list of (int, int)
        Spans that are looked at, in order.

    Examples
    --------
    >>> text = "He said “no, 'never' again” and 'left."
    >>> [text[q.start : q.end] for q in find_quotations(text, [(0, len(text))])]
    ["“no, 'never' again”"]
    """
    found: list[Quotation] = []
    held: list[_Open] = []
    spots = [spot.start() for spot in SPOT.finditer(text)]
    for number, (start, end) in enumerate(paragraphs):
        if not held and bisect_left(spots, start) == bisect_left(spots, end):
            continue
        marks = list(_marks(text, start, end))
        if held and marks and marks[0][2] == "open" and marks[0][0] <= start + 1:
            _drop(found, held)
        for at, after, side, style in marks:
            _step(text, found, held, (at, after, side, style))
        _end_paragraph(text, found, held, end, paragraphs[number + 1 : number + 2])
    _drop(found, held)
    return sorted(found)


def _step(
    text: str,
    found: list[Quotation],
    held: list[_Open],
    mark: tuple[int, int, str, str],
) -> None:
    at, after, side, style = mark
    styles = [one.style for one in held]
    if side != "open" and style in styles:
        depth = len(styles) - 1 - styles[::-1].index(style)
        closed = Quotation(held[depth].start, after, True)
        del held[depth:]
        (held[-1].inside if held else found).append(closed)
    elif side != "close" and not (style == "single" and style in styles):
        if len(held) == DEEPEST or (style in styles and text[at] in AMBIGUOUS):
            _drop(found, held)  # the earlier mark never closed
        held.append(_Open(at, style))


def _drop(found: list[Quotation], held: list[_Open]) -> None:
    """Forget marks that never close; what closed inside them stands."""
    for one in held:
        found += one.inside
    held.clear()


def _end_paragraph(
    text: str,
    found: list[Quotation],
    held: list[_Open],
    end: int,
    following: list[tuple[int, int]],
) -> None:
    """Decide what an open mark means at the end of a paragraph."""
    if not held:
        return
    start, style = held[0].start, held[0].style
    marks = list(_marks(text, *following[0])) if following else []
    sides = [side for _, _, side, own in marks if own == style]
    if style == "single" or not sides:
        _drop(found, held)
    elif marks[0][0] <= following[0][0] + 1 and sides[0] != "close":
        found.append(Quotation(start, end, False))
        held.clear()
    elif sides[0] != "close":
        _drop(found, held)
    else:
        del held[1:]


def _marks(text: str, start: int, end: int) -> Iterator[tuple[int, int, str, str]]:
    """Yield (start, end, side, style); side is open, close or either."""
    for match in MARK.finditer(text, start, end):
        mark, at, after = match[0], match.start(), match.end()
        before = text[at - 1] if at > start else " "
        behind = text[after] if after < end else " "
        opens = bool(BEFORE_OPENING.match(before)) and not behind.isspace()
        closes = not before.isspace() and bool(AFTER_CLOSING.match(behind))
        style = DOUBLE[mark]
        if style == "double" and before.isspace() and behind.isspace():
            closes = True  # a stray blank before a closing mark; none opens so
        if style == "single":
            real = _is_single_mark(text, mark, after, opens, closes)
        else:
            opens, closes = _by_shape(mark, style, opens, closes)
            real = opens or closes
        if real:
            side = "open" if not closes else "close" if not opens else "either"
            yield at, after, side, style


def _by_shape(mark: str, style: str, opens: bool, closes: bool) -> tuple[bool, bool]:
    """Let the shape of a mark decide where its neighbours leave room."""
    if "angle" in style:
        return True, True  # they point both ways, and blanks may stand inside
    if mark in ONLY_OPENS and not (mark == "“" and closes and not opens):
        return True, False
    if mark in ONLY_CLOSES:
        return False, True
    return opens, closes


def _is_single_mark(
    text: str, mark: str, after: int, opens: bool, closes: bool
) -> bool:
    """Whether a single mark can be more than an apostrophe."""
    if mark == "‘":
        return opens or (closes and "‚" in text[max(0, after - LONGEST) : after])
    if opens and ELISION.match(text, after):
        return False
    return opens or closes
