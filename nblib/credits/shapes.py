"""Frames around a reporting verb, one rule for each place of its subject.

The rules are tried in turn: the subject behind the verb ("…," said X), a subject
borrowed from the clause before ("…, adding that …"), and the subject in front of it.
"""

from functools import cache

from ..lexicons import word_group
from .closing import closes
from .complements import adjuncts_end, resumed_at, what_is_said
from .finite import is_finite
from .frames import (
    BREAKING_WORDS,
    Frame,
    according_frame,
    is_per,
    label_frame,
    noun_frame,
    signed_frame,
)
from .nouns import untag_nouns
from .participles import participle_frame
from .passives import is_passive, is_reduced, passive_frame
from .phrases import (
    before_adverbs,
    before_auxiliaries,
    is_relative,
    phrase_after,
    speaks,
    subject_before,
)
from .stances import stance_frame, stance_words
from .verbs import Verb, verb_phrases
from .words import Word

LONG_STATEMENT = 300  # words, a quotation counting as one
STRONG = frozenset(
    ["say", "tell", "report", "write", "confirm", "claim", "warn", "answer"]
)
GOES_ON = {
    *("went", "go", "goes", "going", "went on", "go on", "goes on", "going on"),
    *("continued", "continues", "began", "begin"),
}


def find_frames(words: list[Word]) -> list[Frame]:
    """Return the frames of a sentence, in order.

    What is longer than any sentence (a table, a page without a stop) has none.

    Parameters
    ----------
    words : list of Word
        The sentence, from `read_words`.

    Examples
    --------
    >>> from nblib.credits.words import read_words
    >>> text = "Ms. Orlo said it would rain, adding that she was sure."
    >>> words = read_words(text, 0, len(text))
    >>> [(words[f.cue].text, f.shape) for f in find_frames(words)]
    [('said', 'before'), ('adding', 'participle')]
    """
    if len(words) > LONG_STATEMENT:
        return []
    cues = _cue_words()
    marked = [at for at, w in enumerate(words) if w.tag in "VA" or w.low in cues]
    untag_nouns(words, marked)
    frames = [frame for rule in (label_frame, signed_frame) if (frame := rule(words))]
    for at in marked:
        word, found = words[at], None
        if word.tag == "V":
            found = _verb_frame(words, at, frames)
        elif word.tag == "A" or is_per(words, at):
            found = according_frame(words, at)
        elif word.low not in cues or word.low == "per":
            continue
        elif word.tag == "W" and word.low in word_group("owned noun"):
            found = noun_frame(words, at)
        else:
            found = stance_frame(words, at, frames)
        frames += [found] if found else []
    return frames


@cache
def frame_words() -> frozenset[str]:
    """Return the words, beside verbs of saying, one of which each frame needs.

    Of a phrase it is the longest word; a label ends in a colon.
    """
    phrases = (parts for held in verb_phrases().values() for parts, _ in held)
    return _cue_words() | {max(parts, key=len) for parts in phrases} | {":"}


@cache
def _cue_words() -> frozenset[str]:
    """Return the words, no verbs of saying, that a frame can stand around."""
    return word_group("owned noun") | stance_words() | {"per"}


def _verb_frame(words: list[Word], at: int, frames: list[Frame]) -> Frame | None:
    before = before_adverbs(words, at)
    if before >= 0 and words[before].low == "to" and words[at].verb.form == "base":
        return _infinitive(words, at, before)
    passive = is_passive(words, at)
    if passive or is_reduced(words, at):
        return passive_frame(words, at, reduced=not passive)
    for rule in (_inverted, participle_frame, _plain):
        found = rule(words, at, frames)
        if found is not None:
            return found
    return None


def _inverted(words: list[Word], at: int, frames: list[Frame]) -> Frame | None:
    """Verb first: "…," said X."""
    if not _may_invert(words, at):
        return None
    before = at - 1
    while before >= 0 and words[before].tag in ",-B":
        before -= 1
    quoted = before >= 0 and words[before].tag == "Q"
    first = _over_times(words, at + 1)
    after = words[first]
    if at == 0 or not (quoted or words[at - 1].tag == ","):
        return None
    if after.tag not in "DKWNR" or after.low in ("that",):
        return None
    end = phrase_after(words, first)
    if not quoted and (_explained(words, at) or not _ends(words, end)):
        return None
    if not speaks(words[first:end]) and not quoted:
        return None
    if after.tag == "R" and end < len(words) and words[end].tag not in ".,?!:":
        return None
    right = resumed_at(words, end, quoted)
    return Frame("after", at, (first, end), at, end, True, right, True)


def _over_times(words: list[Word], at: int) -> int:
    while at + 1 < len(words) and words[at].tag == "T":
        at += 1
    return at


