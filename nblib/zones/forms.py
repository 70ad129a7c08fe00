"""What a line is by its own form: a table of forms, tried in their order.

A form that is short in words is believed only in a short line: a caption may be long,
a byline may not. Phrases that belong to sites stand in the lexicon.
"""

import re
from typing import NamedTuple

from ..articles.phrases import line_phrase

LINE = re.compile(r"\S[^\r\n\v\f\x85\u2028\u2029]*")  # from its first sign on
STOPS = ".!?…。！？؟।:;,"
PROSE_END = re.compile(rf"[{STOPS}] ?['\"’”»)\]]{{0,4}}(?: ?\([^()]{{1,40}}\))?$")
MARKDOWN_HEADING = re.compile(r"#{1,6}\s+(?=\S)")
BULLET = re.compile(r"(?:[-–—―•*·▪◦‣]|\d{1,2}[.)])\s+(?=\S)")
MONTHS = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"
WEEKDAY = r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,?\s+)?"
MONTH = rf"(?:{MONTHS})[a-z]{{0,6}}\.?"
DAY = rf"(?:{MONTH}\s+\d{{1,2}}|\d{{1,2}}\s+{MONTH})"
NAME = r"[A-Z][\w.'’-]{0,30}"
QUOTE_OPEN = "\"“«„‘'"
DASH = "[―—–‒-]"

CLOCK = re.compile(r"\d{1,2}[:.]\d\d(?: ?[ap]\.?m\.?)?(?: ?[A-Z]{2,4})?", re.IGNORECASE)
PHOTO = re.compile(
    r"\((?:[^()]{0,200}\b(?:photo|image|picture|pictured|file|handout|screengrab|"
    r"screenshot|courtesy|getty|via)\b[^()]{0,200}|"
    r"[A-Z][^()/]{2,60}/[A-Z][^()/]{1,60})\)$",
    re.IGNORECASE,
)
PHOTO_BRACKET = re.compile(
    r"\[(?:file: ?)?[^\[\]/]{2,80}/[^\[\]/]{2,60}\]$", re.IGNORECASE
)
PHOTO_LABEL = re.compile(
    r"^(?:(?:file )?(?:photo|image|picture|photograph|video|graphic|illustration|"
    r"caption)"
    r"(?: credits?| by)?\s*[:|©]|(?:file photo|photo credit|image credit)s?\b)",
    re.IGNORECASE,
)
PHOTO_TAIL = re.compile(  # "… on Monday. Photograph: Ana Duro/Harbour News"
    r"(?:^|[.!?)”\"] |\| ?)(?:Photographs?|Photos?|Pictures?|Images?|Pics?|Credit|"
    r"Illustration|Composite)(?: by| credit)?: ?[A-Z©][^.:;!?]{1,80}$"
)
PHOTO_NAMES = re.compile(
    rf"(?:© ?)?{NAME}(?: {NAME}){{0,3}} ?/ ?{NAME}(?: {NAME}){{0,3}}"
    rf"(?: via {NAME}(?: {NAME}){{0,3}})?"
)
BYLINE = re.compile(
    rf"(?i:by|von|par|por|di|door|yazan|(?:writer|author|words|text|story by) ?(?=:))"
    rf"[:\s]\s*{NAME}"
    rf"(?:(?:,| and| &| \|| in| for| of| de| van| bin| al| special to)*"
    rf"[ ]{NAME}){{0,9}}"
)
CREDIT_LINE = re.compile(
    r"(?<![^\W_])(?:(?:contributed to this (?:report|article|story)|"
    r"(?:additional |with )?reporting by|(?:copy)?editing by|writing by|"
    r"translat(?:ed|ion) by|"
    r"with (?:additional )?(?:reporting|files|reports|material|inputs?) (?:from|by)|"
    r"this (?:report|article|story) (?:first appeared|was first published|originally "
    r"appeared)|compiled from (?:wire|agency) (?:services|reports)|"
    r"with (?:agency inputs|inputs from agencies))\b|"
    r"\A\(?source: ?\w+(?: [\w’'.-]+){0,4}\)?\Z)",
    re.IGNORECASE,
)
WIRE_TAG = re.compile(r"\(?[A-Z]{2,6}(?:[/-][A-Z]{2,6}){0,2}\)?|[-–—] ?[A-Z]{2,6}")
RULE = re.compile(r"[\W_]+")
DATE_LINE = re.compile(
    r"(?:(?:updated|published|posted|last (?:updated|modified))(?: on)? ?:?\s*)?"
    rf"{WEEKDAY}(?:{DAY},?\s+\d{{4}}|\d{{4}}-\d\d-\d\d)"
    r"(?:[ ,|–—-]{1,4}[\w:.+ ]{0,30})?",
    re.IGNORECASE,
)
DATELINE = re.compile(
    rf"[A-Z][^\W\d_]{{1,30}}(?:[ /-][A-Z][^\W\d_]{{1,30}}){{0,3}},\s+"
    rf"{WEEKDAY}{DAY}(?:,?\s+\d{{4}})?\s*[–—:-]{{0,2}}",
    re.IGNORECASE,
)
SIGNED = re.compile(
    rf"\A[{QUOTE_OPEN}].{{2,500}}[\"”»'’]\s*{DASH}\s*\S.{{0,100}}", re.DOTALL
)
QUESTION = re.compile(
    r"(?:who|whom|whose|what|when|where|why|how|which|is|are|was|were|do|does|did|can|"
    r"could|will|would|should|has|have|had|may|might)\b[^.!?\"“”«»]{2,120}\?",
    re.IGNORECASE,
)


