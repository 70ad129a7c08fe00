"""Label lines: first each by its own form, then by the section it stands in."""

from collections.abc import Collection
from dataclasses import dataclass, field
from itertools import pairwise

from ..articles.phrases import LONG_NAME, plain, section_name
from .forms import (
    LINE,
    LONG_LINE,
    MARKDOWN_HEADING,
    ends_in_stop,
    form_of,
)

TEXTUAL = ("paragraph", "quotation", "question")  # kinds of running text
SECTIONED = (*TEXTUAL, "bullet", "clock time", "page date")  # part of their section
QUESTIONS = 2  # short questions that make a text one of questions and answers


@dataclass(slots=True)
class Line:
    """One line of an article and what it is taken for."""

    start: int
    end: int
    text: str
    zone: str = "body"
    kind: str = "paragraph"
    words: int = field(init=False)

    def __post_init__(self) -> None:
        """Count the words, which nearly every rule asks for."""
        self.words = len(self.text.split())

    @property
    def prose(self) -> bool:
        """Whether this reads as running text: it is long, or it ends in a stop."""
        return self.words >= LONG_LINE or (self.words > 1 and ends_in_stop(self.text))

    def names(self, scope: str = "section") -> str | None:
        """Return the kind of the section whose name the whole line is."""
        return section_name(self.text, scope) if self.words <= LONG_NAME else None


def label_lines(
    text: str, title: object = None, repeated: Collection[str] = ()
) -> list[Line]:
    """Return the lines of a text that are not blank, each with zone and kind.

    `repeated` holds the lines of its outlet's site, as `plain` writes them.
    """
    lines = split_lines(text)
    for line in lines:
        line.zone, line.kind = form_of(line.text, line.words)
        if repeated and line.zone == "body" and plain(line.text) in repeated:
            line.zone, line.kind = "boilerplate", "site line"
    _open_sections(lines)
    _open_reports(lines)
    _label_questions(lines)
    _label_titles(lines, plain(title) if isinstance(title, str) else "")
    if lines and not any(line.zone == "body" for line in lines):
        _fall_back(lines)
    return lines


def split_lines(text: str) -> list[Line]:
    """Return the lines that are not blank, without the blanks around them."""
    found = []
    for match in LINE.finditer(text):
        start, line = match.start(), match[0].rstrip()
        found.append(Line(start, start + len(line), line))
    return found


def _open_sections(lines: list[Line]) -> None:
    """Label what stands below a line that opens a section of the site's own."""
    number = 0
    while number < len(lines):
        kind = lines[number].names()
        if kind is None:
            number += 1
            continue
        above = any(_running(line) for line in lines[:number])
        end = _resumes(lines, number + 1, page_head=not above)
        for line in lines[number:end]:
            if line.kind in SECTIONED:
                line.zone, line.kind = "boilerplate", kind
        number = end


def _resumes(lines: list[Line], number: int, *, page_head: bool) -> int:
    """Where running text resumes: two lines of prose with no marker between.

    At the head of a page the line above the first prose is the article's title.
    """
    for at in range(number, len(lines)):
        if lines[at].names():
            return at
        if len(lines) > at + 1 and _running(lines[at]) and _running(lines[at + 1]):
            return _title_above(lines, number, at) if page_head else at
    return len(lines)


def _title_above(lines: list[Line], number: int, at: int) -> int:
    """Where the title begins that stands above the first prose, with its dateline."""
    for above in range(at - 1, number - 1, -1):
        line = lines[above]
        if line.kind == "paragraph" and line.words > 3 and not line.prose:
            return above
        if line.kind not in ("dateline", "byline", "page date"):
            break
    return at


def _running(line: Line) -> bool:
    return line.prose and line.kind in TEXTUAL and line.names() is None


def _open_reports(lines: list[Line]) -> None:
    """Label the list of the reports that an article says it was made from."""
    inside = False
    for number, line in enumerate(lines):
        below = lines[number + 1] if number + 1 < len(lines) else None
        if line.names("reports") and below is not None:
            inside = below.kind == "bullet" or not below.prose
            if inside:
                line.zone, line.kind = "heading", "heading"
        elif (
            inside
            and line.zone == "body"
            and not (line.prose and line.kind != "bullet")
        ):
            line.zone, line.kind = "boilerplate", "list of reports"
        else:
            inside = False


def _label_questions(lines: list[Line]) -> None:
    """Tell the questions that head the parts of a text from those inside a text."""
    asked = [
        line
        for line, below in pairwise(lines)
        if line.zone == "body"
        and line.kind == "question"
        and below.prose
        and below.kind != "question"
    ]
    if len(asked) >= QUESTIONS:
        for line in asked:
            line.zone = "heading"


def _label_titles(lines: list[Line], title: str) -> None:
    """Tell titles and headings: short lines without a stop, above running text."""
    body = [line for line in lines if line.zone == "body"]
    first = next((at for at, line in enumerate(body) if line.prose), len(body))
    head = [line for at, line in enumerate(body[:first]) if _stands_alone(body, at)]
    if head:
        given = [line for line in head if plain(line.text) == title]
        likely = [line for line in head if line.words > 3]
        _label_head(head, [*given, *likely, *head][0])
    for at, line in enumerate(body[first:], first):
        heading = MARKDOWN_HEADING.match(line.text)
        if heading or (line.kind == "paragraph" and _stands_alone(body, at)):
            line.zone, line.kind = "heading", "heading"


def _label_head(head: list[Line], chosen: Line) -> None:
    """Above the title stands the site's own; below it, what belongs to the title."""
    for line in head:
        if line is chosen:
            line.zone, line.kind = "title", "title"
        elif line.start < chosen.start:
            line.zone, line.kind = "boilerplate", "navigation"
        else:
            line.zone, line.kind = "heading", "heading"


def _stands_alone(body: list[Line], at: int) -> bool:
    """Whether a line is no prose, no bullet and no piece of a broken paragraph."""
    line, below = body[at], body[at + 1] if at + 1 < len(body) else None
    if line.prose or line.kind != "paragraph" or below is None:
        return False
    return not _unfinished(body[at - 1] if at else None, line, below)


def _unfinished(above: Line | None, line: Line, below: Line) -> bool:
    """Whether `line` is a piece of a paragraph that was broken into lines."""
    if below.text[0].islower():
        return True
    return (
        above is not None
        and above.zone == "body"
        and above.end + 1 >= line.start
        and not ends_in_stop(above.text)
        and line.text[0].islower()
    )


def _fall_back(lines: list[Line]) -> None:
    """Take a text of short lines alone as its own body."""
    for line in lines:
        if line.zone in ("title", "heading"):
            line.zone, line.kind = "body", "paragraph"
