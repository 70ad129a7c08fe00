"""Whether a text rests on a news organisation that it names.

Being named is not being credited: a mention counts where the sentence says that the
organisation reported, published or was told something. Each rule is one such place.
"""

from collections.abc import Mapping
from itertools import takewhile

from ..lexicons import word_group
from .frames import Frame
from .outlets import (
    Mention,
    Outlet,
    OutletIndex,
    is_newsroom,
    shortened_mentions,
    unlisted_mentions,
)
from .phrases import BREAKS, speaking_nouns
from .stages import TRUSTED_KINDS, addressed, spoken_to, staff, witnessed
from .words import Word

LONG_LEAD = 7  # words between a cue and a name
LONG_HANDING = 25  # words between "leaked" and "to"
NAMING = frozenset(
    [
        "citing",
        "quoting",
        "cited",
        "quoted",
        "cites",
        "quotes",
        "checked",
        "consulted",
        "via",
        "per",
    ]
)
CHECKING = frozenset({"verified", "verify", "confirmed", "confirm", "seen"})
DENIALS = ("not", "never", "n't")  # ends of "cannot" and "couldn't" too
OWN_CASE = frozenset({"claim", "warn", "call", "cite"})  # it may plead for itself


def credited(
    words: list[Word],
    frames: list[Frame],
    listed: list[Mention],
    index: OutletIndex,
    short: Mapping[str, Outlet] | None = None,
) -> list[Mention]:
    """Return the mentions that the sentence rests on, with their cues.

    Parameters
    ----------
    words, frames : list
        The sentence.
    listed : list of Mention
        The names that the index has found in the sentence.
    index : OutletIndex
        The names that a garbled one may stand for.
    short : mapping of str to Outlet, optional
        Last words of names that the article has given in full ("the Post").
    """
    mentions = [*listed, *shortened_mentions(words, listed, short or {})]
    mentions += unlisted_mentions(words, mentions, index)
    found: list[Mention] = []
    for mention in sorted(mentions, key=lambda mention: mention.first):
        cue = _first_cue(words, frames, mention)
        if cue is None and found and _coordinated(words, found[-1], mention):
            mention.cue, mention.cue_span = found[-1].cue, found[-1].cue_span
        elif cue is not None:
            mention.cue = words[cue].low
            mention.cue_span = (words[cue].start, words[cue].end)
        if mention.cue is not None and not _too_common(words, mention):
            found.append(mention)
    return found


def _first_cue(words: list[Word], frames: list[Frame], mention: Mention) -> int | None:
    cues = (rule(words, frames, mention) for rule in RULES)
    return next((c for c in cues if c is not None and not _unchecked(words, c)), None)


def _unchecked(words: list[Word], cue: int) -> bool:
    """Whether the cue is denied: "could not immediately be verified"."""
    before = takewhile(lambda word: word.tag in "XB", reversed(words[:cue]))
    denied = any(word.low.endswith(DENIALS) for word in before)
    return denied and words[cue].low in CHECKING


def _coordinated(words: list[Word], one: Mention, two: Mention) -> bool:
    """Whether only "and", commas and an article stand between two names."""
    between = words[one.last : two.first]
    return len(between) < 4 and all(
        word.low in ("and", "or", ",", "/", "&", "the", "-") for word in between
    )


def _too_common(words: list[Word], mention: Mention) -> bool:
    """Whether a name that is a common word opens the sentence, capital or not."""
    name = words[mention.first].text
    if mention.care and mention.last < len(words) and words[mention.last].tag == "K":
        return True
    return mention.care and mention.first == 0 and not name.isupper() and name != "The"


def _wire_tag(words: list[Word], frames: list[Frame], mention: Mention) -> int | None:
    """Find "CITY (AP) —", or the same at the sentence's end."""
    first, last = mention.first, mention.last
    bracketed = (
        first > 0
        and last < len(words)
        and words[first - 1].tag == "("
        and words[last].tag == ")"
    )
    if bracketed and (last + 1 == len(words) or words[last + 1].tag in "-:."):
        return first
    opens = first == 0 and last < len(words) and words[last].tag == "-"
    return first if opens and words[last].text in "–—" else None


def _speaks(words: list[Word], frames: list[Frame], mention: Mention) -> int | None:
    """Find a frame whose speaker is the organisation."""
    for frame in frames:
        if frame.speaker is None or not (
            frame.speaker[0] <= mention.first < frame.speaker[1]
        ):
            continue
        verb = words[frame.cue].verb
        if verb.lemma and verb.kind not in TRUSTED_KINDS:
            continue
        pleads = frame.shape == "participle" and verb.kind in OWN_CASE
        if frame.shape == "label" or pleads:
            continue
        if _is_head(words, frame.speaker, mention):
            return frame.cue
        phrase = words[frame.speaker[0] : frame.speaker[1]]
        if any(word.low in word_group("basis") for word in phrase):
            return frame.cue
    return None


