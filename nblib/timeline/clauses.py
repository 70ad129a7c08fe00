"""Which time belongs to which clause of a sentence."""

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from ..timexes.calendars import NAMES, grain_of, is_date, span_of
from .speakers import is_saying, takes_clause

Row = dict[str, Any]

_KEPT = 4096  # values whose days are remembered: news tells the same days
_RANGE = re.compile(r"\s*(?:to|through|until|till|[-–—])\s*")
_RELATIVE = re.compile(r"\b(?:which|who|whose|where)\b[^,]*$")
_PLACE = re.compile(r"\s*[A-Z]{3}[^.!?\n:–—]{0,50}$")
_DASH = re.compile(r"[^\S\n]*(?:\([^)\n]{2,40}\)\s*)?(?:[-–—:]|_+)\s")
_SAID = re.compile(r",[^,]{3,80} ([a-z]+) (?:on )?$")
_BESIDE_VERB = re.compile(r"(?: [\w’']+){1,3} ")
_OPEN = re.compile(r"XXXX-(?:WXX-\d|\d\d)")  # a weekday, a day or month of no year
_PREPOSITION = 4  # letters of "on " before a time
_PASSING_ON = ("quoting", "citing")
_LEADS = ("following", "after", "despite", "in the wake of", "in response to")
_OTHER = re.compile(rf"\b(?:{'|'.join(_LEADS)})\s+([^,;.:]{{20,}})")
_CLOSES = re.compile(r"\s*(?:[.,]|$)")
_BESIDE = re.compile(
    r"\b(?:since|than|until|till|before|from|follow(?:s|ed|ing)?|after)\s+"
    r"(?:(?!(?:on|in|at)\b)\w+\s+){0,5}$",
    re.IGNORECASE,
)


def when(timex: Row) -> str | None:
    """Return the calendar value of an expression, or what is known of its day."""
    value = timex["value"] if timex["implied"] is None else timex["implied"]
    known = "/" in value or is_date(value) or _OPEN.match(value)
    return str(value) if known else None


def dated(timex: Row) -> Row:
    """Return the fields of a mention that an expression fills."""
    return {"timex": (timex["start"], timex["end"]), **_times(when(timex) or "")}


@lru_cache(_KEPT)
def _times(value: str) -> Mapping[str, Any]:
    """Return the days and the grain of a calendar value, or what is known of a day."""
    if value.startswith("XXXX"):
        return {"open_day": value[:10]}
    if "/" in value:
        one, two = (span_of(end) for end in value.split("/"))
        last = max(one[1], two[1])
        return {"first": one[0], "last": last, "granularity": "interval"}
    first, last = span_of(value)
    name = NAMES.get(grain_of(value.split("T")[0]) or "", "interval")
    return {"first": first, "last": last, "granularity": name}


def with_ranges(text: str, timexes: list[Row]) -> list[Row]:
    """Return the expressions, the two ends of a range as one."""
    joined: list[Row] = []
    for timex in timexes:
        last = joined[-1] if joined else None
        if last and _RANGE.fullmatch(text[last["end"] : timex["start"]]):
            ends = [when(last), when(timex)]
            if all(is_date(end) for end in ends):
                value = "/".join(str(end) for end in ends)
                joined[-1] = {
                    **last,
                    "end": timex["end"],
                    "value": value,
                    "implied": None,
                }
                continue
        joined.append(timex)
    return joined


def says(quote: Row) -> bool:
    """Tell a statement from a thought or a judgement."""
    if quote["cue"] is None or quote["speaker"] is None:
        return False
    return is_saying(quote["cue"])


def _closes(timex: Row, quote: Row) -> bool:
    """Tell whether a time ends what is no sentence: "voiced its thanks on Monday"."""
    return not takes_clause(quote["cue"]) and quote["end"] - timex["end"] <= 1


def aside(text: str, quote: Row) -> bool:
    """Tell whether words are judged in passing: "a raid, which it called a warning"."""
    at = quote["speaker_start"]
    return at is not None and text.endswith((" which ", " whom "), 0, at)


def _opens(timex: Row, said: list[Row], text: str) -> bool:
    """Tell whether a time stands before "that": "he said a week ago that"."""
    begins = any(timex["start"] - quote["start"] < _PREPOSITION for quote in said)
    return begins and text[timex["end"] :].startswith(" that ")


