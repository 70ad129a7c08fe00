"""Noun phrases beside a verb: who speaks, found by walking to the next boundary.

Boundaries (commas, subordinating words, verbs, quotations) are what a newspaper
sentence marks clearly; everything between two of them is taken as one phrase. A wrong
edge costs a few letters, a wrong phrase costs the speaker, so the walk goes on through
"of …" and "who …" and is trimmed afterwards.
"""

from functools import cache

from ..lexicons import read_lexicon, split_cell
from .words import Word

NOUNISH = set("KWNGDO")
INSIDE = NOUNISH | {"B", "T"}
LONG_PARENTHESIS = 45  # words
LONG_CONJUNCT = 9  # words
COUNTING = set(
    "one two three four some many most several both none all few each".split()
)
OWNING = set(
    "the a an his her its their our my your no any some such these those".split()
)
RELATIVES = {"who", "which", "that", "whose"}
BREAKS = set(",;:.-()?!")
BE = set(
    "is are was were be been being 's ’s 're ’re 'm ’m am isn't wasn't weren't".split()
)


def untag_nouns(words: list[Word]) -> None:
    """Take back the verb tag where a determiner or a possessive makes it a noun."""
    for at, word in enumerate(words):
        if word.tag != "V" or not at or " " in word.low or word.verb is None:
            continue
        form = word.verb.form
        if form in ("base", "present"):
            noun = _owned(words, at) or _is_noun(words, at)
        else:
            noun = _owned(words, at) and _before_noun(words, at)
        if noun:
            word.tag = "W"


def _owned(words: list[Word], at: int) -> bool:
    return words[at - 1].low in OWNING or words[at - 1].tag == "G"


def _before_noun(words: list[Word], at: int) -> bool:
    """Whether a participle stands before a noun: "the alleged plot"."""
    if words[at].verb is not None and words[at].verb.form == "ing":
        return True
    return at + 1 < len(words) and words[at + 1].tag in "WK"


def _is_noun(words: list[Word], at: int) -> bool:
    before = words[at - 1]
    if before.tag == "P" and before.low != "to":
        return True
    if before.tag not in "WK" or plural(before):
        return False
    after = words[at + 1] if at + 1 < len(words) else words[at]
    if before.tag == "K" and after.tag not in "P.,;LVX" and after.low != "such":
        return False
    owned = before.tag == "K" and (after.low in ("such", "of") or after.tag in "VX")
    for word in reversed(words[max(0, at - 9) : at]):
        if word.tag in BREAKS or word.tag in "SQL":
            break
        if word.tag in "VX":
            return True  # the clause has its verb
        owned = owned or word.low in OWNING
    base = words[at].verb is not None and words[at].verb.form == "base"
    return owned and (base or before.tag == "K")


def plural(word: Word) -> bool:
    """Whether a word looks like a plural noun, so that a base form after it is a verb."""
    return word.low.endswith("s") and not word.low.endswith(("ss", "us", "is"))


def is_title(word: Word) -> bool:
    """Whether a quotation is a name or a title inside a phrase, and not speech."""
    inside = word.text.rstrip("\"'“”’»")
    return word.end - word.start < 40 and inside[-1:] not in (",", ".", "?", "!", "…")


def phrase_before(words: list[Word], last: int) -> int:
    """Return where the noun phrase that ends at word `last` starts."""
    start = at = last
    while at >= 0:
        word = words[at]
        if word.tag in INSIDE or (word.tag == "Q" and is_title(word)):
            start = at
        elif (
            word.tag == "P"
            and at
            and (
                words[at - 1].tag in "KWNGQ)T"
                or words[at - 1].low in COUNTING
                or (words[at - 1].tag == "V" and _reduced(words, at - 1))
            )
        ):
            start = at
        elif word.tag == "L" and _joins(words, at):
            start = at
        elif word.tag == "V" and _reduced(words, at):
            start = at
        elif word.low in ("who", "which") and at and _is_subject(words, at):
            return phrase_before(words, _antecedent(words, at))
        elif word.tag == ")" and at > 1:
            at = _opening(words, at)
            start = at
        else:
            break
        at -= 1
    return _trim(words, start, last)


def _is_subject(words: list[Word], at: int) -> bool:
    """Whether a relative pronoun is the subject of its clause, with a noun before it."""
    own = at + 1 < len(words) and words[at + 1].tag not in "KDR"
    return own and _antecedent(words, at) is not None


def _antecedent(words: list[Word], at: int) -> int | None:
    """The word before a relative pronoun, over one comma."""
    before = at - 1
    if words[before].tag == "," and before:
        before -= 1
    return before if words[before].tag in "KWNQ)" else None


def _reduced(words: list[Word], at: int) -> bool:
    """Whether a verb form is a participle after a noun: "sources quoted by …"."""
    return (
        words[at].verb is not None
        and words[at].verb.form == "past"
        and at + 1 < len(words)
        and words[at + 1].low in ("by", "in", "on")
        and at > 0
        and words[at - 1].tag in "KW"
    )


