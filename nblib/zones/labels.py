"""Label lines: first each by its own form, then by the section it stands in."""

import csv
import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

LINE = re.compile(r"[^\r\n\v\f\x85\u2028\u2029]+")
PROSE_END = re.compile(r"[.!?…。！？؟।:;,] ?['\"’”»)\]]*(?: ?\([^()]{1,40}\))?$")
BULLET = re.compile(r"(?:[-–—•*·▪◦‣]|\d{1,2}[.)])\s+(?=\S)")
CLOCK = re.compile(r"\d{1,2}[:.]\d\d(?: ?[ap]\.?m\.?)?(?: ?[A-Z]{2,4})?", re.IGNORECASE)
PHOTO = re.compile(
    r"\((?:[^()]*\b(?:photo|image|picture|pictured|file|handout|screengrab|"
    r"screenshot|courtesy|getty|via)\b[^()]*|[A-Z][^()/]{2,60}/[A-Z][^()/]{1,60})\)$",
    re.IGNORECASE,
)
PHOTO_LABEL = re.compile(
    r"(?:file )?(?:photo|image|picture|photograph|video|graphic|illustration|caption)"
    r"(?: credits?| by)?\s*[:|©]",
    re.IGNORECASE,
)
BYLINE = re.compile(r"(?:by|von|par|por)\s+[A-Z][\w.'’-]+(?:[ ,&|]+[\w.'’-]+){0,9}")
CREDIT_LINE = re.compile(
    r"(?:contributed to this (?:report|article|story)|"
    r"(?:additional |with )?reporting by|editing by|writing by|"
    r"with (?:additional )?(?:reporting|files|reports|material|input) (?:from|by)|"
    r"this (?:report|article|story) (?:first appeared|was first published|originally "
    r"appeared)|compiled from (?:wire|agency) (?:services|reports))\b",
    re.IGNORECASE,
)
MONTHS = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"
DATE_LINE = re.compile(
    r"(?:(?:updated|published|posted|last (?:updated|modified))(?: on)?:?\s*)?"
    rf"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,?\s+)?(?:(?:{MONTHS})[a-z.]*\s+"
    rf"\d{{1,2}},?\s+\d{{4}}|\d{{1,2}}\s+(?:{MONTHS})[a-z.]*,?\s+\d{{4}}|\d{{4}}-\d\d-\d\d)"
    r"(?:[ ,|–—-]+[\w:.+ ]{0,30})?",
    re.IGNORECASE,
)
APOSTROPHES = str.maketrans("’‘", "''")
LONG_LINE = 15  # words; a headline is shorter, a paragraph without its stop is not
LONG_PHRASE_LINE = 8  # words a word of a site phrase; in a longer line it is prose
LONG_CREDIT_LINE = 30  # words
LONG_CAPTION = 80  # words


@dataclass
class Line:
    """One line of an article and what it is taken for."""

    start: int
    end: int
    text: str
    zone: str = "body"
    kind: str = "paragraph"

    @property
    def words(self) -> int:
        """Count of words."""
        return len(self.text.split())

    @property
    def prose(self) -> bool:
        """Whether this reads as running text: it is long, or it ends in a stop."""
        return self.words >= LONG_LINE or (
            self.words > 1 and bool(PROSE_END.search(self.text))
        )


def label_lines(text: str, title: object = None) -> list[Line]:
    """Return the lines of a text that are not blank, each with zone and kind."""
    lines = split_lines(text)
    for line in lines:
        line.zone, line.kind = _alone(line)
    _open_sections(lines)
    _open_reports(lines)
    _label_titles(lines, _plain(title))
    if lines and not any(line.zone == "body" for line in lines):
        _fall_back(lines)
    return lines


@cache
def _phrases(scope: str) -> tuple[tuple[str, str], ...]:
    """(phrase, kind) of one scope: section, line or reports."""
    table = files("nblib.lexicons").joinpath("boilerplate.csv").read_text("utf-8")
    rows = csv.DictReader(table.splitlines())
    return tuple((row["phrase"], row["kind"]) for row in rows if row["scope"] == scope)


def split_lines(text: str) -> list[Line]:
    """Return the lines that are not blank, without the blanks around them."""
    found = []
    for match in LINE.finditer(text):
        stripped = match[0].strip()
        if stripped:
            start = match.start() + match[0].index(stripped)
            found.append(Line(start, start + len(stripped), stripped))
    return found


