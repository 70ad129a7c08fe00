"""News organisations named in a text, and whether it rests on them.

A name is looked up word by word in the lexicon (and the pile's own list, which stands
above it). Being named is not being credited: a mention counts where the sentence says
that the organisation reported, published or was told something. Names that nobody
listed count as well, but only in such a place and with a word that marks a newsroom.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from ..lexicons import read_lexicon, split_cell
from .frames import Frame
from .phrases import speaking_nouns
from .words import TOKEN, Word

NEWSROOM_WORDS = set(
    "press news times post herald tribune gazette journal chronicle daily telegraph "
    "television tv radio wire newswire agency today broadcasting courier observer "
    "sentinel mirror globe record monitor bulletin dispatch media".split()
)
TRUSTED_KINDS = frozenset(
    "say report write find confirm claim warn tell answer call cite".split()
)
OWN_CASE = frozenset({"claim", "warn", "call", "cite"})  # it may plead for itself
PUBLISHING = set(
    "ran published publishes obtained obtains interviewed interviews found learned "
    "quoted quotes cited cites rated rates examined reviewed analysed analyzed counted "
    "broke broadcast detailed profiled labelled labeled "
    "announced reports reported report released fact-checked spotted showed posted "
    "tallied estimates estimated polled surveyed revealed reveals uncovered "
    "wrote writes headlined verified geolocated unearthed tracked dug gives".split()
)
BASIS_NOUNS = set(
    "report reports story stories article articles poll polls survey surveys analysis "
    "investigation tally exclusive account accounts editorial review study count "
    "database footage dispatch dispatches reporting interview interviews op-ed essay "
    "column podcast documentary transcript projection projections piece coverage "
    "scoop feature profile average averages tracker forecast model ranking meter "
    "checker fact-checker".split()
)
STAGES = set(
    "interview interviews forum op-ed essay column podcast show program".split()
)
SPOKEN_TO = set(
    "interview interviews spoke speaking spoken appearing appeared appearance talked "
    "talking interviewed statement comments remarks told tells telling meeting project "
    "briefing email comment message letter text note reply response writing wrote written asked "
    "invited quoted op-ed column piece essay guest".split()
)
PASSED_ON = set(
    "reported published obtained quoted cited seen reviewed released carried conducted "
    "aired broadcast compiled analyzed analysed verified revealed leaked contacted "
    "interviewed sponsored hosted reached checked consulted surfaced appeared comes "
    "came".split()
)
HANDED = set(
    "leaked gave given provided sent submitted released shared handed supplied showed "
    "forwarded disclosed confirmed".split()
)
LEADING_TO_STAGE = (
    ["on"],
    ["speaking", "on"],
    ["appearing", "on"],
    ["speaking", "to"],
    ["writing", "in"],
    ["writing", "for"],
)
FOR_ITS_STAFF = {"for", "of", "at", "with", "from"}
PLACES_OF_SPEECH = {"on", "to", "in", "with", "for", "during", "from"}


@dataclass(frozen=True, slots=True)
class Outlet:
    """A news organisation of the lexicon, or one that the text alone names.

    Attributes
    ----------
    name : str
        Canonical name; as written where nobody lists it.
    kind : str
        agency, broadcaster or outlet.
    suspect : str or None
        Canonical name that an unknown one may stand for.
    """

    name: str
    kind: str
    suspect: str | None = None


@dataclass(slots=True)
class Mention:
    """A news organisation at a place: words `first` to `last` (exclusive)."""

    outlet: Outlet
    first: int
    last: int
    care: bool = False
    cue: str | None = None
    cue_span: tuple[int, int] | None = None


class OutletIndex:
    """Names and aliases by their first word."""

    def __init__(self, rows: Iterable[Mapping[str, str]]):
        self.names: dict[str, list[tuple[tuple[str, ...], Outlet, bool]]] = {}
        self.outlets: list[Outlet] = []
        for row in rows:
            outlet = Outlet(row["name"], row.get("kind") or "outlet")
            self.outlets.append(outlet)
            care = set(split_cell(row.get("care")))
            for name in [row["name"], *split_cell(row.get("aliases"))]:
                self._add(name, outlet, name in care)
        for held in self.names.values():
            held.sort(key=lambda entry: -len(entry[0]))

    def _add(self, name: str, outlet: Outlet, care: bool) -> None:
        parts = tuple(TOKEN.findall(name))
        if parts and parts[0] in ("The", "the") and len(parts) > 2:
            parts = parts[1:]  # two words and more need no article
        if parts:
            held = self.names.setdefault(parts[0].lower(), [])
            if all(known[0] != parts for known in held):
                held.append((parts, outlet, care))

    def find(self, words: list[Word]) -> list[Mention]:
        """Return the mentions in a sentence, longest names first, no overlaps."""
        found: list[Mention] = []
        at = 0
        texts = [word.text for word in words]
        while at < len(words):
            entry = self._at(texts, at)
            if entry is None:
                at += 1
                continue
            parts, outlet, care = entry
            found.append(Mention(outlet, at, at + len(parts), care))
            at += len(parts)
        return found

    def _single(self, part: str) -> tuple[Outlet, bool] | None:
        """An initialism inside a compound: "AP-Harbour"."""
        if len(part) < 2 or not part.isupper():
            return None
        held = self.names.get(part.lower(), ())
        return next(((o, c) for parts, o, c in held if parts == (part,)), None)

    def _at(
        self, texts: list[str], at: int
    ) -> tuple[tuple[str, ...], Outlet, bool] | None:
        if texts[at] in ("The", "the") and at + 1 < len(texts):
            longer = self._at(texts, at + 1)
            if longer is not None and len(longer[0]) > 1:
                return None
        for part in texts[at].split("-")[:2] if "-" in texts[at] else ():
            found = self._single(part)
            if found is not None:
                return (texts[at],), *found
        for parts, outlet, care in self.names.get(texts[at].lower(), ()):
            given = texts[at : at + len(parts)]
            first = given[0] if parts[0] != "The" else given[0].capitalize()
            if (first, *given[1:]) == parts:
                return parts, outlet, care
        return None


def short_names(mentions: Iterable[tuple[list[Word], Mention]]) -> dict[str, Outlet]:
    """Return the last words by which an article may call an outlet later on."""
    table: dict[str, Outlet] = {}
    for words, mention in mentions:
        last = words[mention.last - 1].text
        if mention.last - mention.first > 1 and last.lower() in NEWSROOM_WORDS:
            table.setdefault(last, mention.outlet)
    return table


def _shortened(
    words: list[Word], known: list[Mention], short: Mapping[str, Outlet]
) -> list[Mention]:
    taken = {at for mention in known for at in range(mention.first, mention.last)}
    return [
        Mention(short[word.text], at, at + 1)
        for at, word in enumerate(words)
        if word.text in short
        and at not in taken
        and at
        and words[at - 1].low == "the"
        and (at + 1 == len(words) or words[at + 1].tag != "K")
    ]


@cache
def _lexicon_index() -> OutletIndex:
    return OutletIndex(read_lexicon("outlets"))


def outlet_index(own: Iterable[Mapping[str, str]] = ()) -> OutletIndex:
    """Return the index of the lexicon with the pile's own outlets above it."""
    own = list(own)
    return OutletIndex([*own, *read_lexicon("outlets")]) if own else _lexicon_index()


