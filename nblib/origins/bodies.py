"""Tell when two descriptions mean one person or body.

News names one origin in many ways: "the ministry", "a Turkish official", "sources
in Ankara". A description is reduced to what it gives away: a person's name, or a
state and a body of it. Two descriptions are one origin unless they contradict
each other there: another name, another state, or another body of the same state.
An unnamed person of whom nothing is known is as many origins as there are
newsrooms that spoke to one.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from .states import APOSTROPHES, find_body, find_state

WORD = re.compile(r"[^\W_][\w.'&-]*")
SMALL_WORDS = frozenset(
    {"a", "an", "the", "one", "two", "three", "several", "some", "many", "of", "in"}
    | {"at", "on", "for", "to", "and", "from", "with", "by", "who", "that", "senior"}
    | {"top", "another", "other", "unnamed", "anonymous", "familiar", "person"}
    | {"people", "both", "each", "either", "side", "sides", "country", "countries"}
    | {"nation", "nations", "party", "parties", "government", "governments"}
)
ROLE_WORDS = frozenset(
    {
        "official",
        "officer",
        "source",
        "spokesman",
        "spokeswoman",
        "spokesperson",
        "aide",
    }
    | {
        "adviser",
        "diplomat",
        "minister",
        "ministry",
        "minister'",
        "government",
        "office",
    }
    | {"administration", "authority", "authoritie", "delegation", "leadership", "envoy"}
    | {"ambassador", "supply", "supplie", "workplace"}
)
HONORIFIC = re.compile(
    r"^(?:mr|mrs|ms|miss|dr|prof|sir|lord|lady|rev|gen|col|capt|lt|sgt|sen|rep|gov)"
    r"\.?\s+(?=\S)",
    re.IGNORECASE,
)
POSSESSOR = re.compile(r"(\w[\w-]+)['’]s? (?:office|cabinet|bureau|aides?|staff)")
TITLE = re.compile(
    r"(?:president|premier|chancellor|prime minister|minister|secretary|speaker)$",
    re.IGNORECASE,
)
NEWS_KINDS = ("agency", "outlet", "broadcaster")


@dataclass(frozen=True, order=True)
class Voice:
    """Who said it, as far as the description tells.

    Attributes
    ----------
    name : str
        The description, as the article gives it.
    kind : str
        person, office, anonymous, document, organisation, state or newsroom.
    state, body : str
        Names from the lexicons, empty where the description does not tell.
    """

    name: str
    kind: str
    state: str = ""
    body: str = ""

    @property
    def official(self) -> bool:
        """Whether the voice speaks for a state: an office, its people, the state."""
        return self.kind != "person" and (
            bool(self.state) or bool(self.body) or self.generic
        )

    @property
    def title(self) -> bool:
        """Whether the name is an office that one person holds ("the premier")."""
        return self.kind != "person" and bool(self.body and TITLE.search(self.name))

    @property
    def generic(self) -> bool:
        """Whether the name is a role and nothing else ("officials", "the aide")."""
        words = {word.removesuffix("s") for word in content_words(self.name)}
        return self.kind in ("anonymous", "office") and words <= ROLE_WORDS


def describe(
    name: str, kind: str, posts: Mapping[str, tuple[str, str]] | None = None
) -> Voice:
    """Reduce a description to a voice.

    Parameters
    ----------
    name : str
        The description.
    kind : str
        Kind of the credit that holds it.
    posts : mapping, optional
        (state, body) of people by name, for "Vestergaard's office".

    Examples
    --------
    >>> voice = describe("two Danish foreign ministry officials", "anonymous")
    >>> voice.state, voice.body, voice.official
    ('Denmark', 'foreign ministry', True)
    """
    state, body = find_state(name), find_body(name)
    owner = POSSESSOR.search(name)
    if owner and posts and (post := posts.get(owner[1])):
        state, body = state or post[0], body or post[1]
    if kind == "organisation" and not body:
        state = ""  # a group named for a country does not speak for it
    return Voice(plain_name(name), kind, state, body)


def plain_name(name: str) -> str:
    """Return a name without an honorific before it.

    Examples
    --------
    >>> plain_name("Mr. Vestergaard")
    'Vestergaard'
    """
    return HONORIFIC.sub("", name)


def merge(voices: Iterable[tuple[Voice, str]]) -> dict[tuple[Voice, str], str]:
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
    >>> office = describe("the Danish foreign ministry", "office")
    >>> unnamed = describe("a Danish official", "anonymous")
    >>> named = describe("Jo Vestergaard", "person")
    >>> groups = merge([(office, "X"), (unnamed, "Y"), (named, "Y")])
    >>> len(set(groups.values()))
    2
    """
    pairs = sorted(set(voices))
    pile = _Pile([voice for voice, _ in pairs])
    return {pair: pile.origin(*pair) for pair in pairs}


