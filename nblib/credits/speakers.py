"""Who a phrase means: a name, a description, or somebody named before.

A speaker keeps the words of the article without the article in front; only what points
back (a pronoun, a surname, "the official", "one of the sources") is replaced by the
name or description that it points to. Nothing is guessed about sex: "he" and "she" are
the person that the sentences just before are about, "it" is the last body or state. A
pronoun that points to nobody has no name and makes no credit.
"""

import re
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from ..lexicons import read_lexicon, split_cell
from .outlets import OutletIndex
from .phrases import speaking_nouns
from .words import Word

HUMAN = frozenset(
    "official spokesperson anonymous leader law expert person press".split()
)
LOOSE = frozenset({"official", "spokesperson", "anonymous"})
BODIES = frozenset({"office", "organisation", "state", "document", "media"})
HONORIFICS = set(
    "mr mrs ms dr sir lord lady dame sen rep reps sens gov gen col lt maj capt cmdr adm "
    "prof rev del sgt cpl hon representative congressman congresswoman judge justice pope "
    "king queen prince princess sheikh imam brig vice deputy former acting interim "
    "ex-president then-president".split()
)
BODY_WORDS = set(
    "party committee council institute university observatory association union "
    "foundation group organisation organization agency authority commission court bank "
    "ministry department office army navy force forces police service center centre "
    "board bureau house senate congress parliament assembly campaign movement front "
    "coalition alliance company corporation inc inc. network federation league society "
    "rights watch international forum project fund trust college school hospital "
    "church administration government kremlin pentagon conference caucus brigade "
    "brigades command staff guard guards knesset duma bundestag nations republicans "
    "democrats tories airlines airways motors embassy summit academy club initiative "
    "corps security journal review times post news press airport street city county "
    "state river sea war treaty act day accord accords plan agreement states".split()
)
PARTICLES = {
    "de",
    "van",
    "von",
    "al",
    "bin",
    "ben",
    "el",
    "da",
    "di",
    "du",
    "la",
    "der",
}
NAME_RUN = re.compile(
    r"(?<![\w.])[A-Z][\w’'-]*\.?(?:[ \u00a0](?:(?:de|van|von|al|bin|ben|da|di|du|der|la) )?"
    r"[A-Z][\w’'-]*\.?){1,7}"
)
DEFINITE = {"the", "one", "both", "that", "this"}
MANY = {"people", "men", "women", "police", "spokesmen", "some", "many", "others"}


@dataclass(slots=True)
class Speaker:
    """Somebody who speaks in an article.

    Attributes
    ----------
    name : str
        Full name, or the description without its article.
    kind : str
        person, office, anonymous, document, organisation, state or media.
    role : str
        Class of the noun that describes them; empty where there is none.
    words : frozenset of str
        The words of every description seen, folded.
    plural : bool
        Whether a group.
    via : str or None
        News organisation through which the article has them.
    via_at : int
        Number of the statement that said so.
    seen : int
        Number of the statement that named them last.
    """

    name: str
    kind: str
    role: str = ""
    words: frozenset[str] = frozenset()
    plural: bool = False
    via: str | None = None
    via_at: int = -9
    seen: int = -9


