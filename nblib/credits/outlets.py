"""News organisations by name: the lexicon, the pile's own list, and unlisted ones.

A name is looked up word by word. A name that nobody listed is taken for a newsroom
where a word beside it or its last word marks one ("the news site …", "… Gazette"); a
name that says the same as a listed one in other words is kept as written, with the
listed name as a suspicion.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import chain, pairwise

from ..lexicons import read_lexicon, split_cell, word_group
from ..vectors import words as fold
from .phrases import speaking_nouns
from .words import TOKEN, Sieve, Token, Word


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


Entry = tuple[tuple[str, ...], Outlet, bool]  # words of a name, whose, with care


class OutletIndex:
    """Names and aliases by their first two words."""

    def __init__(self, rows: Iterable[Mapping[str, str]]):
        self.starts: set[str] = set()
        self.telling: set[str] = set()  # a word of each name, none of them "the"
        self.names: dict[tuple[str, str], list[Entry]] = {}
        self.outlets: list[Outlet] = []
        self.folded: dict[tuple[str, ...], Outlet] = {}
        self.sieve = Sieve(self._may_name)
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
            self.folded.setdefault(_folded(parts), outlet)
            low, second = parts[0].lower(), parts[1] if len(parts) > 1 else ""
            self.starts.add(low)
            self.telling.add(max(parts[1:] or parts, key=len))
            held = self.names.setdefault((low, second), [])
            if all(known[0] != parts for known in held):
                held.append((parts, outlet, care))

    def find(self, words: list[Word]) -> list[Mention]:
        """Return the mentions in a sentence, longest names first, no overlaps."""
        found: list[Mention] = []
        end = 0
        texts = [word.text for word in words]
        if self.telling.isdisjoint(texts) and "-" not in "".join(texts):
            return found
        for at, text in enumerate(texts):
            if at < end or not (text.lower() in self.starts or "-" in text):
                continue
            entry = self._at(texts, at)
            if entry is not None:
                parts, outlet, care = entry
                end = at + len(parts)
                found.append(Mention(outlet, at, end, care))
        return found

    def _may_name(self, tokens: list[Token]) -> bool:
        """Whether one of some tokens may name a newsroom, listed or not."""
        marks = _telling_words()
        return any(
            text in self.telling
            or low in marks
            or ("-" in text and any(map(self._single, text.split("-")[:2])))
            for _, _, text, low, _, _, _ in tokens
        )

    def _single(self, part: str) -> tuple[Outlet, bool] | None:
        """Look up an initialism inside a compound: "AP-Harbour"."""
        if len(part) < 2 or not part.isupper():
            return None
        held = self.names.get((part.lower(), ""), ())
        return next(((o, c) for parts, o, c in held if parts == (part,)), None)

    def _at(self, texts: list[str], at: int) -> Entry | None:
        article = texts[at] in ("The", "the") and at + 1 < len(texts)
        if article and texts[at + 1] not in ("The", "the"):
            longer = self._at(texts, at + 1)
            if longer is not None and len(longer[0]) > 1:
                return None
        for part in texts[at].split("-")[:2] if "-" in texts[at] else ():
            found = self._single(part)
            if found is not None:
                return (texts[at],), *found
        low, second = texts[at].lower(), texts[at + 1] if at + 1 < len(texts) else ""
        longer_first = self.names.get((low, second), ()), self.names.get((low, ""), ())
        for parts, outlet, care in chain(*longer_first):
            given = texts[at : at + len(parts)]
            first = given[0] if parts[0] != "The" else given[0].capitalize()
            if (first, *given[1:]) == parts:
                return parts, outlet, care
        return None


def outlet_index(own: Iterable[Mapping[str, str]] = ()) -> OutletIndex:
    """Return the index of the lexicon with the pile's own outlets above it."""
    return _index(tuple(tuple(row.items()) for row in own))


@lru_cache(maxsize=8)  # a pile is done in batches, each with the same outlets
def _index(own: tuple[tuple[tuple[str, str], ...], ...]) -> OutletIndex:
    return OutletIndex([*map(dict, own), *read_lexicon("outlets")])


