"""Frames without a verb of saying: what somebody made known elsewhere or in public.

"Orlo, who spoke to …", "Orlo put herself forward as a go-between" and "the ministry, in
a message to reporters, drew a line" tell what was said, with words that no list of
verbs of saying can hold. What was said stands elsewhere, or is the whole sentence.
"""

from functools import cache

from ..lexicons import word_group
from .frames import Frame
from .phrases import before_auxiliaries, speaks, subject_before
from .words import Word

SPOKE = frozenset(["spoke", "spoken"])
SELVES = frozenset(["himself", "herself", "itself", "themselves"])
LONG_MESSAGE = 10  # words
LONG_LEAD = 4  # words


@cache
def stance_words() -> frozenset[str]:
    """Return the words around which a stance can stand."""
    return SPOKE | SELVES | word_group("utterance")


def stance_frame(words: list[Word], at: int, frames: list[Frame]) -> Frame | None:
    """Find a stance around a word that is no verb of saying.

    Parameters
    ----------
    words : list of Word
        The sentence.
    at : int
        Index of the word.
    frames : list of Frame
        What was found before it.
    """
    low = words[at].low
    if low in SPOKE:
        return _interviewed(words, at)
    if low in SELVES:
        return _styled(words, at)
    if low in word_group("utterance"):
        return _in_message(words, at, frames)
    return None


def _interviewed(words: list[Word], at: int) -> Frame | None:
    """Find "X, who spoke to …": what X said stands elsewhere."""
    link = before_auxiliaries(words, at)
    listener = at + 1 < len(words) and words[at + 1].low in ("to", "with", "on")
    if not listener or link < 1 or words[link].low != "who":
        return None
    return _chain(words, at, at)


def _styled(words: list[Word], at: int) -> Frame | None:
    """Find "X touted himself as a …", "X put herself forward"."""
    after = [word.low for word in words[at + 1 : at + 3]]
    role = after[:1] == ["as"] and after[1:] in (["a"], ["an"], ["the"], ["its"])
    if at < 2 or not (role or after[:1] == ["forward"]):
        return None
    return _chain(words, at - 1, at - 1) if words[at - 1].tag in "WV" else None


def _in_message(words: list[Word], at: int, frames: list[Frame]) -> Frame | None:
    """Find "X, in a message to …, did …"."""
    start = at - 1
    while start > 0 and words[start].tag in "DKW" and at - start < LONG_LEAD:
        start -= 1
    end = at + 1
    limit = min(len(words), at + LONG_MESSAGE)
    while end < limit and words[end].tag not in ",.;:Q":
        end += 1
    apart = start > 0 and words[start - 1].tag == "," == words[min(end, limit - 1)].tag
    led = words[start].low in ("in", "via", "through")
    if not (apart and led) or any(frame.start < start for frame in frames):
        return None
    return _chain(words, at, start - 1)


def _chain(words: list[Word], cue: int, verb: int) -> Frame | None:
    """Return a frame around the subject before a word."""
    subject = subject_before(words, verb)
    if subject is None or not speaks(words[slice(*subject)]):
        return None
    return Frame("chain", cue, subject, subject[0], max(subject[1], cue + 1))