def _joins(words: list[Word], at: int) -> bool:
    """Whether "and" joins two speakers and not two clauses."""
    if not at or words[at - 1].tag not in "KWN":
        return False
    left = words[max(0, at - LONG_CONJUNCT) : at]
    for word in reversed(left):
        if word.tag in BREAKS or word.tag in "SQL":
            return True
        if word.tag not in "KWNGDPB":
            return False
    return at <= LONG_CONJUNCT


def _opening(words: list[Word], at: int) -> int:
    for back in range(at - 1, max(-1, at - LONG_PARENTHESIS), -1):
        if words[back].tag == "(":
            return back
    return at


def _trim(words: list[Word], start: int, last: int) -> int:
    """Leave out a place or time that stands before the phrase proper."""
    while start < last and words[start].tag in "BLT":
        start += 1
    if words[start].tag == "P" and start < last:
        noun = False
        for at in range(start + 1, last + 1):
            tag = words[at].tag
            if noun and tag in "DK" and words[at - 1].tag not in "PKDGL":
                return at
            noun = noun or tag in "WKT"
    return start


def subject_before(words: list[Word], verb: int) -> tuple[int, int] | None:
    """Return the words of the subject that stands before a verb, as a range.

    A parenthesis between commas, dashes or brackets is part of it. None where the verb
    has no subject of its own there (it follows "and", or opens the sentence).
    """
    at = before_auxiliaries(words, verb)
    if at < 0:
        return None
    word = words[at]
    if word.tag in ",-)":
        opening = _matching(words, at)
        if opening is None:
            return None
        return phrase_before(words, opening - 1), opening
    if word.low in RELATIVES and at:
        head = _antecedent(words, at)
        return None if head is None else (_nearest(words, head, word), head + 1)
    if word.tag == "R":
        return at, at + 1
    if word.tag in NOUNISH or (word.tag == "Q" and is_title(word)):
        return phrase_before(words, at), at + 1
    return None


def _nearest(words: list[Word], head: int, relative: Word) -> int:
    """Where the antecedent starts; of "a call to X, who …" it is X."""
    start = phrase_before(words, head)
    if relative.low == "who":
        for at in range(head, start, -1):
            if words[at].tag == "P" and words[at].low != "of":
                return at + 1
    return start


def before_auxiliaries(words: list[Word], verb: int) -> int:
    """Return the index before a verb's auxiliaries, adverbs and times; -1 for none."""
    at = verb - 1
    while at >= 0:
        word = words[at]
        timed = word.tag == "P" and word.low != "of" and words[at + 1].tag in "TN" and at + 1 < verb
        dated = word.tag == "N" and at and (
            words[at - 1].tag == "T" or words[at - 1].low in ("in", "since")
        )
        apart = word.low in ("each", "both", "all") and at and words[at - 1].tag != "P"
        if not (word.tag in "XBT" or timed or dated or apart):
            break
        at -= 1
    return at


def _matching(words: list[Word], at: int) -> int | None:
    """Where the parenthesis that ends at `at` opens, if a noun stands before it."""
    opener = "(" if words[at].tag == ")" else words[at].tag
    for back in range(at - 1, max(0, at - LONG_PARENTHESIS), -1):
        if words[back].tag == opener:
            return back if words[back - 1].tag in "KWNG)R" else None
        if words[back].tag in ";:?!Q":
            return None
    return None


def phrase_after(words: list[Word], first: int) -> int:
    """Return where the noun phrase that starts at word `first` ends."""
    at = first
    while at < len(words):
        word = words[at]
        if word.tag == "R":
            return at + 1 if at == first else at
        noun = word.tag in "DKWNGO"
        inner = word.tag in "PL" and at > first and at + 1 < len(words)
        if inner:
            noun = words[at + 1].tag in "DKWN" and words[at + 1].tag != "V"
            noun = noun and (
                word.low in ("of", "for", "at", "from", "and", "&", "in", "with")
            )
        if word.tag == "Q":
            noun = word.end - word.start < 30
        if word.tag in "BT" and at + 1 < len(words):
            noun = words[at + 1].tag == "W" or (
                word.tag == "B" and words[at + 1].tag == "K"
            )
        if not noun:
            break
        at += 1
    return at


@cache
def speaking_nouns() -> dict[str, str]:
    """Return the class of each noun (and phrase) that can speak."""
    table: dict[str, str] = {}
    for row in read_lexicon("speakers"):
        for noun in split_cell(row["noun"]):
            table.setdefault(noun, row["class"])
    return table


def speaks(words: list[Word]) -> bool:
    """Whether a phrase can be a speaker: a name, a pronoun, or a noun that speaks."""
    nouns = speaking_nouns()
    return any(
        word.tag in "RO"
        or (word.tag == "K" and len(word.text) > 1)
        or word.low in nouns
        for word in words
    )