def _may_invert(words: list[Word], at: int) -> bool:
    """Whether a subject can stand behind the verb; behind "told" stands a listener."""
    verb = words[at].verb
    finite = "q" in verb.takes and verb.form != "ing"
    return finite and verb.kind != "tell" and at + 1 < len(words)


def _ends(words: list[Word], at: int) -> bool:
    """Whether a clause ends at a word, a place or time before that left out."""
    while at < len(words) and words[at].tag in "BT":
        at += 1
    return at >= len(words) or words[at].tag in ".,?!"


def _explained(words: list[Word], at: int) -> bool:
    """Whether the sentence opens with the subject: "Orlo, a clerk, said …"."""
    subject = subject_before(words, at)
    return subject is not None and all(w.tag in "LB" for w in words[: subject[0]])


def _plain(words: list[Word], at: int, frames: list[Frame]) -> Frame | None:
    """Find the subject before the verb, and what is said behind it or before both."""
    if not is_finite(words, at) or _is_awaited(words, at):
        return None
    subject = subject_before(words, at)
    if subject is None or subject[0] >= subject[1]:
        return None
    closed = words[before_auxiliaries(words, at)].tag == ","
    first = _apposed(words, subject[0], closed=closed)
    last = subject[1] if first == subject[0] else subject[0] - 1
    named, subject = _relative(words, at, (first, last))
    verb, whole = words[at].verb, named or subject
    return (
        _around(words, at, subject, named)
        if _can_say(verb, words[whole[0] : whole[1]])
        else None
    )


def _can_say(verb: Verb, subject: list[Word]) -> bool:
    """Whether a verb tells what its subject said; what is heard, a court tells."""
    if verb.kind == "hear":
        return any(word.low in word_group("court") for word in subject)
    return (verb.kind in STRONG and "q" in verb.takes) or speaks(subject)


def _relative(
    words: list[Word], at: int, subject: tuple[int, int]
) -> tuple[tuple[int, int] | None, tuple[int, int]]:
    """Take "who" for the speaker, and the words before it for who that is."""
    link = before_auxiliaries(words, at)
    if is_relative(words[link]) and link >= subject[1]:
        return subject, (link, link + 1)
    return None, subject


def _around(
    words: list[Word],
    at: int,
    subject: tuple[int, int],
    named: tuple[int, int] | None,
) -> Frame | None:
    """Decide on which side of subject and verb the words said stand."""
    start, right = subject[0], what_is_said(words, at)
    if right is None and _inserted(words, at, start):
        right = at + 1
    if closes(words, at, start, right):
        end = adjuncts_end(words, at + 1)
        resumed = resumed_at(words, end, words[start - 1].tag == "Q")
        return Frame("before", at, subject, start, end, True, resumed, True, named)
    if right is not None:
        lead = words[start - 1] if start else None
        breaks = lead is not None and (lead.tag in ",;-:" or lead.low in BREAKING_WORDS)
        return Frame("before", at, subject, start, at + 1, False, right, breaks, named)
    if words[-1].tag == ":" and "q" in words[at].verb.takes:
        return Frame("before", at, subject, start, len(words), named=named, breaks=True)
    return None


def _inserted(words: list[Word], at: int, start: int) -> bool:
    """Whether "that X said had lasted" goes on with the verb of what is said."""
    led = start > 0 and is_relative(words[start - 1])
    return led and at + 1 < len(words) and words[at + 1].tag == "X"


def _is_awaited(words: list[Word], at: int) -> bool:
    """Whether "a move expected to …" tells what is expected, and by nobody."""
    after = words[at + 1].low if at + 1 < len(words) else ""
    bare = words[at - 1].tag in "KWN"
    verb = words[at].verb
    return verb.kind == "think" and verb.form == "past" and after == "to" and bare


def _apposed(words: list[Word], start: int, *, closed: bool) -> int:
    """Where the name stands that the phrase explains: X, a clerk who sang, said.

    The explanation is closed by a comma before the verb, or the name follows a
    quotation ("…," X, a clerk of the county said).
    """
    at = start - 1
    if at < 1 or words[at].tag != ",":
        return start
    while at > 0 and words[at - 1].tag == "K":
        at -= 1
    if at == start - 1:
        return start
    quoted = at > 0 and words[at - 1].tag == "Q"
    whole = start - 1 - at > 1 and (not at or words[at - 1].tag in ",;:S")
    return at if quoted or (closed and whole) else start


def _infinitive(words: list[Word], at: int, to: int) -> Frame | None:
    """Find "X went on to say that …"."""
    back = to - 1
    while back >= 0 and words[back].low in ("on", "to"):
        back -= 1
    if back < 0 or words[back].low not in GOES_ON:
        return None
    right = what_is_said(words, at)
    subject = subject_before(words, back)
    if right is None or subject is None:
        return None
    return Frame(
        "before", at, subject, subject[0], at + 1, False, right, subject[0] > 0
    )
