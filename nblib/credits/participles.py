"""Frames that borrow their subject: participles and second verbs.

"…, adding that …" and "… and warned that …" leave out who speaks. It is the subject of
the clause that they hang on, which is not always the last one: what somebody reports
may have speakers of its own.
"""

from itertools import pairwise

from ..lexicons import word_group
from .complements import what_is_said
from .frames import Frame
from .phrases import (
    before_adverbs,
    phrase_after,
    phrase_before,
    speaking_nouns,
    speaks,
)
from .words import Word

LONG_DATELINE = 12  # words
DOES_BY_SAYING = frozenset(["judge", "call", "accuse", "warn", "demand"])
SAYS_SOMETHING = frozenset(
    ["say", "deny", "cite", "claim", "confirm", "promise", "tell"]
)


def participle_frame(words: list[Word], at: int, frames: list[Frame]) -> Frame | None:
    """Borrow the subject: ", adding that …" and "… and warned that …"."""
    verb = words[at].verb
    before = before_adverbs(words, at)
    tag = words[before].tag if before >= 0 else "."
    participle = verb.form == "ing" and not (
        before >= 0 and words[before].low in word_group("be")
    )
    linked = tag == "L" and verb.form != "ing"
    if not (participle or linked):
        return None
    if linked and (words[before].low not in ("and", "but", "or")):
        return None
    right = what_is_said(words, at)
    if right is None or (participle and not _told(words, at, tag, right)):
        return None
    if participle and before < 0:
        return _leading_participle(words, at, right)
    speaker = _absolute(words, before) or _borrowed(words, before, frames, linked)
    if speaker is None:
        return None
    breaks = tag in "L," or tag == "-"
    start = before if tag in "L,-P" else at
    return Frame("participle", at, speaker, start, at + 1, False, right, breaks)


def _told(words: list[Word], at: int, tag: str, right: int) -> bool:
    """Whether a participle tells something: a clause, or a judgement after a comma."""
    if words[right].tag in "SQ" or words[right - 1].tag == ":":
        return True
    kind = words[at].verb.kind
    return kind in DOES_BY_SAYING or (tag in ",L-." and kind in SAYS_SOMETHING)


def _absolute(words: list[Word], before: int) -> tuple[int, int] | None:
    """Find the own subject of "… with X adding that …"."""
    if before < 1 or words[before].tag not in "KWN":
        return None
    start = phrase_before(words, before)
    led = start > 0 and words[start - 1].low in ("with", "as", "of")
    for at in range(start, before):
        if words[at].low == "with" or (
            words[at].low == "of" and words[at + 1].tag == "K"
        ):
            start, led = at + 1, True
    if any(
        w.low.endswith("ed") and v.tag == "D" for w, v in pairwise(words[start:before])
    ):
        return None  # a clause with its verb: "X issued a statement saying"
    return (start, before + 1) if led and start <= before else None


def _leading_participle(words: list[Word], at: int, right: int) -> Frame | None:
    comma = next((i for i in range(right, len(words)) if words[i].tag == ","), None)
    if comma is None or comma + 1 >= len(words):
        return None
    end = phrase_after(words, comma + 1)
    if end == comma + 1:
        return None
    return Frame("participle", at, (comma + 1, end), at, at + 1, False, right, True)


def _borrowed(
    words: list[Word], before: int, frames: list[Frame], linked: bool
) -> tuple[int, int] | None:
    lending = [
        frame
        for frame in frames
        if frame.speaker and frame.shape in ("before", "after", "participle")
    ]
    clause = before
    while clause > 0 and words[clause - 1].tag not in ",;:.SQ":
        clause -= 1
    if words[clause].tag == "R" and clause < before and words[clause].low != "it":
        return clause, clause + 1
    for at in range(len(lending) - 1, -1, -1):
        inside = any(_reports_clause(words, other) for other in lending[:at])
        if lending[at].breaks or not inside:
            return lending[at].speaker
    return first_subject(words, before)


def _reports_clause(words: list[Word], frame: Frame) -> bool:
    """Whether a whole clause is reported, in which others may speak."""
    verb = words[frame.cue].verb
    clausal = bool(verb.takes & {"that", "wh"})
    return clausal and frame.right is not None and words[frame.right].tag != "Q"


def first_subject(words: list[Word], before: int) -> tuple[int, int] | None:
    """Return the sentence's first noun phrase, taken as the subject of its clause.

    A clause or phrase that leads the sentence in is passed over up to its comma.
    """
    at = _dateline_end(words)
    while at < before and words[at].tag in "BLT,\"“”'":
        at += 1
    if at < before and (words[at].tag in "PSV" or _leads_in(words, at)):
        behind = [i + 1 for i in range(at, before - 1) if words[i].tag == ","]
        at = next((i for i in behind if words[i].tag in "DKRG"), before)
    if at >= before or words[at].tag not in "DKRWN":
        return None
    end = at + 1
    if words[at].tag != "R":
        while end < before and words[end].tag in "KWNG" and end - at < 6:
            if words[end].tag == "W" and _headed(words, at, end):
                break
            end += 1
    return (at, end) if speaks(words[at:end]) else None


def _leads_in(words: list[Word], at: int) -> bool:
    """Whether a participle leads the sentence in: "Chastened by the vote, …"."""
    follows = words[at + 1].tag if at + 1 < len(words) else "."
    return words[at].low.endswith(("ed", "ing")) and follows in "PD"


def _dateline_end(words: list[Word]) -> int:
    """Where a place, a date and an agency before a dash end."""
    dash = next((at for at, w in enumerate(words[:LONG_DATELINE]) if w.tag == "-"), 0)
    place = words[0].text.isupper() and all(w.tag in "KNT(),/." for w in words[:dash])
    return dash + 1 if dash and place else 0


def _headed(words: list[Word], first: int, at: int) -> bool:
    """Whether the phrase has its noun before `at`, so that a verb stands there."""
    nouns, before = speaking_nouns(), words[at - 1]
    if words[at].low in nouns:
        return False
    return before.low in nouns or (before.tag == "K" and words[first].tag != "D")


def name_before(words: list[Word], stop: int) -> tuple[int, int] | None:
    """Return the name that stands right before the word `stop`."""
    start = stop
    while start > 0 and words[start - 1].tag in "KG":
        start -= 1
    return (start, stop) if start < stop else None
