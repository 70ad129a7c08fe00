"""Which lines of an article are its body, and where its sentences end.

Nothing is deleted, only labelled: later stages read the article's own text with
the other zones blanked out (`zone_text`), so that offsets stay true. The unit is
the line, because that is what survives when a page is saved as text. A line is
judged by what it is (form, phrases) and by where it stands: a section that opens
with "Read next" lasts until running text resumes, which is two lines of prose
with no marker between them; a list of teasers has a marker before each item.
"""

import csv
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import pandas as pd
from sentencex import segment

from .tables import check_table, make_table

LINE = re.compile(r"[^\r\n\v\f\x85\u2028\u2029]+")
PROSE_END = re.compile(r"[.!?…。！？؟।:;,] ?['\"’”»)\]]*$")
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
class _Line:
    start: int
    end: int
    text: str
    zone: str = "body"
    kind: str = "paragraph"

    @property
    def words(self) -> int:
        return len(self.text.split())

    @property
    def prose(self) -> bool:
        return self.words >= LONG_LINE or (
            self.words > 1 and bool(PROSE_END.search(self.text))
        )


def find_zones(articles: pd.DataFrame) -> pd.DataFrame:
    r"""Label every line of every article with its zone.

    Parameters
    ----------
    articles : DataFrame
        The articles table.

    Returns
    -------
    DataFrame
        One row per line that is not blank: `article_id, start, end, zone, kind`.
        `zone` is body, title, heading, caption or boilerplate; `kind` says which
        (paragraph, bullet, teaser, comment form, credit line, list of reports, …).

    Examples
    --------
    >>> from nblib import make_articles
    >>> text = "Talks began on Friday.\\nRead next\\n11:52\\nA fair opened in May."
    >>> find_zones(make_articles([{"id": "a", "text": text}]))["kind"].tolist()
    ['paragraph', 'teaser', 'teaser', 'teaser']
    """
    check_table(articles, "articles")
    rows: list[dict[str, Any]] = []
    for article in articles.to_dict("records"):
        lines = _lines(article["text"])
        _label(lines, _plain(article["title"]))
        rows += (
            {
                "article_id": article["article_id"],
                "start": line.start,
                "end": line.end,
                "zone": line.zone,
                "kind": line.kind,
            }
            for line in lines
        )
    return make_table("zones", rows)


def zone_text(
    articles: pd.DataFrame,
    zones: pd.DataFrame,
    keep: Collection[str] = ("body",),
    kinds: Collection[str] = (),
) -> dict[str, str]:
    r"""Return each article's text with all other zones blanked out.

    Parameters
    ----------
    articles, zones : DataFrame
        The tables of those names.
    keep : collection of str, default ("body",)
        Zones that stay.
    kinds : collection of str, default ()
        Kinds that stay whatever their zone.

    Returns
    -------
    dict of str to str
        By `article_id`; each text has its length and its line ends, so that
        offsets hold.

    Examples
    --------
    >>> from nblib import make_articles
    >>> table = make_articles([{"id": "a", "text": "Yes, they met.\\nRead next"}])
    >>> zone_text(table, find_zones(table))
    {'a': 'Yes, they met.\\n         '}
    """
    kept: dict[str, list[tuple[int, int]]] = {}
    chosen = zones["zone"].isin(list(keep)) | zones["kind"].isin(list(kinds))
    for row in zones[chosen].to_dict("records"):
        kept.setdefault(row["article_id"], []).append((row["start"], row["end"]))
    return {
        article_id: _blank(text, kept.get(article_id, []))
        for article_id, text in zip(
            articles["article_id"], articles["text"], strict=True
        )
    }


def split_sentences(
    articles: pd.DataFrame, *, zones: pd.DataFrame | None = None
) -> pd.DataFrame:
    """Split the body of every article into sentences.

    Parameters
    ----------
    articles : DataFrame
        The articles table.
    zones : DataFrame, optional
        The zones table; made when left out.

    Returns
    -------
    DataFrame
        `article_id, sentence_id, start, end`; ids are `ARTICLE:s01` and so on in
        reading order. A sentence never crosses a paragraph.

    Examples
    --------
    >>> from nblib import make_articles
    >>> text = "Mr. Orhun left at 5 p.m. on Friday. Nobody followed him."
    >>> split_sentences(make_articles([{"id": "a", "text": text}]))["end"].tolist()
    [35, 56]
    """
    check_table(articles, "articles")
    zones = find_zones(articles) if zones is None else check_table(zones, "zones")
    bodies = zone_text(articles, zones)
    rows: list[dict[str, Any]] = []
    languages = articles["language"].fillna("en")
    for article_id, language in zip(articles["article_id"], languages, strict=True):
        spans = _sentence_spans(bodies[article_id], language)
        rows += (
            {
                "article_id": article_id,
                "sentence_id": f"{article_id}:s{number:02d}",
                "start": start,
                "end": end,
            }
            for number, (start, end) in enumerate(spans, 1)
        )
    return make_table("sentences", rows)


