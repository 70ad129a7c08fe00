"""Tell when two descriptions mean one person or body.

News names one origin in many ways: "the ministry", "a Turkish official", "sources
in Ankara". A description is reduced to what it gives away: a person's name, or a
state and a body of it. Two descriptions are one origin unless they contradict
each other there: another name, another state, or another body of the same state.
An unnamed person of whom nothing is known is as many origins as there are
newsrooms that spoke to one.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache

from ..lexicons import read_lexicon, split_cell
from .states import APOSTROPHES, NAMES, find_body, find_state

WORD = re.compile(r"[^\W_][\w.'&-]*")
SMALL_WORDS = frozenset(
    {"a", "an", "the", "one", "two", "three", "several", "some", "many", "of", "in"}
    | {"at", "on", "for", "to", "and", "from", "with", "by", "who", "that", "senior"}
    | {"top", "another", "other", "unnamed", "anonymous", "familiar", "person"}
    | {"people", "both", "each", "either", "side", "sides", "country", "countries"}
    | {"nation", "nations", "party", "parties", "government", "governments"}
)
OFFICE_WORDS = frozenset(
    {"ministry", "government", "office", "administration", "authority", "authorities"}
    | {"delegation", "delegations", "leadership", "minister", "ministers", "workplace"}
    | {"figure", "figures"}
)
DOCUMENT_WORDS = frozenset(
    {"statement", "announcement", "communique", "communiqué", "release", "briefing"}
)
VAGUE = re.compile(
    r"(?:(?:an?|the|one|two|three|four|five|six|several|some|many|other|\d+) )*"
    r"(?:people|persons?|individuals?|sources?|insiders?|informants?|those|figures)\b",
    re.IGNORECASE,
)
FIELD_WORDS = frozenset(
    {"officer", "officers", "soldier", "soldiers", "trooper", "troopers", "guard"}
    | {"guards", "commander", "commanders", "sergeant", "policeman", "policewoman"}
    | {"constable", "fighter", "fighters", "pilot", "pilots", "medic", "medics"}
)
REGION = re.compile(
    r"\b(?:(?:Middle|Near|Far)[ -]Eastern|Western|European|Arab|Gulf|African|Asian"
    r"|Latin American|Nordic|Balkan|regional|foreign|allied|NATO|EU|U\.?N\.?)\b"
)
HEADS = ("head of government", "head of state")
HELD_BY_ONE = (*HEADS, "mayor", "governor")  # bodies that are one person's
HONORIFIC = re.compile(
    r"^(?:mr|mrs|ms|miss|dr|prof|sir|lord|lady|rev|gen|col|capt|lt|sgt|sen|rep|gov)"
    r"\.?\s+(?=\S)",
    re.IGNORECASE,
)
POSSESSOR = re.compile(
    r"(\b\w[\w-]{1,40})['’]s? (?:office|cabinet|bureau|aides?|staff)"
)
TITLE = re.compile(
    r"(?:president|premier|chancellor|prime minister|minister|secretary|speaker"
    r"|(?:mayor|governor)(?: of .*)?)$",
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
    exclusive : bool
        Whether the voice is unnamed and spoke to one newsroom ("told Reuters").
    """

    name: str
    kind: str
    state: str = ""
    body: str = ""
    exclusive: bool = False

    @cached_property
    def official(self) -> bool:
        """Whether the voice speaks for a state: an office, its people, the state."""
        return (
            self.kind != "person"
            and not self.withheld
            and (bool(self.state) or bool(self.body) or self.generic)
        )

    @cached_property
    def withheld(self) -> bool:
        """Whether no more than the region is told ("a Western diplomat").

        A newsroom that hides the state hides which one of many; it is none of those
        that others name.
        """
        region = REGION.search(self.name)
        return self.kind == "anonymous" and not self.state and bool(region)

    @cached_property
    def vague(self) -> bool:
        """Whether nothing is told but that somebody knows ("people familiar …")."""
        nobody = not (self.state or self.body or self.withheld)
        return self.kind == "anonymous" and nobody and bool(VAGUE.match(self.name))

    @cached_property
    def in_the_field(self) -> bool:
        """Whether it tells what it saw on duty, and speaks for no office."""
        words = content_words(self.name)
        return (
            self.kind == "anonymous" and not self.generic and bool(words & FIELD_WORDS)
        )

    @cached_property
    def title(self) -> bool:
        """Whether the name is an office that one person holds ("the premier")."""
        return self.kind != "person" and bool(self.body and TITLE.search(self.name))

    @cached_property
    def generic(self) -> bool:
        """Whether the name is a role and nothing else ("officials", "the aide")."""
        words = content_words(self.name)
        if self.kind == "document":
            return words <= DOCUMENT_WORDS
        return self.kind in ("anonymous", "office") and words <= role_words()


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
    if body in HEADS and not state and posts:
        states = {post[0] for post in posts.values() if post[1] == body and post[0]}
        state = min(states) if len(states) == 1 else ""
    if kind == "organisation" and not body:
        state = ""  # a group named for a country does not speak for it
    return Voice(plain_name(name), kind, state, body)


@lru_cache(maxsize=NAMES)
def plain_name(name: str) -> str:
    """Return a name without an honorific before it.

    Examples
    --------
    >>> plain_name("Mr. Vestergaard")
    'Vestergaard'
    """
    return HONORIFIC.sub("", name)


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


@lru_cache(maxsize=NAMES)
def initials(name: str) -> str:
    """Return the initials of a name's words that begin with a capital."""
    return fold("".join(word[0] for word in WORD.findall(name) if word[0].isupper()))


@cache
def role_words() -> frozenset[str]:
    """Return the words for speaking for an office, and for offices themselves."""
    roles = [
        word
        for row in read_lexicon("speakers")
        if row["class"] in ("official", "spokesperson", "anonymous")
        for noun in split_cell(row["noun"])
        for word in noun.split()
    ]
    return OFFICE_WORDS | frozenset(roles)


@lru_cache(maxsize=NAMES)
def content_words(name: str) -> frozenset[str]:
    """Return the words that tell one description from another."""
    return frozenset(WORD.findall(fold(name))) - SMALL_WORDS


@lru_cache(maxsize=NAMES)
def fold(name: str) -> str:
    """Return a name with case and curly apostrophes folded."""
    return name.translate(APOSTROPHES).casefold().strip()