# --- mere mention or basis ---------------------------------------------------


def credited(
    words: list[Word],
    frames: list[Frame],
    index: OutletIndex,
    short: Mapping[str, Outlet] | None = None,
) -> list[Mention]:
    """Return the mentions that the sentence rests on, with their cues.

    Parameters
    ----------
    words, frames : list
        The sentence.
    index : OutletIndex
        The names to look for.
    short : mapping of str to Outlet, optional
        Last words of names that the article has given in full ("the Post").
    """
    mentions = index.find(words)
    mentions += _shortened(words, mentions, short or {})
    mentions += _unlisted(words, mentions, index)
    found = []
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
    return next((cue for cue in cues if cue is not None), None)


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
    """ "CITY (AP) —", or the same at the sentence's end."""
    first, last = mention.first, mention.last
    bracketed = (
        0 < first
        and last < len(words)
        and words[first - 1].tag == "("
        and words[last].tag == ")"
    )
    if bracketed and (last + 1 == len(words) or words[last + 1].tag in "-:."):
        return first
    opens = first == 0 and last < len(words) and words[last].tag == "-"
    return first if opens and words[last].text in "–—" else None


def _speaks(words: list[Word], frames: list[Frame], mention: Mention) -> int | None:
    """The organisation, or its staff, is the speaker of a frame."""
    for frame in frames:
        if frame.speaker is None or not (
            frame.speaker[0] <= mention.first < frame.speaker[1]
        ):
            continue
        verb = words[frame.cue].verb
        if verb is not None and verb.kind not in TRUSTED_KINDS:
            continue
        pleads = frame.shape == "participle" and verb and verb.kind in OWN_CASE
        if frame.shape == "label" or pleads:
            continue
        if _is_head(words, frame.speaker, mention):
            return frame.cue
        phrase = words[frame.speaker[0] : frame.speaker[1]]
        if any(word.low in BASIS_NOUNS for word in phrase):
            return frame.cue
    return None


