"""Attribution frames: subject, reporting verb and what is reported, by word order.

Each rule is a shape that news writing uses: the subject before the verb ("X said that
…"), behind it ("…," said X), in the middle or at the end of what is said ("…, X said"),
a participle that borrows the subject ("…, adding that …"), "according to X", a passive
with its agent ("… was reported by X"), a noun with its owner ("X's claim that …") and
a label before a colon. What is reported runs to the next frame or the sentence's end.
"""

from dataclasses import dataclass

from .phrases import (
    BE,
    BREAKS,
    RELATIVES,
    before_auxiliaries,
    is_title,
    phrase_after,
    phrase_before,
    speaks,
    subject_before,
    untag_nouns,
)
from .words import LOOSELY, Word

STRONG = frozenset("say tell report write confirm claim warn answer".split())
LONG_ADJUNCT = 24  # words
GOES_ON = {"went", "go", "goes", "going", "continued", "continues", "began", "begin"}
VERB_ENDINGS = ("ed", "es", "s", "ght", "ook", "ame", "ent", "ew", "ave", "ost")
OWNED_NOUNS = frozenset(
    "claim claims statement report reports allegation allegations assertion suggestion "
    "warning warnings promise promises pledge belief fear fears hope hopes announcement "
    "argument contention admission concern concerns complaint demand insistence view "
    "vow prediction estimate conclusion remark comment acknowledgment assurance".split()
)


@dataclass(slots=True)
class Frame:
    """One attribution inside a sentence, as ranges of its words.

    Attributes
    ----------
    shape : str
        before, after, participle, according, passive, noun, label or chain.
    cue : int
        Index of the word that carries it.
    speaker : (int, int) or None
        Range of the speaker's words; None where the sentence does not name one.
    start, end : int
        Range of the frame itself: speaker, verb, what stands between.
    left : bool
        Whether what is said stands before the frame.
    right : int or None
        Where what is said starts behind the frame.
    breaks : bool
        Whether it ends what an earlier frame reports (it does not when it is a part
        of that: "A said B believes …").
    named : (int, int) or None
        What a relative pronoun in `speaker` stands for.
    """

    shape: str
    cue: int
    speaker: tuple[int, int] | None
    start: int
    end: int
    left: bool = False
    right: int | None = None
    breaks: bool = False
    named: tuple[int, int] | None = None

    @property
    def who(self) -> tuple[int, int] | None:
        """Range of the words that tell who the speaker is."""
        return self.named or self.speaker


def find_frames(words: list[Word]) -> list[Frame]:
    """Return the frames of a sentence, in order.

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
    untag_nouns(words)
    frames: list[Frame] = []
    for rule in (_label, _signed):
        found = rule(words)
        if found is not None:
            frames.append(found)
    for at, word in enumerate(words):
        found = None
        if word.tag == "V":
            found = _verb_frame(words, at, frames)
        elif word.tag == "A":
            found = _according(words, at)
        elif word.tag == "W" and word.low in OWNED_NOUNS:
            found = _owned(words, at)
        if found is not None:
            frames.append(found)
    return frames


def _verb_frame(words: list[Word], at: int, frames: list[Frame]) -> Frame | None:
    verb = words[at].verb
    assert verb is not None
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
        and (words[back].low in BE and words[back].low not in ("'s", "’s"))
    )


def _is_reduced(words: list[Word], at: int) -> bool:
    return (
        words[at].verb.form == "past"
        and at + 1 < len(words)
        and words[at + 1].low == "by"
        and at > 0
        and words[at - 1].tag in "KWNT,"
    )


# --- shapes ------------------------------------------------------------------


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
    right = _resumed(words, end, quoted)
    return Frame("after", at, (at + 1, end), at, end, True, right, True)


def _participle(words: list[Word], at: int, frames: list[Frame]) -> Frame | None:
    """Borrow the subject: ", adding that …" and "… and warned that …"."""
    verb = words[at].verb
    before = _lexical_before(words, at)
    tag = words[before].tag if before >= 0 else "."
    participle = verb.form == "ing" and not (before >= 0 and words[before].low in BE)
    linked = tag == "L" and verb.form != "ing"
    if not (participle or linked):
        return None
    if linked and (words[before].low not in ("and", "but", "or")):
        return None
    right = _right(words, at)
    if right is None:
        return None
    if participle and before < 0:
        return _leading_participle(words, at, right)
    speaker = _absolute(words, before) or _borrowed(words, before, frames, linked)
    if speaker is None:
        return None
    breaks = tag in "L," or tag == "-"
    start = before if tag in "L,-P" else at
    return Frame("participle", at, speaker, start, at + 1, False, right, breaks)


def _absolute(words: list[Word], before: int) -> tuple[int, int] | None:
    """ "… with X adding that …" has its own subject."""
    if before < 1 or words[before].tag not in "KWN":
        return None
    start = phrase_before(words, before)
    led = start > 0 and words[start - 1].low in ("with", "as", "of")
    for at in range(start, before):
        if words[at].low == "with" or (words[at].low == "of" and words[at + 1].tag == "K"):
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
    clausal = verb is not None and bool(verb.takes & {"that", "wh"})
    return clausal and frame.right is not None and words[frame.right].tag != "Q"


def first_subject(words: list[Word], before: int) -> tuple[int, int] | None:
    """Return the sentence's first noun phrase, taken as the subject of its clause."""
    at = 0
    while at < before and words[at].tag in "BLTS,\"“”'":
        at += 1
    if at < before and words[at].tag == "V":
        comma = next((i for i in range(at, before) if words[i].tag == ","), before)
        at = comma + 1
    if at < before and words[at].tag == "P":
        commas = [i for i in range(at, before) if words[i].tag == ","]
        if not commas:
            return None
        at = next((i + 1 for i in commas if words[i + 1].tag != "N"), before)
    if at >= before or words[at].tag not in "DKRWN":
        return None
    end = at + 1
    if words[at].tag != "R":
        while end < before and words[end].tag in "KWNG" and end - at < 6:
            if words[end].tag == "W" and words[end - 1].tag == "K":
                break
            end += 1
    return (at, end) if speaks(words[at:end]) else None


