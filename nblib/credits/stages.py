"""A news organisation as the place where others speak: told to it, said on it.

"X told the organisation" rests on its reporting as much as "the organisation reported"
does.
"""

from ..lexicons import word_group
from .frames import Frame
from .outlets import Mention
from .phrases import speaking_nouns
from .words import Word

TRUSTED_KINDS = frozenset(
    [
        "say",
        "report",
        "write",
        "find",
        "confirm",
        "claim",
        "warn",
        "tell",
        "answer",
        "call",
        "cite",
    ]
)
LONG_LEAD = 7  # words between a cue and a name
LEADING_TO_STAGE = (
    ["on"],
    ["speaking", "on"],
    ["appearing", "on"],
    ["speaking", "to"],
    ["writing", "in"],
    ["writing", "for"],
)
SPEAKING = frozenset({"speaking", "appearing", "writing"})
FOR_ITS_STAFF = {"for", "of", "at", "with", "from"}
PLACES_OF_SPEECH = {"on", "to", "in", "with", "for", "during", "from"}


def staff(words: list[Word], frames: list[Frame], mention: Mention) -> int | None:
    """Find "a reporter for the organisation", "the organisation's Jane Orlo said"."""
    nouns = speaking_nouns()
    at = mention.first - 1
    while at > 0 and words[at].tag in "DK":
        at -= 1
    if at > 0 and words[at].low in FOR_ITS_STAFF:
        lead = words[max(0, at - 6) : at]
        if any(word.low in ("put", "question", "asked") for word in lead):
            return None
        press = nouns.get(words[at - 1].low) == "press"
        if press and not any(w.low in ("former", "is", "was", "ex") for w in lead):
            return at - 1
    after = words[mention.last : mention.last + 7]
    verbs = {frame.cue for frame in frames if trusted(words, frame)}
    for step, word in enumerate(after):
        here = mention.last + step
        if here in verbs or (word.tag in "BT" and step > 2 and not mention.first):
            former = mention.first and words[mention.first - 1].low == "former"
            return None if former or step < 2 else min(here, len(words) - 1)
        if word.tag not in "KWGBXT" or (word.tag == "W" and word.low not in nouns):
            return None
    return None


def witnessed(words: list[Word], frames: list[Frame], mention: Mention) -> int | None:
    """Find "An AFP journalist saw …"."""
    after = words[mention.last : mention.last + 2]
    if len(after) < 2 or speaking_nouns().get(after[0].low) != "press":
        return None
    return mention.last + 1 if after[1].low in word_group("witnessed") else None


def addressed(words: list[Word], frames: list[Frame], mention: Mention) -> int | None:
    """Find "X told the organisation"."""
    for frame in frames:
        verb = words[frame.cue].verb
        if "q" not in verb.takes or frame.cue >= mention.first:
            continue
        between = words[frame.cue + 1 : mention.first]
        if len(between) > 9 or any(word.tag not in "DKWNGPBTO" for word in between):
            continue
        if frame.right is not None and frame.cue < frame.right < mention.last:
            continue
        to = any(word.low in PLACES_OF_SPEECH for word in between)
        if to or verb.kind == "tell":
            return frame.cue
    told = mention.first - 1
    while told >= 0 and words[told].tag in "DB":
        told -= 1
    if told >= 0 and words[told].low in ("told", "tells", "telling"):
        return told
    return _on_stage(words, frames, mention)


def _on_stage(words: list[Word], frames: list[Frame], mention: Mention) -> int | None:
    """Find "On the channel, X said …"."""
    if mention.first > LONG_LEAD:
        return None
    lead = [word.low for word in words[: mention.first] if word.tag not in "DBT"]
    if lead not in LEADING_TO_STAGE:
        return None
    later = [f.cue for f in frames if f.cue > mention.last and f.shape == "before"]
    own = [at for at in range(mention.first) if words[at].low in SPEAKING]
    return next(iter(later or own), None)


def spoken_to(words: list[Word], frames: list[Frame], mention: Mention) -> int | None:
    """Find "in an interview with the organisation", "an X interview", "spoke to X"."""
    for at in range(mention.last, min(mention.last + 5, len(words))):
        if words[at].tag in ",.;:V":
            break
        pair = f"{words[at].low} {words[at + 1].low if at + 1 < len(words) else ''}"
        if words[at].low in word_group("stage") or pair in (
            "town hall",
            "editorial board",
        ):
            return at
    for at in range(mention.first - 1, max(-1, mention.first - 9), -1):
        if words[at].tag in ".;:Q":
            break
        if words[at].low in word_group("spoken to"):
            link = words[at + 1 : mention.first]
            if any(
                word.low in ("to", "with", "on", "for", "by", "of") for word in link
            ):
                return at
            break
    return None


def trusted(words: list[Word], frame: Frame) -> bool:
    """Whether the verb of a frame tells something that a newsroom would report."""
    verb = words[frame.cue].verb
    return verb.kind in TRUSTED_KINDS