# --- zones -------------------------------------------------------------------


@cache
def _phrases(scope: str) -> tuple[tuple[str, str], ...]:
    """(phrase, kind) of one scope: section, line or reports."""
    table = files("nblib.lexicons").joinpath("boilerplate.csv").read_text("utf-8")
    rows = csv.DictReader(table.splitlines())
    return tuple((row["phrase"], row["kind"]) for row in rows if row["scope"] == scope)


def _lines(text: str) -> list[_Line]:
    found = []
    for match in LINE.finditer(text):
        stripped = match[0].strip()
        if stripped:
            start = match.start() + match[0].index(stripped)
            found.append(_Line(start, start + len(stripped), stripped))
    return found


def _label(lines: list[_Line], title: str) -> None:
    for line in lines:
        line.zone, line.kind = _alone(line)
    _open_sections(lines)
    _open_reports(lines)
    _label_titles(lines, title)
    if lines and not any(line.zone == "body" for line in lines):
        _fall_back(lines)


def _alone(line: _Line) -> tuple[str, str]:
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


def _open_sections(lines: list[_Line]) -> None:
    """Label what stands below a line that opens a section of the site's own."""
    number = 0
    while number < len(lines):
        kind = _opener(lines[number])
        if kind is None:
            number += 1
            continue
        end = _resumes(lines, number + 1)
        for line in lines[number:end]:
            if line.kind in ("paragraph", "bullet", "clock time"):
                line.zone, line.kind = "boilerplate", kind
        number = end


def _opener(line: _Line) -> str | None:
    plain = _plain(line.text).rstrip(":?!.… ")
    return next((kind for phrase, kind in _phrases("section") if plain == phrase), None)


def _resumes(lines: list[_Line], number: int) -> int:
    """Where running text resumes: two lines of prose with no marker between."""
    for at in range(number, len(lines)):
        if _opener(lines[at]):
            return at
        if len(lines) > at + 1 and _running(lines[at]) and _running(lines[at + 1]):
            above = lines[at - 1]
            headline = at > number and above.words > 3 and above.zone == "body"
            return at - 1 if headline and not above.prose else at
    return len(lines)


def _running(line: _Line) -> bool:
    return line.prose and line.kind == "paragraph" and _opener(line) is None


def _open_reports(lines: list[_Line]) -> None:
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


def _label_titles(lines: list[_Line], title: str) -> None:
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


def _unfinished(above: _Line | None, line: _Line, below: _Line) -> bool:
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


def _fall_back(lines: list[_Line]) -> None:
    """Take a text of short lines alone as its own body."""
    for line in lines:
        if line.zone in ("title", "heading"):
            line.zone, line.kind = "body", "paragraph"


def _plain(text: object) -> str:
    if not isinstance(text, str):
        return ""
    return " ".join(text.translate(APOSTROPHES).casefold().split())


def _blank(text: str, spans: list[tuple[int, int]]) -> str:
    pieces, position = [], 0
    for start, end in sorted(spans):
        pieces += [re.sub(r"[^\r\n]", " ", text[position:start]), text[start:end]]
        position = end
    return "".join([*pieces, re.sub(r"[^\r\n]", " ", text[position:])])


# --- sentences ---------------------------------------------------------------


def _sentence_spans(body: str, language: str) -> Iterator[tuple[int, int]]:
    for start, end in _paragraphs(body):
        position = start
        for piece in segment(language, body[start:end]):
            core = piece.strip()
            if core:
                first = body.index(core, position)
                position = first + len(core)
                yield first, position


def _paragraphs(body: str) -> Iterator[tuple[int, int]]:
    """Spans of lines, where lines that break a running sentence are one span."""
    open_start: int | None = None
    end = 0
    for match in LINE.finditer(body):
        text = match[0].strip()
        if not text:
            continue
        first = match.start() + match[0].index(text)
        if open_start is not None and (
            PROSE_END.search(body[open_start:end]) or not text[0].islower()
        ):
            yield open_start, end
            open_start = None
        if open_start is None:
            bullet = BULLET.match(text)
            open_start = first + (bullet.end() if bullet else 0)
        end = first + len(text)
    if open_start is not None:
        yield open_start, end