def dates_saying(text: str, timex: Row, said: list[Row], quotes: list[Row]) -> bool:
    """Tell whether a time stands outside what was said, or before all of it."""
    clauses = [quote for quote in said if not _closes(timex, quote)]
    if not when(timex) or (within(timex, clauses) and not _opens(timex, said, text)):
        return False
    others = [quote for quote in quotes if quote not in said]
    return not within(timex, others) or all(timex["start"] < q["start"] for q in said)


def beside_clauses(
    text: str, start: int, end: int, timexes: list[Row]
) -> list[tuple[int, int]]:
    """Return the parts of a sentence that name another happening without its time.

    "The pier was shut, following the collision of two barges."
    """
    if not any(map(text[start:end].__contains__, _LEADS)):
        return []
    spans = [(m.start(1), m.end(1)) for m in _OTHER.finditer(text, start, end)]
    return [
        (first, last)
        for first, last in spans
        if not any(t["start"] < last and first < t["end"] for t in timexes)
    ]


def of_another(text: str, timex: Row, said: list[Row], quotes: list[Row]) -> bool:
    """Tell whether a time stands beside the verb of another speaker.

    "The bridge is safe, the mayor said, but must rest, engineers said Friday."
    """
    speakers = [quote["speaker"] for quote in said]
    for quote in quotes:
        other = quote["speaker"] is not None and quote["speaker"] not in speakers
        if other and quote["speaker_end"] is not None:
            between = text[quote["speaker_end"] : timex["start"]]
            if _BESIDE_VERB.fullmatch(between):
                return True
    return False


def handed_on(quote: Row, outer: list[Row]) -> bool:
    """Tell whether words are passed on by another speaker of the sentence.

    "The agency reported on Monday, quoting officers": the officers spoke by then too.
    """
    inside = any(
        q["start"] <= quote["speaker_start"] < q["end"]
        for q in outer
        if quote["speaker_start"] is not None
    )
    return inside or quote["cue"].lower().startswith(_PASSING_ON)


def dates_happening(text: str, start: int, timex: Row, said: list[Row]) -> bool:
    """Tell whether a time dates what happened.

    It does not beside the verb of saying, nor after "since", "than" or "before",
    where it is what the happening is measured against.
    """
    if not when(timex) or in_dateline(text, start, timex):
        return False
    if (said and not within(timex, said)) or beside_saying(text, start, timex):
        return False
    return not _BESIDE.search(text[start : timex["start"]])


def beside_saying(text: str, start: int, timex: Row) -> bool:
    """Tell whether a time follows a verb of saying that closes the sentence.

    "The pier is closed, the harbour master said a day later."
    """
    before = _SAID.search(text[start : timex["start"]])
    return bool(before and is_saying(before[1]) and _CLOSES.match(text[timex["end"] :]))


def in_dateline(text: str, start: int, timex: Row) -> bool:
    """Tell whether a time stands in "LINDAU, April 10 (Wire) —": that is the report's.

    The sentence that follows it has a time of its own, or none.
    """
    opens = _PLACE.fullmatch(text[start : timex["start"]])
    return bool(opens and _DASH.match(text[timex["end"] :]))


def nearest(text: str, start: int, timexes: list[Row], quotes: list[Row]) -> Row | None:
    """Return the expression that stands nearest to the verb of saying.

    One in a relative clause that the verb is not part of ("the firm, which closed
    on Monday, said") dates something else.
    """
    if not timexes:
        return None
    cues = {m.start() for q in quotes for m in re.finditer(re.escape(q["cue"]), text)}
    places = [start + cue for cue in sorted(cues)] or [start]
    held = []
    for timex in timexes:
        clause = _RELATIVE.search(text[: timex["start"] - start])
        opens = start + clause.start() if clause else None
        if opens is None or any(opens < place < timex["start"] for place in places):
            distance = min(abs(timex["start"] - place) for place in places)
            held.append((distance, timex["start"], timex))
    return min(held, key=lambda item: item[:2])[2] if held else None


def within(timex: Row, quotes: list[Row]) -> bool:
    """Tell whether an expression stands inside what was said."""
    return any(quote["start"] <= timex["start"] < quote["end"] for quote in quotes)


def is_time(quote: Row, timexes: list[Row]) -> bool:
    """Tell whether what is taken for speech is nothing but a time."""
    return any(
        t["start"] <= quote["start"] and quote["end"] <= t["end"] for t in timexes
    )
