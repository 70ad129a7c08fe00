"""Attribution frames: subject, reporting verb and what is reported, by word order.

Each rule is a shape that news writing uses: the subject before the verb ("X said that
…"), behind it ("…," said X), in the middle or at the end of what is said ("…, X said"),
a participle that borrows the subject ("…, adding that …"), "according to X", a passive
with its agent ("… was reported by X"), a noun with its owner ("X's claim that …") and
a label before a colon. What is reported runs to the next frame or the sentence's end.
"""

from dataclasses import dataclass

from .phrases import BREAKS, phrase_after, phrase_before, speaks
from .verbs import LOOSELY
from .words import Word

BREAKING_WORDS = frozenset(
    ["but", "while", "and", "although", "though", "whereas", "as", "because"]
)
LONG_LABEL = 6  # words
LONG_SIGNATURE = 12  # words


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


def according_frame(words: list[Word], at: int) -> Frame | None:
    """Find "according to X", before or behind what X says."""
    end = phrase_after(words, at + 1)
    if end == at + 1:
        return None
    opens = all(word.tag in "LSB" for word in words[:at])
    after_break = (at > 0 and words[at - 1].tag in ";:") or (
        at > 1 and words[at - 1].low in BREAKING_WORDS and words[at - 2].tag == ","
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
    right = _verb_behind(words, start, close)
    return Frame("according", at, (at + 1, end), start, close, True, right, True)


def _verb_behind(words: list[Word], start: int, close: int) -> int | None:
    """Where the verb stands of the clause that a frame has cut from its subject."""
    if close + 1 >= len(words) or words[close].tag != "," or words[start].tag != ",":
        return None
    lead = start - 1
    while lead >= 0 and words[lead].tag not in BREAKS and words[lead].tag not in "XVS":
        lead -= 1
    verb = words[close + 1]
    finite = verb.tag in "XW" or (verb.tag == "V" and verb.verb.form != "ing")
    return close + 1 if lead < 0 and finite else None


def is_per(words: list[Word], at: int) -> bool:
    """Whether "per" leads in who says so: "Per the indictment, …", no Per Olsson."""
    if words[at].low != "per":
        return False
    before_name = at + 1 < len(words) and words[at + 1].tag == "K"
    if words[at].text == "Per" and (at > 0 or before_name):
        return False
    opens = at == 0 or words[at - 1].tag in ",L"
    end = phrase_after(words, at + 1)
    closed = end >= len(words) or words[end].tag in BREAKS
    return opens and closed and speaks(words[at + 1 : end])


def _is_named(words: list[Word]) -> bool:
    """Whether a phrase names a body, as no law or custom is named."""
    return sum(word.tag == "K" for word in words) > 1 and speaks(words)


def noun_frame(words: list[Word], at: int) -> Frame | None:
    """Find "X's claim that …"."""
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


def label_frame(words: list[Word]) -> Frame | None:
    """Find a label before a colon, as in transcripts and headlines."""
    tags = [word.tag for word in words[:LONG_LABEL]]
    colon = tags.index(":") if ":" in tags else 0
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


def signed_frame(words: list[Word]) -> Frame | None:
    """Find a name behind a quotation and a dash."""
    tags = [word.tag for word in words[:-1]]
    dash = tags.index("-", 1) if "-" in tags[1:] else 0
    if not dash or tags[dash - 1] != "Q":
        return None
    tail = words[dash + 1 :]
    if (
        tail[0].tag != "K"
        or len(tail) > LONG_SIGNATURE
        or any(word.tag in "VXQ" for word in tail)
    ):
        return None
    end = phrase_after(words, dash + 1)
    return Frame("signed", dash, (dash + 1, end), dash, len(words), True, None, True)