TAIL = 60  # characters at the end of a line in which its stop stands


def ends_in_stop(text: str) -> bool:
    """Whether a line ends like a sentence, marks and a short credit apart.

    Examples
    --------
    >>> [ends_in_stop(line) for line in ("They met.”", "They met. (HN)", "Talks")]
    [True, True, False]
    """
    return bool(PROSE_END.search(text[-TAIL:]))


class Form(NamedTuple):
    """A form, how it is sought, and the longest line in which it is believed.

    `mark` stands in every such line; nearly all others are told by its absence.
    """

    pattern: re.Pattern[str]
    whole: bool
    words: int
    zone: str
    kind: str
    mark: str = ""


LONG_LINE = 15  # words; a headline is shorter, a paragraph without its stop is not
CAPTIONS = (
    Form(PHOTO, False, 80, "caption", "photo caption", ")"),
    Form(PHOTO_BRACKET, False, 80, "caption", "photo caption", "/"),
    Form(PHOTO_LABEL, False, 80, "caption", "photo caption"),
    Form(PHOTO_TAIL, False, 80, "caption", "photo caption", ":"),
    Form(PHOTO_NAMES, True, 10, "caption", "photo credit", "/"),
)
FORMS = (
    Form(CREDIT_LINE, False, 30, "boilerplate", "credit line"),
    Form(WIRE_TAG, True, 3, "boilerplate", "credit line"),
    Form(DATE_LINE, True, LONG_LINE, "boilerplate", "page date"),
    Form(DATELINE, True, LONG_LINE, "boilerplate", "dateline"),
    Form(CLOCK, True, LONG_LINE, "boilerplate", "clock time"),
    Form(BYLINE, True, LONG_LINE, "boilerplate", "byline"),
    Form(RULE, True, LONG_LINE, "boilerplate", "rule"),
    Form(SIGNED, True, 80, "body", "quotation"),
    Form(QUESTION, True, LONG_LINE, "body", "question", "?"),
)


def form_of(text: str, words: int) -> tuple[str, str]:
    """Return zone and kind of a line of so many words by its form alone.

    Examples
    --------
    >>> form_of("Boats in the harbour. (Ana Duro/Harbour News)", 7)
    ('caption', 'photo caption')
    >>> form_of("“Nobody sleeps here.” ― Ana Duro", 6), form_of("By Ana Duro", 3)
    (('body', 'quotation'), ('boilerplate', 'byline'))
    """
    found = _first(CAPTIONS, text, words)
    if found:
        return found
    kind = line_phrase(text, words)
    if kind:
        return "boilerplate", kind
    found = _first(FORMS, text, words)
    return found or ("body", "bullet" if BULLET.match(text) else "paragraph")


def _first(forms: tuple[Form, ...], text: str, words: int) -> tuple[str, str] | None:
    for form in forms:
        if words <= form.words and form.mark in text:
            sought = form.pattern.fullmatch if form.whole else form.pattern.search
            if sought(text):
                return form.zone, form.kind
    return None
