"""An article as attribution sees it: sentences that quotations hold together.

A sentence end inside quotation marks ends nothing: "…. …," he said is one statement.
So sentences are joined while a quotation is open, and a tail that begins in lower case
("…?" he asked.) is joined to what it belongs to. Half of them hold no word that
attributes, and their words are read only where somebody asks.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field

from .frames import Frame
from .hearsay import HEARSAY
from .marks import Quotation, find_quotations
from .shapes import find_frames, frame_words
from .verbs import NO_VERB
from .words import Sieve, Token, Word, read_words

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
    text : str
        The article's text.
    start, end : int
        Offsets into it.
    paragraph : int
        Number of the paragraph.
    frames : list of Frame
        Attributions, in order.
    quotations : list of Quotation
        The quotations inside it.
    """

    text: str
    start: int
    end: int
    paragraph: int
    frames: list[Frame] = field(default_factory=list)
    quotations: list[Quotation] = field(default_factory=list)
    _words: list[Word] | None = field(default=None, init=False, repr=False)

    @property
    def words(self) -> list[Word]:
        """Its words; a quotation is one word."""
        if self._words is None:
            self._words = read_words(self.text, self.start, self.end, self.quotations)
        return self._words

    @property
    def is_read(self) -> bool:
        """Whether its words are read; they are wherever one of them may attribute."""
        return self._words is not None

    def passes(self, sieve: Sieve) -> bool:
        """Whether it may hold a word that the sieve looks for.

        Pieces between blanks do not tell that where a quotation is one word, or where
        a full stop may belong to what stands before it.
        """
        stretch = self.text[self.start : self.end]
        whole = bool(self.quotations) or ". " in stretch
        return whole or sieve.passes(stretch.split(" "))


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
                found.append(Statement(text, start, end, number))
    for statement in found:
        first = max(0, bisect_right(starts, statement.start) - 1)
        last = bisect_left(starts, statement.end)
        _fill(statement, quotations[first:last])
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


def _fill(statement: Statement, quotations: list[Quotation]) -> None:
    statement.quotations = [
        Quotation(max(q.start, statement.start), min(q.end, statement.end), q.closed)
        for q in quotations
        if q.start < statement.end and statement.start < q.end
    ]
    if statement.passes(ATTRIBUTING):
        statement.frames = find_frames(statement.words)


def _may_attribute(tokens: list[Token]) -> bool:
    """Whether one of some tokens can make a frame or tell hearsay."""
    cues = frame_words()
    return any(
        verb is not NO_VERB or low in cues or low in HEARSAY
        for _, _, _, low, _, verb, _ in tokens
    )


ATTRIBUTING = Sieve(_may_attribute)