class Cast:
    """The people and bodies of one article, as its statements bring them in.

    Parameters
    ----------
    text : str
        The article's text; full names are read from all of it.
    index : OutletIndex
        News organisations, which are speakers of their own kind.
    """

    def __init__(self, text: str, index: OutletIndex):
        self.people, self.titles = _people(text)
        self.speakers: list[Speaker] = []
        self.index = index
        self.topic: list[tuple[int, str]] = []
        self.bodies: list[tuple[int, Speaker]] = []

    def hear(self, words: list[Word], number: int) -> None:
        """Note the first person and body that a statement names, speaking or not."""
        bodies = [body for run in _name_runs(words) if (body := _body(run))]
        self.bodies += [(number, body) for body in bodies[:1]]
        for at, word in enumerate(words):
            if word.tag == "K" and word.text in self.people:
                before = words[at - 1].tag if at else "."
                if before != "P":
                    self.topic.append((number, self.people[word.text]))
                    return

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
            found = self._pronoun(
                {"his": "he", "her": "she"}.get(phrase[0].low, ""), number, []
            )
        else:
            found = self._pointed(phrase) or self._describe(phrase)
        return None if found is None else self._keep(found, number)

    def _keep(self, found: Speaker, number: int) -> Speaker:
        for known in self.speakers:
            if (known.name, known.kind) == (found.name, found.kind):
                known.words |= found.words
                known.role = known.role or found.role
                self.speakers.remove(known)
                found = known
                break
        self.speakers.append(found)
        found.seen = number
        return found

    # --- what points back ----------------------------------------------------

    def _pronoun(self, low: str, number: int, before: list[Word]) -> Speaker | None:
        if low in ("he", "she", "him", "her"):
            return self._person_meant(number)
        if low == "it":
            near = [_body(words) for words in _name_runs(before)]
            if any(near):
                return next(body for body in reversed(near) if body)
            return self._body_meant(number)
        if low in ("they", "them"):
            groups = [s for s in reversed(self.speakers) if s.plural]
            return groups[0] if groups else self._last(BODIES | {"anonymous"})
        return None

    def _person_meant(self, number: int) -> Speaker | None:
        spoke = [
            s
            for s in reversed(self.speakers)
            if s.kind in ("person", "anonymous") and not s.plural
        ]
        if spoke and spoke[0].seen >= number - 1:
            return spoke[0]
        named = [name for at, name in self.topic if number - 3 <= at < number]
        if named:
            return Speaker(named[-1], "person")
        if spoke:
            return spoke[0]
        return Speaker(self.topic[-1][1], "person") if self.topic else None

    def _body_meant(self, number: int) -> Speaker | None:
        spoke = self._last(BODIES)
        if spoke is not None and spoke.seen == number - 1:
            return spoke
        named = [body for at, body in self.bodies if at == number - 1]
        return named[0] if named else spoke

    def _last(self, kinds: frozenset[str]) -> Speaker | None:
        return next((s for s in reversed(self.speakers) if s.kind in kinds), None)

    def _pointed(self, phrase: list[Word]) -> Speaker | None:
        """The speaker named before that "the official", "one of the sources" means."""
        core = core_of(phrase)
        role = role_of(core)
        names = any(word.tag == "K" for word in core[role[1] :]) if role else True
        if names or phrase[0].low not in DEFINITE or core[0].tag == "G":
            return None
        said = _folded(core)
        for speaker in reversed(self.speakers):
            if self._fits(speaker, said, role[0]):
                return speaker
        if role[0] in HUMAN:
            for name, titles in reversed(self.titles.items()):
                if said <= titles:
                    return Speaker(name, "person", role[0], titles)
        return None

    def _fits(self, speaker: Speaker, said: frozenset[str], role: str) -> bool:
        human = role in HUMAN
        if human != (speaker.kind in ("person", "anonymous")):
            return False
        if said <= speaker.words | self.titles.get(speaker.name, frozenset()):
            return True
        if not human or not {speaker.role, role} <= LOOSE and speaker.role != role:
            return False
        own = said - {noun.rstrip("s") for noun in speaking_nouns()}
        return own <= speaker.words and not (role == "person" or role == "leader")

    # --- what is named here --------------------------------------------------

    def _describe(self, phrase: list[Word]) -> Speaker | None:
        core = core_of(phrase)
        if not core:
            return None
        surface = surface_of(core)
        news = self.index.find(core)
        if news and (news[0].first, news[0].last) == (0, len(core)):
            return Speaker(news[0].outlet.name, news[0].outlet.kind)
        role = role_of(core)
        state = state_names().get(surface.casefold())
        if state and role is None:
            return Speaker(state, "state", "", _folded(core))
        person = self._person(phrase, core, role)
        if person:
            return Speaker(person, "person", role[0] if role else "", _folded(phrase))
        kind, plural = _kind(core, role), False
        if role is not None:
            last = core[role[1] - 1].low
            plural = last.endswith("s") or last in MANY
        return Speaker(surface, kind, role[0] if role else "", _folded(core), plural)

    def _person(
        self, phrase: list[Word], core: list[Word], role: tuple[str, int] | None
    ) -> str | None:
        """The full name of the person that a phrase names, if it names one."""
        human = role is not None and role[0] in HUMAN
        start = role[1] if role and human else 0
        owner = max((at for at, word in enumerate(core) if word.tag == "G"), default=-1)
        names = _leading_names(core[max(start, owner + 1) :])
        if not names and human and len(phrase) > len(core):
            comma = next((i for i, word in enumerate(phrase) if word.tag == ","), None)
            names = _leading_names(phrase[comma + 1 :]) if comma is not None else []
            if len(names) < 2:
                return None
        titled = human or any(word.low.rstrip(".") in HONORIFICS for word in core)
        return self._full(names, titled or _apposed(phrase, core))

    def _full(self, names: list[str], titled: bool) -> str | None:
        while names and names[0].lower() in state_names():
            names = names[1:]
        if not names or any(name.lower() in BODY_WORDS for name in names):
            return None
        if len(names) == 1:
            known = self.people.get(names[0])
            return known or (names[0] if titled else None)
        if " ".join(names).casefold() in state_names() or role_words(names):
            return None
        return self.people.get(names[-1], " ".join(names))


