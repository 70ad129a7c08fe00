"""Frames in the passive: "… was reported by X", "sources quoted by X", "was quoted as".

The agent speaks. Without "be" the participle hangs on a noun and tells through whom
that noun is heard: a chain.
"""

from ..lexicons import word_group
from .complements import what_is_said
from .frames import Frame
from .phrases import before_adverbs, phrase_after, speaks, subject_before
from .words import Word


def is_passive(words: list[Word], at: int) -> bool:
    """Whether a form of "be" makes the verb passive."""
    back = before_adverbs(words, at)
    while back > 0 and words[back].low in ("not", "never"):
        back = before_adverbs(words, back)
    return (
        words[at].verb.form == "past"
        and back >= 0
        and (
            words[back].low in word_group("be") and words[back].low not in ("'s", "’s")
        )
    )


def is_reduced(words: list[Word], at: int) -> bool:
    """Whether the verb is a participle behind a noun, with its agent."""
    return (
        words[at].verb.form == "past"
        and at + 1 < len(words)
        and words[at + 1].low == "by"
        and at > 0
        and words[at - 1].tag in "KWNT,"
    )


def passive_frame(words: list[Word], at: int, *, reduced: bool) -> Frame | None:
    """Find "… was reported by X", or "…, quoted by X, …" (a chain)."""
    by = next(
        (i for i in range(at + 1, min(at + 5, len(words))) if words[i].low == "by"),
        None,
    )
    if by is None or by + 1 >= len(words):
        return _quoted_as_saying(words, at)
    end = phrase_after(words, by + 1)
    if end == by + 1 or not speaks(words[by + 1 : end]):
        return None
    shape = "chain" if reduced else "passive"
    return Frame(shape, at, (by + 1, end), at, end, not reduced, None, False)


def _quoted_as_saying(words: list[Word], at: int) -> Frame | None:
    low = [word.low for word in words[at : at + 3]]
    if low[1:] != ["as", "saying"]:
        return None
    subject = subject_before(words, at)
    right = what_is_said(words, at + 2)
    if subject is None:
        return None
    if right is None:
        return Frame("before", at + 2, subject, subject[0], at + 3, True, None, True)
    return Frame("before", at + 2, subject, subject[0], at + 3, False, right, True)
