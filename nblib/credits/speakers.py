"""Who a phrase means: a name, a description, or somebody named before.

A speaker keeps the words of the article without the article in front; only what points
back (a pronoun, a surname, "the official", "one of the sources") is replaced by the
name or description that it points to. Nothing is guessed about sex: "he" and "she" are
the person that the sentences just before are about, "it" is the last body or state. A
pronoun that points to nobody has no name and makes no credit.
"""

from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property

from ..lexicons import word_group
from .names import (
    HUMAN,
    companies_in,
    core_of,
    folded_words,
    is_apposed,
    kind_of,
    leading_names,
    name_runs,
    people_in,
    role_of,
    role_words,
    state_names,
    states_by_name,
    surface_of,
)
from .outlets import OutletIndex
from .phrases import speaking_nouns
from .reading import Statement
from .speaker import Speaker
from .words import Word

LOOSE = frozenset({"official", "spokesperson", "anonymous"})
BODIES = frozenset({"office", "organisation", "state", "document", "media"})
ALONE = frozenset({"person", "anonymous"})
ISSUED = frozenset({"statement", "communique", "communiqué"})
NOBODY = {
    *("somebody", "someone", "anybody", "anyone", "nobody", "everybody"),
    *("everyone", "anonymity", "namelessness", "nobody's"),
}
OWNERS = {"his": "he", "her": "she"}
DEFINITE = {"the", "one", "both", "that", "this"}


