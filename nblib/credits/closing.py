"""Frames that close what they report: "…, X said", "…, as X told Y"."""

from .complements import adjuncts_end
from .phrases import BREAKS, is_title, phrase_after
from .words import Word


def closes(words: list[Word], at: int, start: int, right: int | None) -> bool:
    """Whether what is said stands before the subject."""
    if not start or not words[at].verb.takes & {"q", "end"}:
        return False
    if right == at + 1 and words[right].tag == "Q":
        return False
    lead = words[start - 1]
    if lead.tag == "Q" and not is_title(lead):
        return True
    as_told = start > 1 and _as_told(words, start - 1)
    if right is not None or not (as_told or lead.tag in ",-Q"):
        return False
    end = _listener_end(words, at)
    end = adjuncts_end(words, end)
    return end >= len(words) or words[end].tag in BREAKS or words[end].tag in "SL"


def _as_told(words: list[Word], at: int) -> bool:
    """Whether "…, as X told Y and Z told W" leads in a subject."""
    if words[at].low == "as":
        return True
    told = (i for i in range(1, at) if words[i].low == "as" and words[i - 1].tag == ",")
    first = next(told, None) if words[at].low == "and" else None
    return first is not None and any(word.tag == "V" for word in words[first:at])


def _listener_end(words: list[Word], at: int) -> int:
    """Where whoever is told ends, behind a verb of telling."""
    if words[at].verb.kind != "tell":
        return at + 1
    end = phrase_after(words, at + 1)
    if end < len(words) and words[end].tag in "VX":  # another clause has begun
        links = [i for i in range(at + 1, end) if words[i].tag == "L"]
        end = links[-1] if links else end
    return end
