"""An article as attribution sees it: sentences that quotations hold together.

A sentence end inside quotation marks ends nothing: "…. …," he said is one statement.
So sentences are joined while a quotation is open, and a tail that begins in lower case
("…?" he asked.) is joined to what it belongs to.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field

from .frames import Frame
from .marks import Quotation, find_quotations
from .shapes import find_frames
from .words import Word, read_words

TAIL = re.compile(
    r".{0,120}?\b(?:said|says|asked|asks|added|wrote|replied|shouted|cried|tweeted)\b"
    r"(?=[.,]| (?:in|to|at|of|as|on|during|after|before|about|of)\b| \w+day\b)"
)
ABBREVIATION = re.compile(
    r"(?:^|[\s(\"“])(?:Mr|Mrs|Ms|Dr|Sen|Rep|Gov|Gen|Col|Lt|Capt|Prof|Rev|St|Adm|Sgt|[A-Z])\.$"
)
SIGNED = re.compile(r"[―—–-]+\s?[A-Z@]")
CLOSING = "\"'”’»"
ENDS_ASKING = re.compile(r"[?!…]['\"”’»]+$")


@dataclass(slots=True)
class Statement:
    """One or more sentences that belong together, with their words and frames.

    Attributes
    ----------
    start, end : int
        Offsets into the article's text.
    paragraph : int
        Number of the paragraph.
    words : list of Word
        A quotation is one word.
    frames : list of Frame
        Attributions, in order.
    quotations : list of Quotation
        The quotations inside it.
    """

    start: int
    end: int
    paragraph: int
    words: list[Word] = field(default_factory=list)
    frames: list[Frame] = field(default_factory=list)
    quotations: list[Quotation] = field(default_factory=list)


def read_article(text: str, sentences: Iterable[tuple[int, int]]) -> list[Statement]:
    """Return the statements of an article.

    Parameters
    ----------
    text : str
        The article's text as read.
    sentences : iterable of (int, int)
        Spans of its sentences, in order.

    Examples
    --------
    >>> text = '"Wait. Who is there?" he asked. Nobody knew.'
    >>> found = read_article(text, [(0, 6), (7, 31), (32, 44)])
    >>> [text[s.start : s.end] for s in found]
    ['"Wait. Who is there?" he asked.', 'Nobody knew.']
    """
    paragraphs = _paragraphs(text, sorted(sentences))
    blocks = [(block[0][0], block[-1][1]) for block in paragraphs]
    quotations = find_quotations(text, blocks)
    starts = [quotation.start for quotation in quotations]
    found: list[Statement] = []
    for number, block in enumerate(paragraphs):
        for start, end in block:
            last = bisect_left(starts, start) - 1
            inside = last >= 0 and quotations[last].end > start
            if found and (inside or _continues(text, found[-1], start, end, number)):
                found[-1].end = end
            else:
                found.append(Statement(start, end, number))
    for statement in found:
        first = max(0, bisect_right(starts, statement.start) - 1)
        last = bisect_left(starts, statement.end)
        _fill(text, statement, quotations[first:last])
    return found


def _paragraphs(text: str, spans: list[tuple[int, int]]) -> list[list[tuple[int, int]]]:
    """Sentences with no line end between them."""
    blocks: list[list[tuple[int, int]]] = []
    for start, end in spans:
        gap = text[blocks[-1][-1][1] : start] if blocks else "\n"
        if "\n" in gap or "\r" in gap:
            blocks.append([])
        blocks[-1].append((start, end))
    return blocks


def _continues(text: str, last: Statement, start: int, end: int, number: int) -> bool:
    """Whether a sentence belongs to the statement before it."""
    if number != last.paragraph:
        return False
    tail = text[max(last.start, last.end - 7) : last.end]
    if ABBREVIATION.search(tail):
        return True
    if SIGNED.match(text, start, end) and tail[-1:] in CLOSING:
        return True
    asked = ENDS_ASKING.search(tail)
    return bool(asked) and (text[start].islower() or bool(TAIL.match(text, start, end)))


def _fill(text: str, statement: Statement, quotations: list[Quotation]) -> None:
    inside = [
        Quotation(max(q.start, statement.start), min(q.end, statement.end), q.closed)
        for q in quotations
        if q.start < statement.end and statement.start < q.end
    ]
    statement.quotations = inside
    statement.words = read_words(text, statement.start, statement.end, inside)
    statement.frames = find_frames(statement.words)
