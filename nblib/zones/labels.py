"""Label lines: first each by its own form, then by the section it stands in."""

import re
from dataclasses import dataclass
from functools import cache

from ..lexicons import read_lexicon

LINE = re.compile(r"[^\r\n\v\f\x85\u2028\u2029]+")
PROSE_END = re.compile(r"[.!?…。！？؟।:;,] ?['\"’”»)\]]*(?: ?\([^()]{1,40}\))?$")
MARKDOWN_HEADING = re.compile(r"#{1,6}\s+(?=\S)")
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
DATELINE = re.compile(
    r"[A-Z][^\W\d_]+(?:[ /-][A-Z][^\W\d_]+){0,3},\s+"
    rf"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,?\s+)?(?:(?:{MONTHS})[a-z.]*\s+"
    rf"\d{{1,2}}|\d{{1,2}}\s+(?:{MONTHS})[a-z.]*)(?:,?\s+\d{{4}})?\s*[–—:-]*",
    re.IGNORECASE,
)
LONG_LINE = 15  # words; a headline is shorter, a paragraph without its stop is not
LONG_NAME = 10  # words; the name of a section of a page is short
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
def _patterns(scope: str) -> tuple[tuple[re.Pattern[str], str], ...]:
    """(pattern, kind) of one scope: section, line or reports."""
    return tuple(
        (re.compile(row["pattern"]), row["kind"])
        for row in read_lexicon("boilerplate")
        if row["scope"] == scope
    )


def _names(line: Line, scope: str) -> str | None:
    """Kind of the section whose name the whole line is."""
    if line.words > LONG_NAME:
        return None
    plain = MARKDOWN_HEADING.sub("", _plain(line.text)).strip(":?!.… ")
    return next((kind for p, kind in _patterns(scope) if p.fullmatch(plain)), None)


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
    for pattern, kind in _patterns("line"):
        found = pattern.search(plain)
        if found and line.words <= LONG_PHRASE_LINE * len(found[0].split()):
            return "boilerplate", kind
    if line.words <= LONG_CREDIT_LINE and CREDIT_LINE.search(line.text):
        return "boilerplate", "credit line"
    for form, kind in (
        (DATE_LINE, "page date"),
        (DATELINE, "dateline"),
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
        kind = _names(lines[number], "section")
        if kind is None:
            number += 1
            continue
        above = any(_running(line) for line in lines[:number])
        end = _resumes(lines, number + 1, page_head=not above)
        for line in lines[number:end]:
            if line.kind in ("paragraph", "bullet", "clock time"):
                line.zone, line.kind = "boilerplate", kind
        number = end


def _resumes(lines: list[Line], number: int, *, page_head: bool) -> int:
    """Where running text resumes: two lines of prose with no marker between.

    At the head of a page the line above the first prose is the article's title.
    """
    for at in range(number, len(lines)):
        if _names(lines[at], "section"):
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
    return line.prose and line.kind == "paragraph" and _names(line, "section") is None


def _open_reports(lines: list[Line]) -> None:
    """Label the list of the reports that an article says it was made from."""
    inside = False
    for number, line in enumerate(lines):
        below = lines[number + 1] if number + 1 < len(lines) else None
        if _names(line, "reports") and below is not None:
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


def _label_titles(lines: list[Line], title: str) -> None:
    """Tell titles and headings: short lines without a stop, above running text."""
    body = [line for line in lines if line.zone == "body"]
    first = next((at for at, line in enumerate(body) if line.prose), len(body))
    head = [line for at, line in enumerate(body[:first]) if _stands_alone(body, at)]
    if head:
        given = [line for line in head if _plain(line.text) == title]
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