# --- pieces of a phrase ------------------------------------------------------


def core_of(phrase: list[Word]) -> list[Word]:
    """Return the phrase without its article and without what follows a comma."""
    end = len(phrase)
    for at, word in enumerate(phrase):
        loose = word.low.endswith("ed") and word.tag == "W" and at > 1
        cut = loose and at + 1 < len(phrase) and phrase[at + 1].tag in "PT"
        reduced = word.tag == "V" and at and word.verb and word.verb.form == "past"
        if word.tag in ",(-" or word.low in ("who", "which") or cut or reduced:
            end = at
            break
    start = 0
    while start < end - 1 and (
        phrase[start].tag in "DB" or (phrase[start].low == "of" and start)
    ):
        start += 1
    if phrase[start : start + 2] and phrase[start].low == "many" and start:
        start += 1
    return phrase[start:end]


def role_of(words: list[Word]) -> tuple[str, int] | None:
    """Return the class of the noun that heads a phrase, and where it ends."""
    nouns = speaking_nouns()
    stop = _head_end(words)
    found = None
    for at in range(stop):
        for size in (3, 2, 1):
            noun = " ".join(word.low for word in words[at : at + size])
            if at + size <= stop and noun in nouns:
                if found is None or found[1] < at + size:
                    found = nouns[noun], at + size
                break
    return found


def _head_end(words: list[Word]) -> int:
    """Where what follows the head begins; "Ministry of Defence official" is one head."""
    for at, word in enumerate(words):
        if at and word.tag in "PV":
            after = at + 1
            while after < len(words) and words[after].tag == "K":
                after += 1
            named = word.low == "of" and at + 1 < after < len(words)
            if not (named and words[after].tag == "W"):
                return at
    return len(words)


def role_words(names: list[str]) -> bool:
    """Whether a run of capitalised words ends in a noun that speaks."""
    return names[-1].lower() in speaking_nouns()


def surface_of(words: list[Word]) -> str:
    """Return the words as they are written, with single spaces."""
    out = ""
    for word in words:
        tight = word.tag in "G,)./" or out.endswith(("(", "/")) or not out
        out += word.text if tight else f" {word.text}"
    return out.strip(" ,")


def _folded(words: list[Word]) -> frozenset[str]:
    return frozenset(word.low.rstrip("s.") for word in words if word.tag in "KW")


def _leading_names(words: list[Word]) -> list[str]:
    found: list[str] = []
    for word in words:
        if word.low.rstrip(".") in HONORIFICS:
            continue
        if word.tag == "K":
            found.append(word.text)
        elif not (found and word.low in PARTICLES):
            break
    return found