def _alone(line: Line) -> tuple[str, str]:
    """Zone and kind of a line by its own form."""
    plain = _plain(line.text)
    if line.words <= LONG_CAPTION and (
        PHOTO.search(line.text) or PHOTO_LABEL.match(line.text)
    ):
        return "caption", "photo caption"
    for phrase, kind in _phrases("line"):
        if phrase in plain and line.words <= LONG_PHRASE_LINE * len(phrase.split()):
            return "boilerplate", kind
    if line.words <= LONG_CREDIT_LINE and CREDIT_LINE.search(line.text):
        return "boilerplate", "credit line"
    for form, kind in (
        (DATE_LINE, "page date"),
        (CLOCK, "clock time"),
        (BYLINE, "byline"),
    ):
        if line.words <= LONG_LINE and form.fullmatch(line.text):
            return "boilerplate", kind
    return "body", "bullet" if BULLET.match(line.text) else "paragraph"


def _open_sections(lines: list[Line]) -> None:
    """Label what stands below a line that opens a section of the site's own."""
    number = 0
    while number < len(lines):
        kind = _opener(lines[number])
        if kind is None:
            number += 1
            continue
        above = any(_running(line) for line in lines[:number])
        end = _resumes(lines, number + 1, page_head=not above)
        for line in lines[number:end]:
            if line.kind in ("paragraph", "bullet", "clock time"):
                line.zone, line.kind = "boilerplate", kind
        number = end


def _opener(line: Line) -> str | None:
    plain = _plain(line.text).rstrip(":?!.… ")
    return next((kind for phrase, kind in _phrases("section") if plain == phrase), None)


def _resumes(lines: list[Line], number: int, *, page_head: bool) -> int:
    """Where running text resumes: two lines of prose with no marker between.

    At the head of a page the line above the first prose is the article's title.
    """
    for at in range(number, len(lines)):
        if _opener(lines[at]):
            return at
        if len(lines) > at + 1 and _running(lines[at]) and _running(lines[at + 1]):
            above = lines[at - 1]
            title = page_head and at > number and above.zone == "body"
            return at - 1 if title and above.words > 3 and not above.prose else at
    return len(lines)


def _running(line: Line) -> bool:
    return line.prose and line.kind == "paragraph" and _opener(line) is None


def _open_reports(lines: list[Line]) -> None:
    """Label the list of the reports that an article says it was made from."""
    heads = {phrase for phrase, _ in _phrases("reports")}
    inside = False
    for number, line in enumerate(lines):
        below = lines[number + 1] if number + 1 < len(lines) else None
        if _plain(line.text).rstrip(":. ") in heads and below is not None:
            inside = below.kind == "bullet" or not below.prose
            if inside:
                line.zone, line.kind = "heading", "heading"
        elif inside and (
            line.kind == "bullet" or (not line.prose and line.zone == "body")
        ):
            line.zone, line.kind = "boilerplate", "list of reports"
        else:
            inside = False


def _label_titles(lines: list[Line], title: str) -> None:
    """Tell titles and headings: short lines without a stop, above running text."""
    body = [line for line in lines if line.zone == "body"]
    seen_prose = False
    for number, line in enumerate(body):
        below = body[number + 1] if number + 1 < len(body) else None
        if title and _plain(line.text) == title and not seen_prose:
            line.zone, line.kind = "title", "title"
        elif line.kind == "paragraph" and not line.prose and below is not None:
            if _unfinished(body[number - 1] if number else None, line, below):
                continue
            kind = "heading" if seen_prose or below.kind == "bullet" else "title"
            line.zone, line.kind = kind, kind
        seen_prose = seen_prose or (line.zone == "body" and line.prose)


def _unfinished(above: Line | None, line: Line, below: Line) -> bool:
    """Whether `line` is a piece of a paragraph that was broken into lines."""
    if below.text[0].islower():
        return True
    return (
        above is not None
        and above.zone == "body"
        and above.end + 1 >= line.start
        and not PROSE_END.search(above.text)
        and line.text[0].islower()
    )


def _fall_back(lines: list[Line]) -> None:
    """Take a text of short lines alone as its own body."""
    for line in lines:
        if line.zone in ("title", "heading"):
            line.zone, line.kind = "body", "paragraph"


def _plain(text: object) -> str:
    if not isinstance(text, str):
        return ""
    return " ".join(text.translate(APOSTROPHES).casefold().split())