class Cast:
    """The people and bodies of one article, as its statements bring them in.

    Parameters
    ----------
    text : str
        The article's text; full names are read from all of it.
    index : OutletIndex
        News organisations, which are speakers of their own kind.
    statements : sequence of Statement
        Those of the article; asked for whom a pronoun may mean.
    """

    def __init__(self, text: str, index: OutletIndex, statements: Sequence[Statement]):
        self.people, self.titles = people_in(text)
        self.text = text
        self.known: dict[tuple[str, str], Speaker] = {}
        self.index = index
        self.statements = statements
        self.topics: dict[int, tuple[int, str] | None] = {}

    @cached_property
    def companies(self) -> set[str]:
        """First words of the companies of the text."""
        return companies_in(self.text)

    def resolve(
        self, phrase: list[Word], number: int, before: list[Word] | None = None
    ) -> Speaker | None:
        """Return the speaker that a phrase means; None where that stays open.

        Parameters
        ----------
        phrase : list of Word
            The words of the phrase.
        number : int
            Number of the statement.
        before : list of Word, optional
            What stands before the phrase in its sentence.
        """
        if len(phrase) == 1 and phrase[0].tag in "ROS":
            found = self._pronoun(phrase[0].low, number, before or [])
        elif len(phrase) == 1 and phrase[0].tag == "D":
            found = self._pronoun(OWNERS.get(phrase[0].low, ""), number, [])
        else:
            found = self._pointed(phrase) or self._describe(phrase)
            if found and found.kind == "office" and phrase[0].low in ("his", "her"):
                found = self._owned(found, number, before or [])
        return None if found is None else self._keep(found, number)

    def _keep(self, found: Speaker, number: int) -> Speaker:
        known = self.known.pop((found.name, found.kind), None)
        if known is not None:
            known.words |= found.words
            known.role = known.role or found.role
            found = known
        self.known[found.name, found.kind] = found
        found.seen = number
        return found

    # --- what points back ----------------------------------------------------

    def _pronoun(self, low: str, number: int, before: list[Word]) -> Speaker | None:
        if low in ("he", "she", "him", "her"):
            return self._person_meant(number) or self._person_here(before)
        if low == "it":
            near = [_body(words) for words in name_runs(before)]
            if any(near):
                return next(body for body in reversed(near) if body)
            return self._body_meant(number)
        if low in ("they", "them"):
            groups = [s for s in reversed(self.known.values()) if s.plural]
            return groups[0] if groups else self._last(BODIES | {"anonymous"})
        return None

    def _person_meant(self, number: int) -> Speaker | None:
        spoke = [
            s
            for s in reversed(self.known.values())
            if s.kind in ("person", "anonymous") and not s.plural
        ]
        if spoke and spoke[0].seen >= number - 1:
            return spoke[0]
        topic = self._topic_before(number)
        if spoke and not (topic and topic[0] >= number - 3):
            return spoke[0]
        return Speaker(topic[1], "person") if topic else None

    def _topic_before(self, number: int) -> tuple[int, str] | None:
        """Return the last statement before that names a person, and the person."""
        at, found = number - 1, None
        while at >= 0 and found is None and at not in self.topics:
            name = self._first_person(self.statements[at].words)
            found = (at, name) if name else None
            at -= 1
        self.topics[number - 1] = found or self.topics.get(at)  # read once
        return self.topics[number - 1]

    def _first_person(self, words: list[Word]) -> str | None:
        """Return the first person that a statement names, speaking or not."""
        for at, word in enumerate(words):
            led = at > 0 and words[at - 1].tag == "P"
            if word.tag == "K" and word.text in self.people and not led:
                return self.people[word.text]
        return None

    def _person_here(self, before: list[Word]) -> Speaker | None:
        """Return the first person that the sentence itself has named."""
        named = (self.people.get(word.text) for word in before if word.tag == "K")
        name = next((name for name in named if name), None)
        return Speaker(name, "person") if name else None

    def _owned(self, office: Speaker, number: int, before: list[Word]) -> Speaker:
        """Return "his office" under the name of whose it is."""
        owner = self._person_here(before) or self._person_meant(number)
        if owner is None or owner.kind != "person":
            return office
        return replace(office, name=f"{owner.name}'s {office.name}")

    def _body_meant(self, number: int) -> Speaker | None:
        spoke = self._last(BODIES)
        if spoke is not None and spoke.seen == number - 1:
            return spoke
        runs = name_runs(self.statements[number - 1].words) if number else []
        return next(filter(None, map(_body, runs)), spoke)

    def _last(self, kinds: frozenset[str]) -> Speaker | None:
        return next((s for s in reversed(self.known.values()) if s.kind in kinds), None)

    def _pointed(self, phrase: list[Word]) -> Speaker | None:
        """Return the earlier speaker that "one of the officials" points to."""
        core = core_of(phrase)
        role = role_of(core)
        if role is None or phrase[0].low not in DEFINITE or core[0].tag == "G":
            return None
        if any(word.tag == "K" for word in core[role[1] :]):
            return None
        said = folded_words(core)
        if role[0] == "document" and said <= ISSUED:
            return self._issuer() if phrase[0].low == "the" else None
        many = core[role[1] - 1].low.endswith("s")
        known = self._before(many, single=phrase[0].low == "one")
        for fits in (self._described, self._fits):
            for speaker in known:
                if fits(speaker, said, role[0]):
                    return speaker
        return self._titled(said, role[0]) if role[0] in HUMAN else None

    def _issuer(self) -> Speaker | None:
        """Return the last office or named organisation: no "each party"."""
        for speaker in reversed(self.known.values()):
            named = speaker.kind == "organisation" and not speaker.name.islower()
            if named or speaker.kind == "office":
                return speaker
        return None

    def _before(self, many: bool, *, single: bool) -> list[Speaker]:
        """Return the speakers so far, last first, those of the same number ahead."""
        known = list(reversed(self.known.values()))
        if many and not single:
            known = [s for s in known if s.plural or s.kind not in ALONE]
        return sorted(known, key=lambda speaker: speaker.plural != many)

    def _titled(self, said: frozenset[str], role: str) -> Speaker | None:
        for name, titles in reversed(self.titles.items()):
            if said <= titles:
                return Speaker(name, "person", role, titles)
        return None

    def _described(self, speaker: Speaker, said: frozenset[str], role: str) -> bool:
        """Whether every word said of a speaker was said of them before."""
        if (role in HUMAN) != (speaker.kind in ALONE):
            return False
        return said <= speaker.words | self.titles.get(speaker.name, frozenset())

    def _fits(self, speaker: Speaker, said: frozenset[str], role: str) -> bool:
        human = role in HUMAN
        if human != (speaker.kind in ALONE):
            return False
        if not human or (not {speaker.role, role} <= LOOSE and speaker.role != role):
            return False
        own = said - {noun.rstrip("s") for noun in speaking_nouns()}
        return own <= speaker.words and not (role == "person" or role == "leader")

    # --- what is named here --------------------------------------------------

    def _describe(self, phrase: list[Word]) -> Speaker | None:
        core = core_of(phrase)
        if not core or core[-1].low in NOBODY:
            return None
        surface = surface_of(core)
        news = self.index.find(core)
        if news and (news[0].first, news[0].last) == (0, len(core)):
            return Speaker(news[0].outlet.name, news[0].outlet.kind)
        role = role_of(core)
        told = role[0] if role else ""
        state = state_names().get(surface.casefold())
        if state and role is None:
            return Speaker(state, "state", "", folded_words(core))
        person = self._person(phrase, core, role)
        if person:
            return Speaker(person, "person", told, folded_words(phrase))
        kind, plural = kind_of(core, role), False
        if kind == "person" and core[0].text in self.companies:
            kind = "organisation"
        if role is not None:
            last = core[role[1] - 1].low
            plural = last.endswith("s") or last in word_group("many")
        return Speaker(surface, kind, told, folded_words(core), plural)

    def _person(
        self, phrase: list[Word], core: list[Word], role: tuple[str, int] | None
    ) -> str | None:
        """Return the full name of the person that a phrase names, if it names one."""
        human = role is not None and role[0] in HUMAN
        start = role[1] if role and human else 0
        owner = max((at for at, word in enumerate(core) if word.tag == "G"), default=-1)
        names = leading_names(core[max(start, owner + 1) :])
        if not names and human and len(phrase) > len(core):
            comma = next((i for i, word in enumerate(phrase) if word.tag == ","), None)
            names = leading_names(phrase[comma + 1 :]) if comma is not None else []
            if len(names) < 2:
                return None
        titled = human or any(
            word.low.rstrip(".") in word_group("honorific") for word in core
        )
        return self._full(names, titled or is_apposed(phrase, core))

    def _full(self, names: list[str], titled: bool) -> str | None:
        while names and names[0].lower() in state_names():
            names = names[1:]
        if not names or any(name.lower() in word_group("body") for name in names):
            return None
        if names[0] in self.companies and names[0] not in self.people:
            return None
        if len(names) == 1:
            known = self.people.get(names[0])
            return known or (names[0] if titled else None)
        if " ".join(names).casefold() in state_names() or role_words(names):
            return None
        return self.people.get(names[-1], " ".join(names))


def _body(words: list[Word]) -> Speaker | None:
    """Return the state or body that a run of capitalised words names."""
    surface = surface_of(words)
    state = states_by_name().get(surface.casefold())
    if state:
        return Speaker(state, "state", "", folded_words(words))
    if any(word.low in word_group("body") for word in words):
        return Speaker(surface, "organisation", "", folded_words(words))
    return None
