"""Group the voices of a claim, or of a pile, into origins.

What one voice leaves open another may tell: the grouping looks at all of them at
once, so that "an official" joins the one ministry that speaks, and adds none.
"""

import re
from collections import defaultdict
from collections.abc import Iterable
from functools import lru_cache

from .bodies import (
    HEADS,
    HELD_BY_ONE,
    Voice,
    content_words,
    fold,
    initials,
    role_words,
    same_group,
)
from .states import NAMES

Pair = tuple[Voice, str]  # a voice and the newsroom that heard it
OF_PLACE = re.compile(r"(?<=mayor|ernor) of [^,]+$", re.IGNORECASE)


def merge(voices: Iterable[Pair]) -> dict[Pair, str]:
    """Group (voice, pipeline) pairs into origins.

    Parameters
    ----------
    voices : iterable of (Voice, str)
        Each voice with the newsroom or agency that heard it.

    Returns
    -------
    dict
        For each pair the name of its origin. The same for any order of input.

    Examples
    --------
    >>> from nblib.origins.bodies import describe
    >>> office = describe("the Danish foreign ministry", "office")
    >>> unnamed = describe("a Danish official", "anonymous")
    >>> named = describe("Jo Vestergaard", "person")
    >>> groups = merge([(office, "X"), (unnamed, "Y"), (named, "Y")])
    >>> len(set(groups.values()))
    2
    """
    pairs = sorted(set(voices))
    if len(pairs) == 1:
        return {pairs[0]: _alone(pairs[0])}
    return _merge(pairs)


@lru_cache(maxsize=NAMES)
def _alone(pair: Pair) -> str:
    """Name the origin of a voice that is heard alone, as most are."""
    return _merge([pair])[pair]


def _merge(pairs: list[Pair]) -> dict[Pair, str]:
    """Group different pairs, in their order."""
    pile = _Pile(pairs)
    keys = {pair: pile.origin(*pair) for pair in pairs}
    described = _described(keys)
    members: dict[str, list[Pair]] = defaultdict(list)
    for pair in pairs:
        voice, room = pair
        known = described.get(room) if voice.vague else None
        members[known or keys[pair]].append(pair)
    named: dict[Pair, str] = {}
    taken: set[str] = set()
    for key, group in members.items():
        label = _label(key, group)
        label = f"{label} ({key})" if label in taken else label
        taken.add(label)
        named |= dict.fromkeys(group, label)
    return named


def _described(keys: dict[Pair, str]) -> dict[str, str]:
    """Whom each newsroom describes that people of whom nothing is told may be.

    "Four people with knowledge of the talks" and "an aide and two officers" in one
    report may be the same people, so that the first add nobody.
    """
    found: dict[str, str] = {}
    for (voice, room), key in keys.items():
        if voice.kind == "anonymous" and not voice.vague:
            found[room] = min(found.get(room, key), key)
    return found


def _label(key: str, group: list[Pair]) -> str:
    """Name an origin as a reader would: by its office, else by its description."""
    if key in {voice.name for voice, _ in group if voice.kind != "anonymous"}:
        return key
    rank = {"person": 0, "office": 1, "organisation": 2, "anonymous": 3, "state": 4}
    best = min(
        (voice for voice, _ in group),
        key=lambda v: (
            rank.get(v.kind, 5),
            v.generic,
            not v.state,
            len(v.name),
            v.name,
        ),
    )
    rooms = sorted({room for _, room in group})
    alone = best.kind == "anonymous" and len(rooms) == 1
    name = best.name[:1].upper() + best.name[1:]
    return f"{name}, to {rooms[0]}" if alone else name


