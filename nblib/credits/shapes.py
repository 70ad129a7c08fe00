"""Frames around a reporting verb, one rule for each place of its subject.

The rules are tried in turn: the subject behind the verb ("…," said X), a subject
borrowed from the clause before ("…, adding that …"), and the subject in front of it.
"""

from ..lexicons import word_group
from .complements import adjuncts_end, resumed_at, what_is_said
from .frames import (
    BREAKING_WORDS,
    Frame,
    according_frame,
    label_frame,
    noun_frame,
    signed_frame,
)
from .nouns import plural, untag_nouns
from .phrases import (
    BREAKS,
    RELATIVES,
    before_auxiliaries,
    is_title,
    phrase_after,
    phrase_before,
    speaks,
    subject_before,
)
from .words import Word

LONG_STATEMENT = 300  # words, a quotation counting as one
STRONG = frozenset(
    ["say", "tell", "report", "write", "confirm", "claim", "warn", "answer"]
)
DOES_BY_SAYING = frozenset(["judge", "call", "accuse", "warn", "demand"])
SAYS_SOMETHING = frozenset(
    ["say", "deny", "cite", "claim", "confirm", "promise", "tell"]
)
GOES_ON = {"went", "go", "goes", "going", "continued", "continues", "began", "begin"}


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
    untag_nouns(words)
    frames: list[Frame] = []
    for rule in (label_frame, signed_frame):
        found = rule(words)
        if found is not None:
            frames.append(found)
    for at, word in enumerate(words):
        found = None
        if word.tag == "V":
            found = _verb_frame(words, at, frames)
        elif word.tag == "A":
            found = according_frame(words, at)
        elif word.tag == "W" and word.low in word_group("owned noun"):
            found = noun_frame(words, at)
        if found is not None:
            frames.append(found)
    return frames


def _verb_frame(words: list[Word], at: int, frames: list[Frame]) -> Frame | None:
    words[at].verb
    before = _lexical_before(words, at)
    if before >= 0 and words[before].low == "to" and words[at].verb.form == "base":
        return _infinitive(words, at, before)
    passive = _is_passive(words, at)
    if passive or _is_reduced(words, at):
        return _passive(words, at, reduced=not passive)
    for rule in (_inverted, _participle, _plain):
        found = rule(words, at, frames)
        if found is not None:
            return found
    return None


def _lexical_before(words: list[Word], at: int) -> int:
    back = at - 1
    while back >= 0 and words[back].tag in "BT":
        back -= 1
    return back


def _is_passive(words: list[Word], at: int) -> bool:
    back = _lexical_before(words, at)
    while back > 0 and words[back].low in ("not", "never"):
        back = _lexical_before(words, back)
    return (
        words[at].verb.form == "past"
        and back >= 0
        and (
            words[back].low in word_group("be") and words[back].low not in ("'s", "’s")
        )
    )


def _is_reduced(words: list[Word], at: int) -> bool:
    return (
        words[at].verb.form == "past"
        and at + 1 < len(words)
        and words[at + 1].low == "by"
        and at > 0
        and words[at - 1].tag in "KWNT,"
    )


def _inverted(words: list[Word], at: int, frames: list[Frame]) -> Frame | None:
    """Verb first: "…," said X."""
    verb = words[at].verb
    if "q" not in verb.takes or verb.form == "ing" or at + 1 >= len(words):
        return None
    before = at - 1
    while before >= 0 and words[before].tag in ",-B":
        before -= 1
    quoted = before >= 0 and words[before].tag == "Q"
    after = words[at + 1]
    if at == 0 or not (quoted or words[at - 1].tag == ","):
        return None
    if after.tag not in "DKWNR" or after.low in ("that",):
        return None
    end = phrase_after(words, at + 1)
    if not quoted and (end < len(words) and words[end].tag not in ".,?!"):
        return None
    if not speaks(words[at + 1 : end]) and not quoted:
        return None
    if after.tag == "R" and end < len(words) and words[end].tag not in ".,?!:":
        return None
    right = resumed_at(words, end, quoted)
    return Frame("after", at, (at + 1, end), at, end, True, right, True)


def _participle(words: list[Word], at: int, frames: list[Frame]) -> Frame | None:
    """Borrow the subject: ", adding that …" and "… and warned that …"."""
    verb = words[at].verb
    before = _lexical_before(words, at)
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
    """ "… with X adding that …" has its own subject."""
    if before < 1 or words[before].tag not in "KWN":
        return None
    start = phrase_before(words, before)
    led = start > 0 and words[start - 1].low in ("with", "as", "of")
    for at in range(start, before):
        if words[at].low == "with" or (
            words[at].low == "of" and words[at + 1].tag == "K"
        ):
            start, led = at + 1, True
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
    at = 0
    while at < before and words[at].tag in "BLT,\"“”'":
        at += 1
    if at < before and words[at].tag in "PSV":
        commas = [i for i in range(at, before) if words[i].tag == ","]
        at = next((i + 1 for i in commas if words[i + 1].tag in "DKRG"), before)
    if at >= before or words[at].tag not in "DKRWN":
        return None
    end = at + 1
    if words[at].tag != "R":
        while end < before and words[end].tag in "KWNG" and end - at < 6:
            if words[end].tag == "W" and words[end - 1].tag == "K":
                break
            end += 1
    return (at, end) if speaks(words[at:end]) else None