def _apposed(phrase: list[Word], core: list[Word]) -> bool:
    """Whether "…, a columnist" or "(D-Va.)" tells that a name is a person's."""
    at = next((i for i, word in enumerate(phrase) if word.tag in ",("), None)
    if at is None:
        return False
    role = role_of(core_of(phrase[at + 1 :]) or [])
    return role is not None and role[0] in HUMAN


def _kind(core: list[Word], role: tuple[str, int] | None) -> str:
    if role is not None:
        return "anonymous" if role[0] in HUMAN else role[0]
    names = [word for word in core if word.tag == "K"]
    if not names:
        return "anonymous"
    if len(core) == 1 and not core[0].text.isupper() and core[0].low not in BODY_WORDS:
        return "person"
    return "organisation"


def _name_runs(words: list[Word]) -> list[list[Word]]:
    """Runs of capitalised words that no preposition leads in."""
    runs: list[list[Word]] = []
    last: Word | None = None
    for word in words:
        if word.tag == "K":
            if last is not None and last.tag == "K" and runs:
                runs[-1].append(word)
            elif last is None or last.tag != "P":
                runs.append([word])
        last = word
    return runs


def _body(words: list[Word]) -> Speaker | None:
    """The state or body that a run of capitalised words names."""
    surface = surface_of(words)
    state = states_by_name().get(surface.casefold())
    if state:
        return Speaker(state, "state", "", _folded(words))
    if any(word.low in BODY_WORDS for word in words):
        return Speaker(surface, "organisation", "", _folded(words))
    return None


# --- names of the article ----------------------------------------------------


def _people(text: str) -> tuple[dict[str, str], dict[str, frozenset[str]]]:
    """Full names by surname, and the words of title that stand before each."""
    people: dict[str, str] = {}
    titles: dict[str, frozenset[str]] = {}
    for match in NAME_RUN.finditer(text):
        run = re.split(r"[ \u00a0]", re.sub(r"['’]s\b.*", "", match[0]))
        start = _titles_end(run)
        name = [part.rstrip(".") if len(part) > 2 else part for part in run[start:]]
        if not 2 <= len(name) <= 4 or any(part.lower() in BODY_WORDS for part in name):
            continue
        full = " ".join(name)
        if full.casefold() in state_names() or role_words(name):
            continue
        full = people.setdefault(name[-1], full)
        before = text[max(0, match.start() - 60) : match.start()].rpartition(".")[2]
        lead = [*re.findall(r"\w+", before)[-2:], *run[:start]] if start else []
        words = frozenset(part.lower().rstrip("s.") for part in lead)
        titles[full] = titles.get(full, frozenset()) | words
    return people, titles


def _titles_end(run: list[str]) -> int:
    nouns, known = speaking_nouns(), state_names()
    end = 0
    for at, part in enumerate(run):
        low = part.lower().rstrip(".")
        for size in (3, 2, 1):
            phrase = " ".join(piece.lower() for piece in run[at : at + size])
            if at + size < len(run) and phrase in nouns:
                end = max(end, at + size)
        if at == end and (low in HONORIFICS or low in known or low in DEFINITE):
            end = at + 1
    return end


@cache
def state_names() -> dict[str, str]:
    """Return state names by their names, places and demonyms, folded."""
    return _states(("state", "places", "demonyms"))


def states_of(name: str) -> frozenset[str]:
    """Return the states that a name or description speaks of.

    Examples
    --------
    >>> sorted(states_of("a Danish official in Oslo"))
    ['Denmark', 'Norway']
    """
    known = state_names()
    words = re.findall(r"[\w.]+", name.casefold())
    pairs = [f"{one} {two}" for one, two in pairwise(words)]
    return frozenset(known[word] for word in (*words, *pairs) if word in known)


@cache
def states_by_name() -> dict[str, str]:
    """Return state names by their names and places, folded."""
    return _states(("state", "places"))


def _states(columns: tuple[str, ...]) -> dict[str, str]:
    table: dict[str, str] = {}
    for row in read_lexicon("states"):
        for column in columns:
            for name in split_cell(row[column]):
                table.setdefault(name.casefold(), row["state"])
    return table