def _is_head(words: list[Word], speaker: tuple[int, int], mention: Mention) -> bool:
    """Whether the name is what the phrase is about, not a part of it."""
    lead = words[speaker[0] : mention.first]
    after = words[mention.last : speaker[1]]
    if any(word.tag == "P" for word in lead):
        return False
    if after and after[0].tag == "G":
        return len(after) > 1 and all(word.tag == "K" for word in after[1:3])
    apart = not after or after[0].tag in ",(-LP"
    return apart or is_newsroom(after[:1]) or is_newsroom(after[:2])


def _according(words: list[Word], frames: list[Frame], mention: Mention) -> int | None:
    for frame in frames:
        if frame.shape == "according" and frame.cue < mention.first <= frame.end:
            between = words[frame.cue + 1 : mention.first]
            if len(between) < 7 and all(word.tag in "DKWNPBG/" for word in between):
                return frame.cue
    return None


def _passed_on(words: list[Word], frames: list[Frame], mention: Mention) -> int | None:
    """Find "reported by …", "published in …", "citing …", "leaked to …"."""
    done, made = word_group("passed on"), word_group("basis")
    at = mention.first - 1
    limit = max(0, mention.first - LONG_LEAD)
    while at > limit and words[at].tag in "DKW" and words[at].low not in done:
        at -= 1
    if at < 0 or words[at].low in NAMING:
        return at if at >= 0 else None
    if at and words[at].low in ("by", "in", "with", "from", "on"):
        back = at - 2 if words[at - 1].tag == "," and at > 1 else at - 1
        if words[back].low in done | made:
            return back
    if at and words[at].low == "for" and words[at - 1].low in made:
        return at - 1  # "a poll for …"
    return _handed(words, at) if words[at].low == "to" else None


def _handed(words: list[Word], at: int) -> int | None:
    for back in range(at - 1, max(-1, at - LONG_HANDING), -1):
        if words[back].tag in ".;:,QS":
            return None
        if words[back].low in word_group("handed"):
            return back
    return None


def _cites(words: list[Word], frames: list[Frame], mention: Mention) -> int | None:
    """Find "the organisation, quoting …"."""
    at = mention.last + 1
    if at >= len(words) or words[at - 1].tag != ",":
        return None
    verb = words[at].verb
    return at if verb.lemma in ("cite", "quote") and verb.form == "ing" else None


def _as_it_says(words: list[Word], frames: list[Frame], mention: Mention) -> int | None:
    """Find "as the organisation put it"."""
    at = mention.first - 1
    while at > 0 and words[at].tag in "DB":
        at -= 1
    if at < 0 or words[at].low != "as" or mention.last >= len(words):
        return None
    after = words[mention.last]
    return at if after.tag == "V" or after.low in ("put", "has") else None


def _publishes(words: list[Word], frames: list[Frame], mention: Mention) -> int | None:
    """Find "The organisation published …"."""
    at = mention.last
    while at < len(words) and (
        words[at].tag in "XBT" or speaking_nouns().get(words[at].low) == "media"
    ):
        if words[at].low in word_group("publish"):
            break
        at += 1
    if at + 2 < len(words) and words[at].tag == "," and words[at + 1].low == "which":
        at += 2
        while at < len(words) and words[at].tag in "XBT":
            at += 1
    if at < len(words) and (
        words[at].low in word_group("publish") or _reports(words[at])
    ):
        lead = words[mention.first - 1].tag if mention.first else "."
        if lead in "DS.,;:-LQBTKW" and words[at - 1].low not in ("be", "been", "was"):
            return at
    return None


def _has_seen(words: list[Word], frames: list[Frame], mention: Mention) -> int | None:
    """Find "which the organisation has seen", and "has seen the letter"."""
    at = mention.last
    while at < len(words) and words[at].tag in "XB":
        at += 1
    between = {word.low for word in words[mention.last : at]}
    has = between & {"has", "have", "had"} and "been" not in between
    seen = at < len(words) and words[at].low == "seen"
    return at if has and seen and _is_evidence(words[at + 1 :]) else None


def _is_evidence(seen: list[Word]) -> bool:
    """Whether what is seen is a document, or named before: "which X has seen"."""
    phrase = list(takewhile(lambda word: word.tag in "DKWNG" or word.low == "of", seen))
    if not phrase:
        return not seen or seen[0].tag in BREAKS or seen[0].tag in "VX"
    kinds = {speaking_nouns().get(word.low) for word in phrase}
    shown = "document" in kinds or any(w.low in word_group("seen") for w in phrase)
    return shown and phrase[0].low not in ("its", "their")


def _reports(word: Word) -> bool:
    verb = word.verb
    finite = word.tag == "V" and verb.form in ("past", "present")
    return finite and verb.kind in ("report", "write") and "that" in verb.takes


def _basis(words: list[Word], frames: list[Frame], mention: Mention) -> int | None:
    """Find "a New York Times report", "an X/Y poll", "X's investigation"."""
    for at in range(mention.last, min(mention.last + 6, len(words))):
        if words[at].low in word_group("basis"):
            return at
        if words[at].tag not in "KWGN/&" or words[at].tag == "V":
            return None
    return None


RULES = (
    _wire_tag,
    _according,
    _speaks,
    staff,
    witnessed,
    addressed,
    _passed_on,
    _basis,
    _publishes,
    _has_seen,
    _cites,
    _as_it_says,
    spoken_to,
)