def name_before(words: list[Word], stop: int) -> tuple[int, int] | None:
    """Return the name that stands right before the word `stop`."""
    start = stop
    while start > 0 and words[start - 1].tag in "KG":
        start -= 1
    return (start, stop) if start < stop else None


def _plain(words: list[Word], at: int, frames: list[Frame]) -> Frame | None:
    """Find the subject before the verb, and what is said behind it or before both."""
    if not _is_finite(words, at) or _is_awaited(words, at):
        return None
    subject = subject_before(words, at)
    if subject is None or subject[0] >= subject[1]:
        return None
    named, subject = _relative(words, at, (_apposed(words, subject[0]), subject[1]))
    verb, whole = words[at].verb, named or subject
    strong = verb.kind in STRONG and "q" in verb.takes
    if not strong and not speaks(words[whole[0] : whole[1]]):
        return None
    return _around(words, at, subject, named)


def _is_finite(words: list[Word], at: int) -> bool:
    form = words[at].verb.form
    if form == "ing":
        before = _lexical_before(words, at)
        return before >= 0 and words[before].low in word_group("be")
    return form != "base" or _may_be_base(words, at)


def _relative(
    words: list[Word], at: int, subject: tuple[int, int]
) -> tuple[tuple[int, int] | None, tuple[int, int]]:
    """Take "who" for the speaker, and the words before it for who that is."""
    link = before_auxiliaries(words, at)
    if words[link].low in RELATIVES and link >= subject[1]:
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
    if _closes(words, at, start, right):
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


def _is_awaited(words: list[Word], at: int) -> bool:
    """Whether "a move expected to …" tells what is expected, and by nobody."""
    after = words[at + 1].low if at + 1 < len(words) else ""
    bare = words[at - 1].tag in "KWN"
    verb = words[at].verb
    return verb.kind == "think" and verb.form == "past" and after == "to" and bare


def _apposed(words: list[Word], start: int) -> int:
    """Where a name stands that a quotation leads in: "…," X, a clerk, said."""
    at = start - 1
    if at < 1 or words[at].tag != ",":
        return start
    while at > 0 and words[at - 1].tag == "K":
        at -= 1
    led = at > 0 and words[at - 1].tag == "Q" and at < start - 1
    return at if led else start


def _closes(words: list[Word], at: int, start: int, right: int | None) -> bool:
    """Whether what is said stands before the subject."""
    if not start or "q" not in words[at].verb.takes:
        return False
    if right == at + 1 and words[right].tag == "Q":
        return False
    lead = words[start - 1]
    if lead.tag == "Q" and not is_title(lead):
        return True
    if right is not None or lead.tag not in ",-Q":
        return False
    end = adjuncts_end(words, at + 1)
    return end >= len(words) or words[end].tag in BREAKS or words[end].tag == "S"


def _may_be_base(words: list[Word], at: int) -> bool:
    """A base form is finite after a plural, a modal or do, not after a singular."""
    before = words[_lexical_before(words, at)] if at else None
    if before is None:
        return False
    if before.tag == "X":
        return before.low in [
            "did",
            "do",
            "does",
            "will",
            "would",
            "can",
            "could",
            "may",
            "might",
            "must",
            "should",
            "shall",
            "didn't",
            "don't",
            "doesn't",
            "won't",
            "wouldn't",
            "can't",
            "couldn't",
            "'ll",
            "’ll",
            "'d",
            "’d",
        ]
    return before.low in ("they", "we", "i", "you", "who", "people") or (
        before.tag in "WK,)" and (before.tag in ",)" or _plural_head(words, at))
    )


def _plural_head(words: list[Word], at: int) -> bool:
    subject = subject_before(words, at)
    if subject is None:
        return False
    return any(
        plural(word) or word.low in ("police", "people", "and", "some", "many", "few")
        for word in words[subject[0] : subject[1]]
    )


def _infinitive(words: list[Word], at: int, to: int) -> Frame | None:
    """ "X went on to say that …"."""
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


def _passive(words: list[Word], at: int, *, reduced: bool) -> Frame | None:
    """ "… was reported by X"; without its verb "be" it names whom X quotes (chain)."""
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