def _plain(words: list[Word], at: int, frames: list[Frame]) -> Frame | None:
    """Subject, verb, then what is said; or what is said, subject, verb."""
    verb = words[at].verb
    before = _lexical_before(words, at)
    if verb.form == "ing" and not (before >= 0 and words[before].low in BE):
        return None
    if verb.form == "base" and not _may_be_base(words, at):
        return None
    subject = subject_before(words, at)
    if subject is None or subject[0] >= subject[1]:
        return None
    start, named = subject[0], None
    start = _apposed(words, start)
    subject = (start, subject[1])
    link = before_auxiliaries(words, at)
    if words[link].low in RELATIVES and link >= subject[1]:
        named, subject, start = subject, (link, link + 1), link
    whole = named or subject
    if not speaks(words[whole[0] : whole[1]]) and not (
        verb.kind in STRONG and "q" in verb.takes
    ):
        return None
    right = _right(words, at)
    if _closes(words, at, start, right):
        end = _adjuncts_end(words, at + 1)
        resumed = _resumed(words, end, words[start - 1].tag == "Q")
        return Frame("before", at, subject, start, end, True, resumed, True, named)
    if right is None:
        if words[-1].tag != ":" or "q" not in verb.takes:
            return None
        end = len(words)
        return Frame("before", at, subject, start, end, False, None, True, named)
    breaks = start > 0 and (
        words[start - 1].tag in ",;-:" or words[start - 1].low in BREAKING
    )
    return Frame("before", at, subject, start, at + 1, False, right, breaks, named)


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
    end = _adjuncts_end(words, at + 1)
    return end >= len(words) or words[end].tag in BREAKS or words[end].tag == "S"


BREAKING = {"but", "while", "and", "although", "though", "whereas", "as", "because"}


def _may_be_base(words: list[Word], at: int) -> bool:
    """A base form is finite after a plural, a modal or do, not after a singular."""
    before = words[_lexical_before(words, at)] if at else None
    if before is None:
        return False
    if before.tag == "X":
        return (
            before.low
            in (
                "did do does will would can could may might must should shall "
                "didn't don't doesn't won't wouldn't can't couldn't 'll ’ll 'd ’d"
            ).split()
        )
    return before.low in ("they", "we", "i", "you", "who", "people") or (
        before.tag in "WK,)" and (before.tag in ",)" or _plural_head(words, at))
    )


def _plural_head(words: list[Word], at: int) -> bool:
    from .phrases import plural

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
    right = _right(words, at)
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
    right = _right(words, at + 2)
    if subject is None:
        return None
    if right is None:
        return Frame("before", at + 2, subject, subject[0], at + 3, True, None, True)
    return Frame("before", at + 2, subject, subject[0], at + 3, False, right, True)


def _according(words: list[Word], at: int) -> Frame | None:
    end = phrase_after(words, at + 1)
    if end == at + 1:
        return None
    opens = all(word.tag in "LSB" for word in words[:at])
    after_break = (
        at > 0
        and words[at - 1].tag in ";:"
        or (at > 1 and words[at - 1].low in BREAKING and words[at - 2].tag == ",")
    )
    close = end
    while close < len(words) and words[close].tag not in ",.;:":
        close += 1
    if words[at].low in LOOSELY and not (opens and _is_named(words[at + 1 : end])):
        return None
    if opens or after_break:
        right = close + 1 if close + 1 < len(words) else None
        return Frame("according", at, (at + 1, end), at, close, False, right, True)
    start = at - 1 if words[at - 1].tag in ",-(" else at
    return Frame("according", at, (at + 1, end), start, close, True, None, True)