def _staff(words: list[Word], frames: list[Frame], mention: Mention) -> int | None:
    """ "a reporter for the organisation", "the organisation's Jane Orlo said"."""
    nouns = speaking_nouns()
    at = mention.first - 1
    while at > 0 and words[at].tag in "DK":
        at -= 1
    if at > 0 and words[at].low in FOR_ITS_STAFF:
        lead = words[max(0, at - 6) : at]
        press = nouns.get(words[at - 1].low) == "press"
        if press and not any(w.low in ("former", "is", "was", "ex") for w in lead):
            return at - 1
    after = words[mention.last : mention.last + 7]
    verbs = {frame.cue for frame in frames if _trusted(words, frame)}
    for step, word in enumerate(after):
        here = mention.last + step
        if here in verbs or (word.tag in "BT" and step > 2 and not mention.first):
            former = mention.first and words[mention.first - 1].low == "former"
            return None if former or step < 2 else min(here, len(words) - 1)
        if word.tag not in "KWGBXT" or (word.tag == "W" and word.low not in nouns):
            return None
    return None


def _trusted(words: list[Word], frame: Frame) -> bool:
    verb = words[frame.cue].verb
    return verb is not None and verb.kind in TRUSTED_KINDS


def _is_head(words: list[Word], speaker: tuple[int, int], mention: Mention) -> bool:
    """Whether the name is what the phrase is about, not a part of it."""
    lead = words[speaker[0] : mention.first]
    after = words[mention.last : speaker[1]]
    if any(word.tag == "P" for word in lead):
        return False
    nouns = speaking_nouns()
    if after and after[0].tag == "G":
        return len(after) > 1 and all(word.tag == "K" for word in after[1:3])
    return not after or after[0].tag in ",(-LP" or nouns.get(after[0].low) == "media"


def _addressed(words: list[Word], frames: list[Frame], mention: Mention) -> int | None:
    """ "X told the organisation"."""
    for frame in frames:
        verb = words[frame.cue].verb
        if verb is None or "q" not in verb.takes or frame.cue >= mention.first:
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
    """ "On the channel, X said …"."""
    lead = [word.low for word in words[: mention.first] if word.tag not in "DBT"]
    if lead not in LEADING_TO_STAGE:
        return None
    later = [f.cue for f in frames if f.cue > mention.last and f.shape == "before"]
    return later[0] if later else None


def _spoken_to(words: list[Word], frames: list[Frame], mention: Mention) -> int | None:
    """ "in an interview with the organisation", "an X interview", "spoke to X"."""
    for at in range(mention.last, min(mention.last + 5, len(words))):
        if words[at].tag in ",.;:V":
            break
        pair = f"{words[at].low} {words[at + 1].low if at + 1 < len(words) else ''}"
        if words[at].low in STAGES or pair in ("town hall", "editorial board"):
            return at
    for at in range(mention.first - 1, max(-1, mention.first - 9), -1):
        if words[at].tag in ".;:Q":
            break
        if words[at].low in SPOKEN_TO:
            link = words[at + 1 : mention.first]
            if any(
                word.low in ("to", "with", "on", "for", "by", "of") for word in link
            ):
                return at
            break
    return None


def _according(words: list[Word], frames: list[Frame], mention: Mention) -> int | None:
    for frame in frames:
        if frame.shape == "according" and frame.cue < mention.first <= frame.end:
            between = words[frame.cue + 1 : mention.first]
            if len(between) < 7 and all(word.tag in "DKWNPBG/" for word in between):
                return frame.cue
    return None


def _passed_on(words: list[Word], frames: list[Frame], mention: Mention) -> int | None:
    """ "reported by the organisation", "published in …", "citing …"."""
    at = mention.first - 1
    while at >= 0 and (words[at].tag in "DKW" and words[at].low not in PASSED_ON):
        if mention.first - at > 6:
            return None
        at -= 1
    if at < 0:
        return None
    if words[at].low in ("citing", "quoting", "cited", "quoted", "cites", "quotes"):
        return at
    if words[at].low in ("checked", "consulted", "via", "per"):
        return at
    if words[at].low in ("by", "in", "with", "from", "on") and at:
        back = at - 2 if words[at - 1].tag == "," and at > 1 else at - 1
        if words[back].low in PASSED_ON or words[back].low in BASIS_NOUNS:
            return back
    if words[at].low == "to":
        for back in range(at - 1, max(-1, at - 25), -1):
            if words[back].tag in ".;:,QS":
                return None
            if words[back].low in HANDED:
                return back
    return None


def _as_it_says(words: list[Word], frames: list[Frame], mention: Mention) -> int | None:
    """ "as the organisation put it"."""
    at = mention.first - 1
    while at > 0 and words[at].tag in "DB":
        at -= 1
    if at < 0 or words[at].low != "as" or mention.last >= len(words):
        return None
    after = words[mention.last]
    return at if after.tag == "V" or after.low in ("put", "has") else None