class _Pile:
    """What all voices together tell about each."""

    def __init__(self, voices: list[Voice]) -> None:
        self.people = _people([v.name for v in voices if v.kind == "person"])
        self.surnames = {fold(name).split()[-1]: name for name in self.people.values()}
        self.holders = {
            (voice.state, voice.body): self.people[voice.name]
            for voice in reversed(voices)
            if voice.kind == "person" and voice.body
        }
        officials = [v for v in voices if v.official and not self.person(v)]
        self.states = sorted({(v.state, v.body) for v in officials if v.state})
        self.bodies: dict[str, str] = {}
        for voice in officials:
            if voice.body:
                state = self._state(voice)
                first = self.bodies.get(state, voice.body)
                self.bodies[state] = min(first, voice.body)
        self.groups = sorted(
            v.name for v in voices if v.kind == "organisation" and not v.official
        )

    def person(self, voice: Voice) -> str:
        """Return the person that a voice is, empty when it is none."""
        if voice.kind == "person":
            return self.people[voice.name]
        if voice.title:
            holders = {
                name
                for (state, body), name in self.holders.items()
                if body == voice.body and voice.state in ("", state)
            }
            return min(holders) if len(holders) == 1 else ""
        alone = voice.kind == "organisation" and len(voice.name.split()) == 1
        return self.surnames.get(fold(voice.name), "") if alone else ""

    def _state(self, voice: Voice) -> str:
        """State of an official: as told, else one that contradicts nothing told."""
        fits = [state for state, body in self.states if voice.body in ("", body)]
        open_to = [state for state, body in self.states if not body]
        return voice.state or next(iter([*fits, *open_to]), "")

    def origin(self, voice: Voice, pipeline: str) -> str:
        """Name the origin that a voice, heard by a newsroom, belongs to."""
        if person := self.person(voice):
            return person
        if voice.official:
            state = self._state(voice)
            body = voice.body or self.bodies.get(state, "")
            return f"{state} {body}".strip() or f"official, to {pipeline}"
        if voice.kind == "organisation":
            same = [name for name in self.groups if same_group(name, voice.name)]
            return min(same, default=voice.name)
        if voice.kind == "newsroom":
            return voice.name
        words = " ".join(sorted(content_words(voice.name)))
        return f"{words or voice.kind}, to {pipeline}"


def _people(names: Iterable[str]) -> dict[str, str]:
    """Map each name to the fullest name that ends like it and contradicts nothing."""
    found = sorted(set(names), key=lambda name: (-len(name.split()), name))
    full: dict[str, str] = {}
    for name in found:
        words = fold(name).split()
        same = [
            other
            for other in dict.fromkeys(full.values())
            if words[-1] == fold(other).split()[-1]
            and (len(words) == 1 or words[0] == fold(other).split()[0])
        ]
        full[name] = same[0] if same else name
    return full


def same_group(one: str, other: str) -> bool:
    """Whether two names can be those of one organisation.

    Examples
    --------
    >>> same_group("Northern Harbour Watch", "NHW"), same_group("Red Star", "Blue Star")
    (True, False)
    """
    a, b = content_words(one), content_words(other)
    return (
        a == b
        or initials(one) == fold(other)
        or initials(other) == fold(one)
        or (bool(a) and bool(b) and (a < b or b < a))
    )


def initials(name: str) -> str:
    """Return the initials of a name's words that begin with a capital."""
    return fold("".join(word[0] for word in WORD.findall(name) if word[0].isupper()))


def content_words(name: str) -> frozenset[str]:
    """Return the words that tell one description from another."""
    return frozenset(WORD.findall(fold(name))) - SMALL_WORDS


def fold(name: str) -> str:
    """Return a name with case and curly apostrophes folded."""
    return name.translate(APOSTROPHES).casefold().strip()
