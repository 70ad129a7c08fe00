"""What stands behind a reporting verb: where the words that it reports begin.

The lexicon says what a verb may take; here the first words behind it decide which of
that is there. Times, places and listeners between the verb and what is said are passed
over.
"""

from ..lexicons import word_group
from .words import Word

LONG_ADJUNCT = 24  # words
SHORT_CLAUSE = 4  # words
VERB_ENDINGS = ("ed", "es", "s", "ght", "ook", "ame", "ent", "ew", "ave", "ost")
NO_CLAUSE = frozenset(["as", "after", "when", "before", "while"])


def what_is_said(words: list[Word], at: int) -> int | None:
    """Where what is said starts behind the verb; None if nothing there is said."""
    verb = words[at].verb
    takes = verb.takes
    here = at + 1
    while here < len(words) and words[here].tag in "B":
        here += 1
    if here >= len(words):
        return None
    quoted = _quotation_at(words, here)
    if quoted is not None and ("q" in takes or "np" in takes):
        return quoted
    if "obj" in takes and words[here].tag in "DKWNOG":
        found = _after_addressee(words, here, takes)
        if found is not None or verb.kind == "tell":
            return found
    if verb.lemma == "say" and words[here].tag == "W" and _goes_on(words, here):
        return here
    return _complement(words, here, takes) or _announced(words, here, takes)


def _announced(words: list[Word], here: int, takes: frozenset[str]) -> int | None:
    """Find the quotation behind a colon near the verb."""
    for at in range(here, min(here + SHORT_CLAUSE, len(words) - 1)):
        if words[at].tag in ",;.-":
            return None
        if words[at].tag == ":":
            return at + 1 if "q" in takes and words[at + 1].tag == "Q" else None
    return None


def _goes_on(words: list[Word], here: int) -> bool:
    """Whether what follows "said" is too long for anything but a clause."""
    rest = words[here : here + SHORT_CLAUSE]
    return len(rest) == SHORT_CLAUSE and all(w.tag not in ",;:.QL" for w in rest)


def _complement(words: list[Word], here: int, takes: frozenset[str]) -> int | None:
    word = words[here]
    clause = bool(takes & {"that", "wh"})
    if word.tag == "S" and word.low not in NO_CLAUSE:
        return here if clause else None
    if word.tag == "P" and word.low in takes:
        return _after_preposition(words, here, takes)
    if word.low == "as" and "as" in takes:
        return here + 1 if here + 1 < len(words) else None
    if word.tag in "TP" and (clause or "q" in takes):
        return _after_adjuncts(words, here, clause)
    if "np" in takes and word.tag in "DKWRNVO":
        return here
    said = clause and word.tag in "DKWRNV" and _is_clause(words, here)
    return here if said else None


def _after_preposition(
    words: list[Word], here: int, takes: frozenset[str]
) -> int | None:
    """Skip the preposition; "people accused of …" is said by nobody here."""
    if words[here].low == "of" and takes == {"of", "obj"}:
        return None
    return here + 1 if words[here].low != "to" and here + 1 < len(words) else here


def _is_clause(words: list[Word], here: int) -> bool:
    """Whether the words up to the next boundary hold a verb of their own."""
    for at in range(here, len(words)):
        word = words[at]
        if word.tag in "XR" or (word.tag in "VQ" and at > here):
            return True  # a quotation behind a noun holds the verb
        if word.tag == "W" and at > here and word.low.endswith(VERB_ENDINGS):
            return True
        if word.tag in ";:." or (word.tag == "S" and at > here):
            return False
    return False


def _quotation_at(words: list[Word], here: int) -> int | None:
    while here < len(words) and words[here].tag in ",:-":
        here += 1
    return here if here < len(words) and words[here].tag == "Q" else None


def _after_addressee(words: list[Word], here: int, takes: frozenset[str]) -> int | None:
    """Where what is said starts behind the person spoken to."""
    for at in range(here, min(here + LONG_ADJUNCT, len(words))):
        word = words[at]
        if at > here and (word.tag in "SQ" or (word.tag == "R" and at > here)):
            return at if word.low not in NO_CLAUSE else None
        if at > here and word.tag == ":" and at + 1 < len(words):
            return at + 1
        if at > here and word.tag == "P" and word.low in takes:
            return at if word.low == "to" else at + 1
        if word.tag in ".;,?!" or (word.tag == "V" and at > here):
            quoted = _quotation_at(words, at)
            return quoted
        if at > here and word.tag == "D" and words[at - 1].tag in "KWOT":
            return at
    return None


def _after_adjuncts(words: list[Word], here: int, clause: bool) -> int | None:
    """Skip "on Friday in a statement" to what is said."""
    end = adjuncts_end(words, here)
    if end >= len(words):
        return None
    if words[end].tag == "S" and clause and words[end].low not in NO_CLAUSE:
        return end
    quoted = _quotation_at(words, end)
    if quoted is not None:
        return quoted
    if words[end].tag in "RD" and clause:
        return end
    return None


def adjuncts_end(words: list[Word], here: int) -> int:
    """Where time, place and manner behind a verb end."""
    at = here
    limit = min(here + LONG_ADJUNCT, len(words))
    while at < limit:
        word = words[at]
        if word.tag in "TBNO":
            at += 1
        elif _is_later(words, at):
            at += 3
        elif word.tag == "P":
            at = _preposition_end(words, at, limit)
        elif word.tag in "WK" and at == here:
            at += 1
            while at < limit and words[at].tag in "KWNG":
                at += 1
        else:
            break
    return at


def _preposition_end(words: list[Word], at: int, limit: int) -> int:
    at += 1
    while at < limit and words[at].tag in "DKWNGTVO":
        if words[at].tag == "D" and words[at - 1].tag not in "PD":
            break
        at += 1
    return at


def _is_later(words: list[Word], at: int) -> bool:
    """Whether "a day later" stands there."""
    if at + 2 >= len(words) or words[at].tag != "D":
        return False
    unit, after = words[at + 1].low, words[at + 2]
    return unit in word_group("time unit") and after.tag in "TB"


def resumed_at(words: list[Word], end: int, quoted: bool) -> int | None:
    """Where what is said goes on behind a frame in its middle, as it began."""
    at = end
    while at < len(words) and words[at].tag not in "Q.;" and at - end < LONG_ADJUNCT:
        at += 1
    if at < len(words) and words[at].tag == "Q" and words[at - 1].tag in ",:-L":
        return at
    if quoted or end + 1 >= len(words) or words[end].tag != ",":
        return None
    after = words[end + 1]
    verb = after.tag == "X" or (after.tag == "V" and after.verb.form != "ing")
    return end + 1 if verb or after.tag in "DKRW" else None