class _Pile:
    """What all voices together tell about each."""

    def __init__(self, pairs: list[Pair]) -> None:
        voices = [voice for voice, _ in pairs]
        self.people = _people([v.name for v in voices if v.kind == "person"])
        self.surnames = {fold(name).split()[-1]: name for name in self.people.values()}
        self.holders = {
            (voice.state, voice.body): self.people[voice.name]
            for voice in reversed(voices)
            if voice.kind == "person" and voice.body
        }
        self.held: dict[str, list[tuple[str, str]]] = defaultdict(list)
        for (state, body), name in self.holders.items():
            self.held[body].append((state, name))
        officials = [v for v in voices if v.official and not self.person(v)]
        self.states = sorted(
            {(v.state, v.body) for v in officials if v.state and not v.exclusive}
        )
        self.heard = {
            (room, v.state, v.body) for v, room in pairs if v.official and v.state
        }
        self.bodies: dict[str, str] = {}
        self.offices = {(v.state, v.body) for v in officials if v.kind == "office"}
        for voice, room in pairs:
            if voice.official and voice.body and not self.person(voice):
                state = self._state(voice, room)
                first = self.bodies.get(state, voice.body)
                self.bodies[state] = min(first, voice.body)
        self.groups = _Groups(
            v.name for v in voices if v.kind == "organisation" and not v.official
        )

    def person(self, voice: Voice) -> str:
        """Return the person that a voice is, empty when it is none."""
        if voice.kind == "person":
            return self.people[voice.name]
        if voice.title:
            return self._holder(voice.state, voice.body)
        alone = voice.kind == "organisation" and len(voice.name.split()) == 1
        return self.surnames.get(fold(voice.name), "") if alone else ""

    def _state(self, voice: Voice, pipeline: str) -> str:
        """State of an official: as told, else one that contradicts nothing told.

        A bare role ("an aide") is one of those whom its newsroom heard, or of the one
        state that speaks; where several do, it stays open.
        """
        fits = [place for place in self.states if voice.body in ("", place[1])]
        fits += [place for place in self.states if voice.body and not place[1]]
        if voice.generic and len({state for state, _ in fits}) > 1:
            fits = [place for place in fits if (pipeline, *place) in self.heard]
        return voice.state or next((state for state, _ in fits), "")

    def _holder(self, state: str, body: str) -> str:
        """Return who holds an office, as far as that is told and only one does."""
        fits = {
            name
            for of, name in self.held.get(body, ())
            if of == state or not of or not state
        }
        return min(fits) if len(fits) == 1 else ""

    def _head(self, state: str) -> str:
        """Return who leads a state, when that person speaks too."""
        heads = {self.holders.get((state, body), "") for body in HEADS} - {""}
        return min(heads, default="")

    def origin(self, voice: Voice, pipeline: str) -> str:
        """Name the origin that a voice, heard by a newsroom, belongs to."""
        if person := self.person(voice):
            return person
        if voice.official:
            return self._office(voice, pipeline)
        if voice.kind == "organisation":
            return self.groups.first_like(voice.name)
        if voice.kind == "newsroom":
            return voice.name
        told = content_words(voice.name)
        words = " ".join(sorted(told - role_words() or told))
        return f"{words or voice.kind}, to {pipeline}"

    def _office(self, voice: Voice, pipeline: str) -> str:
        """Name the origin of a voice that speaks for a state or one of its bodies."""
        state = self._state(voice, pipeline)
        if voice.kind == "state" and (head := self._head(state)):
            return head
        body = voice.body or self.bodies.get(state, "")
        if body in HELD_BY_ONE and (holder := self._holder(state, body)):
            return holder
        place = OF_PLACE.search(voice.name)
        known = f"{state} {body}{place[0] if place else ''}".strip()
        if not known:
            return f"official, to {pipeline}"
        if voice.in_the_field and (state, body) not in self.offices:
            return f"{known}, on duty, to {pipeline}"
        return f"{known}, to {pipeline}" if voice.exclusive and not body else known


class _Groups:
    """Names of organisations, looked up by what two names of one may share."""

    def __init__(self, names: Iterable[str]) -> None:
        self.by_mark: dict[str, set[str]] = defaultdict(set)
        for name in names:
            for mark in self._marks(name):
                self.by_mark[mark].add(name)

    def _marks(self, name: str) -> frozenset[str] | set[str]:
        """Words of a name and its short form; one of them two names of one share."""
        return (content_words(name) or {""}) | ({initials(name), fold(name)} - {""})

    def first_like(self, name: str) -> str:
        """Return the first of the names that can be of the organisation `name`."""
        near: set[str] = set()
        near.update(*(self.by_mark.get(mark, ()) for mark in self._marks(name)))
        return min((other for other in near if same_group(other, name)), default=name)


def _people(names: Iterable[str]) -> dict[str, str]:
    """Map each name to the fullest name that ends like it and contradicts nothing."""
    found = sorted(set(names), key=lambda name: (-len(name.split()), name))
    full: dict[str, str] = {}
    fullest: dict[str, list[str]] = defaultdict(list)  # by last word
    for name in found:
        words = fold(name).split()
        alike = fullest[words[-1]]
        same = (
            other
            for other in alike
            if len(words) == 1 or words[0] == fold(other).split()[0]
        )
        full[name] = next(same, name)
        if full[name] == name:
            alike.append(name)
    return full
