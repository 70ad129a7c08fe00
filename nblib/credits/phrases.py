"""Noun phrases beside a verb: who speaks, found by walking to the next boundary.

Boundaries (commas, subordinating words, verbs, quotations) are what a newspaper
sentence marks clearly; everything between two of them is taken as one phrase. A wrong
edge costs a few letters, a wrong phrase costs the speaker, so the walk goes on through
"of …" and "who …" and is trimmed afterwards.
"""

from functools import cache

from ..lexicons import read_lexicon, split_cell, word_group
from .words import Word

NOUNISH = set("KWNGDO")
INSIDE = NOUNISH | {"B", "T"}
BODY_NOUNS = frozenset({"office", "organisation", "document", "media"})
LONG_PARENTHESIS = 45  # words
LONG_PHRASE = 60  # words
LONG_CONJUNCT = 9  # words
ARTICLES = frozenset({"the", "a", "an", "his", "her", "its", "their"})
RELATIVES = {"who", "which", "that", "whose"}
BREAKS = set(",;:.-()?!")


def phrase_before(words: list[Word], last: int) -> int:
    """Return where the noun phrase that ends at word `last` starts."""
    start = at = last
    limit = max(0, last - LONG_PHRASE)
    while at >= limit:
        word = words[at]
        if word.tag == ")" and at > 1:
            at = _opening(words, at)
        elif word.low in ("who", "which") and _is_subject(words, at):
            at = _antecedent(words, at) or at
        elif not _in_phrase(words, at):
            break
        start = at
        at -= 1
    return _trim(words, start, last)


def _in_phrase(words: list[Word], at: int) -> bool:
    """Whether a noun phrase goes on to the left over the word `at`."""
    word, before = words[at], words[at - 1] if at else None
    if at + 1 < len(words) and _contact(words, at):
        return False
    if word.tag in INSIDE:
        return True
    if word.tag == "P" and before is not None:
        counted = before.tag in "KWNGQ)T" or before.low in word_group("count")
        return counted or (before.tag == "V" and _reduced(words, at - 1))
    if word.tag == "Q":
        return is_title(word)
    return (word.tag == "L" and _joins(words, at)) or (
        word.tag == "V" and _reduced(words, at)
    )


def _contact(words: list[Word], at: int) -> bool:
    """Whether a clause begins behind a noun: "a charge the minister denied"."""
    noun, after = words[at], words[at + 1]
    whole = noun.low in word_group("count") or noun.low in ("half", "twice", "double")
    return after.low in ARTICLES and noun.tag == "W" and not whole


def is_title(word: Word) -> bool:
    """Whether a quotation is a name or a title inside a phrase, and not speech."""
    inside = word.text.rstrip("\"'“”’»")
    return word.end - word.start < 40 and inside[-1:] not in (",", ".", "?", "!", "…")


def _is_subject(words: list[Word], at: int) -> bool:
    """Whether a relative pronoun is a subject, with a noun before it."""
    own = 0 < at < len(words) - 1 and words[at + 1].tag not in "KDR"
    return own and _antecedent(words, at) is not None


def _antecedent(words: list[Word], at: int) -> int | None:
    """Return the word before a relative pronoun, over one comma."""
    before = at - 1
    if words[before].tag == "," and before:
        before -= 1
    return before if words[before].tag in "KWNQ)" else None