def _is_named(words: list[Word]) -> bool:
    """Whether a phrase names a body, as no law or custom is named."""
    return sum(word.tag == "K" for word in words) > 1 and speaks(words)


def _owned(words: list[Word], at: int) -> Frame | None:
    """ "X's claim that …"."""
    if at + 1 >= len(words) or words[at + 1].low != "that":
        return None
    back = at - 1
    while back >= 0 and words[back].tag in "WKBN":
        back -= 1
    if back < 0:
        return None
    if words[back].tag == "G" and back:
        start = phrase_before(words, back - 1)
        return Frame("noun", at, (start, back), start, at + 1, False, at + 1)
    if words[back].low in ("his", "her", "their", "its"):
        return Frame("noun", at, (back, back + 1), back, at + 1, False, at + 1)
    return None


def _label(words: list[Word]) -> Frame | None:
    """ "ORLO: I never met him." """
    colon = next((i for i, word in enumerate(words[:6]) if word.tag == ":"), None)
    if not colon or colon + 1 >= len(words):
        return None
    head = words[:colon]
    if any(word.tag not in "KNGWV" for word in head) or head[0].tag not in "KV":
        return None
    if not speaks(head) or any(
        word.tag == "V" and word.verb.form != "base" for word in head
    ):
        return None
    return Frame("label", colon, (0, colon), 0, colon + 1, False, colon + 1)


def _signed(words: list[Word]) -> Frame | None:
    """ "…" — X"""
    dash = next((i for i, word in enumerate(words[:-1]) if i and word.tag == "-"), None)
    if dash is None or words[dash - 1].tag != "Q":
        return None
    tail = words[dash + 1 :]
    if tail[0].tag != "K" or len(tail) > 12 or any(word.tag in "VXQ" for word in tail):
        return None
    end = phrase_after(words, dash + 1)
    return Frame("signed", dash, (dash + 1, end), dash, len(words), True, None, True)


# --- what stands behind the verb ---------------------------------------------


def _right(words: list[Word], at: int) -> int | None:
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
    return _complement(words, here, takes)


def _complement(words: list[Word], here: int, takes: frozenset[str]) -> int | None:
    word = words[here]
    clause = bool(takes & {"that", "wh"})
    if word.tag == "S" and word.low not in ("as", "after", "when", "before", "while"):
        return here if clause else None
    if word.tag == "P" and word.low in takes:
        return here + 1 if word.low != "to" and here + 1 < len(words) else here
    if word.low == "as" and "as" in takes:
        return here + 1 if here + 1 < len(words) else None
    if word.tag in "TP" and clause | ("q" in takes):
        return _after_adjuncts(words, here, clause)
    if word.tag in "DKWRNV" and "np" in takes:
        return here
    if word.tag in "DKWRNV" and clause and _is_clause(words, here):
        return here
    if word.tag == "O" and "np" in takes:
        return here
    return None


def _is_clause(words: list[Word], here: int) -> bool:
    """Whether the words up to the next boundary hold a verb of their own."""
    for at in range(here, len(words)):
        word = words[at]
        if word.tag in "XR" or (word.tag == "V" and at > here):
            return True
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
            return at if word.low not in ("as", "after", "when", "while") else None
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
    end = _adjuncts_end(words, here)
    if end >= len(words):
        return None
    if (
        words[end].tag == "S"
        and clause
        and words[end].low not in ("as", "after", "when")
    ):
        return end
    quoted = _quotation_at(words, end)
    if quoted is not None:
        return quoted
    if words[end].tag in "RD" and clause:
        return end
    return None


def _adjuncts_end(words: list[Word], here: int) -> int:
    """Where time, place and manner behind a verb end."""
    at = here
    limit = min(here + LONG_ADJUNCT, len(words))
    while at < limit:
        word = words[at]
        if word.tag in "TBNO":
            at += 1
        elif word.tag == "P":
            at += 1
            while at < limit and words[at].tag in "DKWNGTVO":
                if words[at].tag == "D" and words[at - 1].tag not in "PD":
                    break
                at += 1
        elif word.tag in "WK" and at == here:
            at += 1
            while at < limit and words[at].tag in "KWNG":
                at += 1
        else:
            break
    return at


def _resumed(words: list[Word], end: int, quoted: bool) -> int | None:
    """Where what is said goes on behind a frame in its middle, as it began."""
    at = end
    while at < len(words) and words[at].tag not in "Q.;" and at - end < LONG_ADJUNCT:
        at += 1
    if at < len(words) and words[at].tag == "Q" and words[at - 1].tag in ",:-L":
        return at
    if quoted or end + 1 >= len(words) or words[end].tag != ",":
        return None
    if words[end + 1].tag in "DKRW":
        return end + 1
    return None
