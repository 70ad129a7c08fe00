"""Verb forms that are nouns here, told by the words around them.

"The report said" and "officials report" share a form. A determiner or a possessive
before it makes it a noun; so does a clause that has its verb already.
"""

from collections.abc import Iterable

from ..lexicons import word_group
from .phrases import BREAKS
from .words import Word


def untag_nouns(words: list[Word], places: Iterable[int]) -> None:
    """Take back the verb tag where a determiner or a possessive makes it a noun.

    `places` are those of all words that may have it, in order.
    """
    for at in places:
        word = words[at]
        if word.tag != "V" or not at or " " in word.low:
            continue
        form = word.verb.form
        if form in ("base", "present"):
            noun = _owned(words, at) or _accorded(words, at) or _is_noun(words, at)
        else:
            inside = words[at - 1].tag in "DN" and at > 1 and words[at - 2].tag in "PVX"
            noun = (inside or _owned(words, at)) and _before_noun(words, at)
        if noun:
            word.tag = "W"


def _owned(words: list[Word], at: int) -> bool:
    back = at - 1
    while back > 0 and words[back].tag in "BT":
        back -= 1
    return words[back].low in word_group("owner") or words[back].tag == "G"


def _accorded(words: list[Word], at: int) -> bool:
    """Whether the word ends a phrase behind "according to": "police reports"."""
    back = at - 1
    while back > 0 and words[back].tag in "DKWNG":
        back -= 1
    return words[back].tag == "A"


def _before_noun(words: list[Word], at: int) -> bool:
    """Whether a participle stands before a noun: "the alleged plot"."""
    if words[at].verb.form == "ing":
        return True
    after = words[at + 1] if at + 1 < len(words) else words[at]
    return after.tag in "WK" or (after.tag == "V" and after.verb.form == "base")


def _is_noun(words: list[Word], at: int) -> bool:
    before = words[at - 1]
    if before.tag == "P" and before.low != "to":
        return True
    after = words[at + 1] if at + 1 < len(words) else words[at]
    if (
        after.tag == "V"
        and after.verb.form in ("past", "present")
        and after is not words[at]
    ):
        return True
    if before.tag not in "WK" or plural(before):
        return False
    if before.tag == "K" and after.tag not in "P.,;LVX" and after.low != "such":
        return False
    owned = before.tag == "K" and (after.low in ("such", "of") or after.tag in "VX")
    for word in reversed(words[max(0, at - 9) : at]):
        if word.tag in BREAKS or word.tag in "SQL":
            break
        if word.tag in "VX":
            return True  # the clause has its verb
        owned = owned or word.low in word_group("owner")
    base = words[at].verb.form == "base"
    return owned and (base or before.tag == "K")


def plural(word: Word) -> bool:
    """Whether a word looks like a plural noun, after which a base form is a verb."""
    bare = word.low.endswith(("ss", "us", "is")) or "-" in word.low
    return word.low.endswith("s") and not bare