def _reduced(words: list[Word], at: int) -> bool:
    """Whether a verb form is a participle after a noun: "sources quoted by …"."""
    return (
        words[at].verb.form == "past"
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
        if words[opening - 1].tag == "O":  # "one of them, Iva Orlo, said"
            return opening + 1, at
        return phrase_before(words, opening - 1), opening
    if is_relative(word) and at:
        head = _antecedent(words, at)
        return None if head is None else (_nearest(words, head, word), head + 1)
    if word.tag == "R":
        return at, at + 1
    if word.tag in NOUNISH or (word.tag == "Q" and is_title(word)):
        start = phrase_before(words, at)
        return _over_clause(words, start, at) or (start, at + 1)
    return None


def _over_clause(words: list[Word], start: int, last: int) -> tuple[int, int] | None:
    """Return whom "who asked for anonymity" is told of, where an object ends it."""
    if speaks(words[start : last + 1]):
        return None
    back = start - 1
    while back > 0 and words[back].tag not in ",;:.Q" and words[back].low != "who":
        back -= 1
    if back <= 0 or words[back].low != "who" or not _is_subject(words, back):
        return None
    head = _antecedent(words, back)
    return None if head is None else (_nearest(words, head, words[back]), head + 1)


def _nearest(words: list[Word], head: int, relative: Word) -> int:
    """Where the antecedent starts; of "a call to X, who …" it is X."""
    start = phrase_before(words, head)
    if relative.low == "who":
        for at in range(head, start, -1):
            if words[at].tag == "P" and words[at].low != "of":
                return at + 1 if _of_people(words[at + 1 : head + 1]) else start
    return start


def _of_people(words: list[Word]) -> bool:
    """Whether a phrase names somebody, or has a noun for one at its head."""
    end = next((i for i, word in enumerate(words) if word.tag == "P"), len(words))
    last, nouns = words[end - 1], speaking_nouns()
    body = nouns.get(last.low) in BODY_NOUNS
    return not body and (last.tag in "KRO" or last.low in nouns)


def is_relative(word: Word) -> bool:
    """Whether a word leads a relative clause; the WHO is a body."""
    return word.low in RELATIVES and word.tag != "K"


def before_adverbs(words: list[Word], at: int) -> int:
    """Return the index before a word's adverbs and times; -1 for none."""
    back = at - 1
    while back >= 0 and words[back].tag in "BT":
        back -= 1
    return back


def before_auxiliaries(words: list[Word], verb: int) -> int:
    """Return the index before a verb's auxiliaries, adverbs and times; -1 for none."""
    at = verb - 1
    while at >= 0:
        word = words[at]
        timed = (
            word.tag == "P"
            and word.low != "of"
            and words[at + 1].tag in "TN"
            and at + 1 < verb
        )
        dated = (
            word.tag == "N"
            and at
            and (words[at - 1].tag == "T" or words[at - 1].low in ("in", "since"))
        )
        apart = word.low in ("each", "both", "all") and at and words[at - 1].tag != "P"
        if not (word.tag in "XBT" or timed or dated or apart):
            break
        at -= 1
    return at


def _matching(words: list[Word], at: int) -> int | None:
    """Where the parenthesis that ends at `at` opens, if a noun stands before it.

    A relative clause may hold commas of its own, so that one opening with "who" or
    "which" goes before the nearest comma.
    """
    opener = "(" if words[at].tag == ")" else words[at].tag
    found = None
    for back in range(at - 1, max(0, at - LONG_PARENTHESIS), -1):
        if words[back].tag in ";:?!Q":
            break
        if words[back].tag != opener or words[back - 1].tag not in "KWNG)RO":
            continue
        if words[back + 1].low in ("who", "which", "whose"):
            return back
        if found is None and words[back + 1].tag != "L":
            found = back
    return found


def phrase_after(words: list[Word], first: int) -> int:
    """Return where the noun phrase that starts at word `first` ends."""
    at = first
    while at < len(words):
        word = words[at]
        if word.tag == "R":
            return at + 1 if at == first else at
        noun = word.tag in "DKWNGO"
        if word.tag == "D" and at > first and words[at - 1].tag == "K":
            break  # "said Orlo the next day"
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


@cache
def speaking_starts() -> frozenset[str]:
    """Return the first words of the nouns and phrases that can speak."""
    return frozenset(noun.split(" ")[0] for noun in speaking_nouns())


def speaks(words: list[Word]) -> bool:
    """Whether a phrase can be a speaker: a name, a pronoun, or a noun that speaks."""
    nouns = speaking_nouns()
    return any(
        word.tag in "RO"
        or (word.tag == "K" and len(word.text) > 1)
        or word.low in nouns
        for word in words
    )