def short_names(mentions: Iterable[tuple[list[Word], Mention]]) -> dict[str, Outlet]:
    """Return the last words by which an article may call an outlet later on."""
    table: dict[str, Outlet] = {}
    for words, mention in mentions:
        last = words[mention.last - 1].text
        if mention.last - mention.first > 1 and last.lower() in word_group("newsroom"):
            table.setdefault(last, mention.outlet)
    return table


def shortened_mentions(
    words: list[Word], known: list[Mention], short: Mapping[str, Outlet]
) -> list[Mention]:
    """Return mentions by the last word of a name given in full before: "the Post"."""
    if not short:
        return []
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


def unlisted_mentions(
    words: list[Word], known: list[Mention], index: OutletIndex
) -> list[Mention]:
    """Return mentions of newsrooms that no list holds, told by a word beside them."""
    if _telling_words().isdisjoint([word.low for word in words]):
        return []
    taken = {at for mention in known for at in range(mention.first, mention.last)}
    names = [at for at, w in enumerate(words) if w.tag == "K" and at not in taken]
    found = []
    for at, end in _runs(names):
        size = _newsroom_tail(words, at, end)
        lead = _newsroom_lead(words, at)
        other = not size and not lead and _is_other(words, end)
        garbled = end - at > 1 and _twin(tuple(w.low for w in words[at:end]), index)
        told = size is not None and not other
        if told or garbled or (lead and end - at <= 4):
            last = end + (size or 0)
            found.append(Mention(_stranger(words, at, end, last, index), at, last))
    return found


def _runs(places: list[int]) -> Iterator[tuple[int, int]]:
    """Yield runs of places that follow each other, the end exclusive."""
    breaks = [n for n in range(1, len(places)) if places[n] != places[n - 1] + 1]
    for first, last in pairwise([0, *breaks, len(places)]):
        if first < last:
            yield places[first], places[last - 1] + 1


def _newsroom_tail(words: list[Word], first: int, end: int) -> int | None:
    """How many words after a name mark it as a newsroom; None where nothing does."""
    for size in (2, 1):
        if end + size <= len(words) and is_newsroom(words[end : end + size]):
            return size
    named = end - first >= 2 and words[end - 1].low in word_group("newsroom")
    return 0 if named else None


def _is_other(words: list[Word], end: int) -> bool:
    """Whether what explains a name tells of a body that is no newsroom."""
    told = words[end + 1 : end + 5]
    if end >= len(words) or words[end].tag != "," or not told:
        return False
    kinds = {speaking_nouns().get(word.low) for word in told}
    led = told[0].low in ("a", "an") and "media" not in kinds
    return led and "organisation" in kinds


def _newsroom_lead(words: list[Word], first: int) -> bool:
    return any(is_newsroom(words[max(0, first - size) : first]) for size in (2, 1))


def is_newsroom(words: list[Word]) -> bool:
    """Whether one word or two are a noun for a newsroom, such as "news site"."""
    low = words[0].low if len(words) == 1 else " ".join([w.low for w in words])
    return low in _newsroom_nouns()


@cache
def _telling_words() -> frozenset[str]:
    """Return one word of each noun for a newsroom, and the last words of names."""
    nouns = (max(noun.split(), key=len) for noun in _newsroom_nouns())
    return frozenset(nouns) | word_group("newsroom") | _roots().keys()


@cache
def _newsroom_nouns() -> frozenset[str]:
    """Nouns for newsrooms, less those that mean all of them."""
    media = {noun for noun, kind in speaking_nouns().items() if kind == "media"}
    return frozenset(media - {"media", "press", "paper"})


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
    """Return the listed outlet whose name says the same in other words."""
    roots = _roots()
    name = name[1:] if name[:1] == ("the",) else name
    if not any(word in roots for word in name):
        return None
    return index.folded.get(_folded(roots.get(word, word) for word in name))


def _folded(name: Iterable[str]) -> tuple[str, ...]:
    """Words of a name in one spelling: "Harbor", "Harbour"."""
    return tuple(word.folded for word in fold(" ".join(name)))