def _publishes(words: list[Word], frames: list[Frame], mention: Mention) -> int | None:
    """ "The organisation published …"."""
    at = mention.last
    while at < len(words) and (
        words[at].tag in "XBT" or speaking_nouns().get(words[at].low) == "media"
    ):
        if words[at].low in PUBLISHING:
            break
        at += 1
    if at + 2 < len(words) and words[at].tag == "," and words[at + 1].low == "which":
        at += 2
        while at < len(words) and words[at].tag in "XBT":
            at += 1
    if at < len(words) and (words[at].low in PUBLISHING or _reports(words[at])):
        lead = words[mention.first - 1].tag if mention.first else "."
        if lead in "DS.,;:-LQBTKW" and words[at - 1].low not in ("be", "been", "was"):
            return at
    return None


def _reports(word: Word) -> bool:
    verb = word.verb
    finite = word.tag == "V" and verb is not None and verb.form in ("past", "present")
    return finite and verb.kind in ("report", "write") and "that" in verb.takes


def _basis(words: list[Word], frames: list[Frame], mention: Mention) -> int | None:
    """ "a New York Times report", "an X/Y poll", "X's investigation"."""
    for at in range(mention.last, min(mention.last + 6, len(words))):
        if words[at].low in BASIS_NOUNS:
            return at
        if words[at].tag not in "KWGN/&" or words[at].tag == "V":
            return None
    return None


RULES = (
    _wire_tag,
    _according,
    _speaks,
    _staff,
    _addressed,
    _passed_on,
    _basis,
    _publishes,
    _as_it_says,
    _spoken_to,
)


# --- names that nobody listed ------------------------------------------------


def _unlisted(
    words: list[Word], known: list[Mention], index: OutletIndex
) -> list[Mention]:
    taken = {at for mention in known for at in range(mention.first, mention.last)}
    found = []
    at = 0
    while at < len(words):
        end = at
        while end < len(words) and words[end].tag == "K" and end not in taken:
            end += 1
        if end > at:
            size = _newsroom_tail(words, at, end)
            lead = _newsroom_lead(words, at)
            if size is not None or (lead and end - at <= 4):
                last = end + (size or 0)
                found.append(Mention(_stranger(words, at, end, last, index), at, last))
        at = max(end, at + 1)
    return found


def _newsroom_tail(words: list[Word], first: int, end: int) -> int | None:
    """How many words after a name mark it as a newsroom; None where nothing does."""
    nouns = speaking_nouns()
    for size in (2, 1):
        tail = " ".join(word.low for word in words[end : end + size])
        if nouns.get(tail) == "media" and tail not in ("media", "press", "paper"):
            return size
    named = end - first >= 2 and words[end - 1].low in NEWSROOM_WORDS
    return 0 if named else None


def _newsroom_lead(words: list[Word], first: int) -> bool:
    nouns = speaking_nouns()
    for size in (2, 1):
        lead = " ".join(word.low for word in words[max(0, first - size) : first])
        if nouns.get(lead) == "media" and lead not in ("media", "press", "paper"):
            return True
    return False


def _stranger(
    words: list[Word], first: int, end: int, last: int, index: OutletIndex
) -> Outlet:
    name = " ".join(word.text for word in words[first:last])
    tail = " ".join(word.low for word in words[end:last])
    lead = " ".join(word.low for word in words[max(0, first - 2) : first])
    around = f"{lead} {tail}"
    kind = "outlet"
    if any(mark in around for mark in ("agency", "wire", "company", "service")):
        kind = "agency"
    elif any(
        mark in around for mark in ("broadcaster", "channel", "radio", "tv", "tele")
    ):
        kind = "broadcaster"
    twin = _twin(tuple(word.low for word in words[first:end]), index)
    return Outlet(name, twin.kind if twin else kind, twin.name if twin else None)


@cache
def _roots() -> dict[str, str]:
    table: dict[str, str] = {}
    for row in read_lexicon("spun_words"):
        for spun in split_cell(row["spun"]):
            table.setdefault(spun, row["word"])
    return table


def _twin(name: tuple[str, ...], index: OutletIndex) -> Outlet | None:
    """The listed outlet whose name says the same in other words."""
    roots = _roots()
    name = name[1:] if name[:1] == ("the",) else name
    if not any(word in roots for word in name):
        return None
    plain = tuple(roots.get(word, word) for word in name)
    for parts, outlet, _ in index.names.get(plain[0], ()):
        if tuple(part.lower() for part in parts) == plain:
            return outlet
    return None
