"""Who a phrase means: a name, a description, or somebody named before.

A speaker keeps the words of the article without the article in front; only what points
back (a pronoun, a surname, "the official", "one of the sources") is replaced by the
name or description that it points to. Nothing is guessed about sex; "he" and "she" are
the last person who could be meant, "they" and "it" the last body or group.
"""

from dataclasses import dataclass
from functools import cache

from ..lexicons import read_lexicon, split_cell
from .phrases import speaking_nouns
from .reading import Statement
from .words import Word

HUMAN = frozenset(
    "official spokesperson anonymous leader law expert person press".split()
)
TITLES = {
    "mr.",
    "mrs.",
    "ms.",
    "dr.",
    "mr",
    "mrs",
    "ms",
    "dr",
    "sir",
    "lord",
    "lady",
} | {
    "sen.",
    "rep.",
    "gov.",
    "gen.",
    "col.",
    "lt.",
    "maj.",
    "capt.",
    "adm.",
    "prof.",
    "rev.",
    "del.",
    "sgt.",
    "hon.",
    "representative",
    "congressman",
    "congresswoman",
    "judge",
    "justice",
    "pope",
    "king",
    "queen",
    "prince",
    "princess",
    "sheikh",
    "imam",
}
BODY_WORDS = set(
    "party committee council institute university observatory association union "
    "foundation group organisation organization agency authority commission court bank "
    "ministry department office army navy force forces police service center centre "
    "board bureau house senate congress parliament assembly campaign movement front "
    "coalition alliance company corporation inc. network federation league society "
    "rights watch international forum project fund trust college school hospital "
    "church administration government kremlin pentagon committee conference caucus "
    "brigade brigades command staff guard guards knesset duma bundestag nations "
    "republicans democrats tories airlines airways motors embassy summit academy club "
    "initiative corps security journal review times post news press".split()
)
LINKING = {"of", "for", "the", "and", "&", "de", "van", "von", "al", "bin", "ben", "el"}
INDEFINITE = {
    "a",
    "an",
    "two",
    "three",
    "four",
    "five",
    "several",
    "some",
    "many",
    "another",
}


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
    """

    name: str
    kind: str
    role: str = ""
    words: frozenset[str] = frozenset()
    plural: bool = False
    via: str | None = None
    seen: int = -9


class Cast:
    """The speakers of one article, in the order in which they appear."""

    def __init__(self, statements: list[Statement]):
        self.full_names = _full_names(statements)
        self.speakers: list[Speaker] = []

    def resolve(self, words: list[Word], number: int) -> Speaker:
        """Return the speaker that a phrase means.

        Parameters
        ----------
        words : list of Word
            The phrase.
        number : int
            Number of the statement, for what "last" means.
        """
        found = self._known(words) or _describe(words, self.full_names)
        for speaker in self.speakers:
            if speaker is found or (speaker.name, speaker.kind) == (
                found.name,
                found.kind,
            ):
                speaker.words |= found.words
                found = speaker
                break
        else:
            self.speakers.append(found)
        self.speakers.remove(found)
        self.speakers.append(found)
        found.seen = number
        return found

    def _known(self, words: list[Word]) -> Speaker | None:
        """The earlier speaker that a phrase points back to."""
        if len(words) == 1 and words[0].tag in "RO":
            return self._pronoun(words[0].low)
        head = _core(words)
        role = _role(head)
        if role is None or any(word.tag == "K" for word in head[role[1] :]):
            return None
        first = words[0].low
        partitive = first in ("one", "another", "some", "both") or first == "the"
        if not partitive or any(word.tag == "G" for word in head):
            return None
        said = frozenset(word.low.rstrip("s") for word in head if word.tag in "KW")
        for speaker in reversed(self.speakers):
            if self._fits(speaker, said, role[0]):
                return speaker
        return None

    def _pronoun(self, low: str) -> Speaker | None:
        if low in ("he", "she", "him", "her"):
            wanted = ("person", "anonymous")
        elif low == "it":
            wanted = ("office", "organisation", "state", "document", "media")
        elif low in ("they", "them"):
            wanted = ("anonymous", "organisation", "office", "person", "state")
        else:
            return None
        plural = [
            s for s in reversed(self.speakers) if s.plural and low in ("they", "them")
        ]
        alone = [
            s
            for s in reversed(self.speakers)
            if s.kind in wanted and not (s.plural and low in ("he", "she"))
        ]
        return next(iter(plural + alone), None)

    def _fits(self, speaker: Speaker, said: frozenset[str], role: str) -> bool:
        if said <= speaker.words:
            return True
        loose = {"official", "spokesperson", "anonymous"}
        same = speaker.role == role or {speaker.role, role} <= loose
        if role not in HUMAN or not same or speaker.kind == "document":
            return False
        own = said - frozenset(noun.rstrip("s") for noun in speaking_nouns())
        return own <= speaker.words


def _core(words: list[Word]) -> list[Word]:
    """The phrase without its article and without what follows a comma."""
    end = next(
        (at for at, word in enumerate(words) if word.tag in ",(-" or word.low == "who"),
        len(words),
    )
    start = 0
    while start < end - 1 and (
        words[start].tag in "DB" or (words[start].low == "of" and start)
    ):
        start += 1
    return words[start:end]


def _role(words: list[Word]) -> tuple[str, int] | None:
    """Class of the noun that heads the phrase, and where what follows it begins."""
    nouns = speaking_nouns()
    stop = next(
        (at for at, word in enumerate(words) if word.tag in "PV" and at), len(words)
    )
    found = None
    for at in range(stop):
        for size in (3, 2, 1):
            noun = " ".join(word.low for word in words[at : at + size])
            if at + size <= stop and noun in nouns:
                found = nouns[noun], at + size
                break
    return found


def _describe(words: list[Word], full_names: dict[str, str]) -> Speaker:
    """Read a phrase on its own."""
    core = _core(words)
    surface = _surface(core)
    if not core:
        return Speaker(surface or _surface(words), "anonymous")
    state = states().get(_surface(core).casefold())
    if state:
        return Speaker(state, "state")
    role = _role(core)
    seen = frozenset(word.low.rstrip("s") for word in core if word.tag in "KW")
    person = _person(words, core, role, full_names)
    if person:
        held = frozenset(word.low.rstrip("s") for word in words if word.tag in "KW")
        return Speaker(person, "person", role[0] if role else "", held)
    if role is None:
        return Speaker(surface, _kind_of_name(core), "", seen)
    many = any(word.low == "and" for word in core) or _plural_noun(core, role)
    kind = "anonymous" if role[0] in HUMAN else role[0]
    if kind == "organisation" and any(word.low in BODY_WORDS for word in core):
        kind = "organisation"
    return Speaker(surface, kind, role[0], seen, many)


def _plural_noun(core: list[Word], role: tuple[str, int]) -> bool:
    return core[role[1] - 1].low.endswith("s") or core[role[1] - 1].low in (
        "people",
        "men",
        "women",
        "spokesmen",
        "police",
    )


def _kind_of_name(core: list[Word]) -> str:
    if any(word.low in BODY_WORDS for word in core):
        return "organisation"
    if not any(word.tag == "K" for word in core):
        return "anonymous"
    return "organisation"


def _person(
    words: list[Word],
    core: list[Word],
    role: tuple[str, int] | None,
    full_names: dict[str, str],
) -> str | None:
    """The full name of the person that a phrase names, if it names one."""
    if any(word.tag == "G" for word in core) and role and role[1] == len(core):
        after = words[len(core) + 1 :]
        return _named(_leading_names(after), full_names) if len(after) > 1 else None
    start = role[1] if role else 0
    last_owner = max(
        (at for at, word in enumerate(core) if word.tag == "G"), default=-1
    )
    names = _leading_names(core[max(start, last_owner + 1) :])
    if not names and role and role[0] in HUMAN:
        at = next((i for i, word in enumerate(words) if word.tag == ","), None)
        names = _leading_names(words[at + 1 :]) if at is not None else []
        if len(names) < 2:
            return None
    return _named(names, full_names, titled=bool(role and role[0] in HUMAN))


def _leading_names(words: list[Word]) -> list[str]:
    found: list[str] = []
    for word in words:
        if word.low in TITLES:
            continue
        if word.tag == "K":
            found.append(word.text)
        elif not (found and word.low in LINKING - {"of", "for", "the", "and", "&"}):
            break
    return found


def _named(
    names: list[str], full_names: dict[str, str], *, titled: bool = False
) -> str | None:
    if not names or any(name.lower() in BODY_WORDS for name in names):
        return None
    if len(names) == 1:
        known = full_names.get(names[0])
        if known or titled:
            return known or names[0]
        return None
    if " ".join(names).casefold() in states():
        return None
    return full_names.get(names[-1], " ".join(names)) if len(names) > 1 else None


def _surface(words: list[Word]) -> str:
    out = ""
    for word in words:
        tight = word.tag in "G,)./" or out.endswith(("(", "/")) or not out
        out += word.text if tight else f" {word.text}"
    return out.strip(" ,")


def _full_names(statements: list[Statement]) -> dict[str, str]:
    """Full names by surname: runs of two to four capitalised words after any title."""
    found: dict[str, str] = {}
    for statement in statements:
        for run in _runs(statement.words):
            kept = _without_titles(run)
            if 2 <= len(kept) <= 4 and not any(word.low in BODY_WORDS for word in kept):
                name = " ".join(word.text for word in kept)
                if name.casefold() not in states():
                    found.setdefault(kept[-1].text, name)
    return found


def _runs(words: list[Word]) -> list[list[Word]]:
    runs: list[list[Word]] = []
    for word in words:
        if word.tag != "K":
            runs.append([])
        elif runs:
            runs[-1].append(word)
        else:
            runs.append([word])
    return [run for run in runs if len(run) > 1]


def _without_titles(run: list[Word]) -> list[Word]:
    nouns, known = speaking_nouns(), states()
    at = 0
    for here, word in enumerate(run):
        pair = " ".join(item.low for item in run[here : here + 2])
        if word.low in nouns or word.low in TITLES or pair in nouns:
            at = max(at, here + (2 if pair in nouns else 1))
        elif word.low in known and here == at:
            at = here + 1
    return run[at:]


@cache
def states() -> dict[str, str]:
    """Return state names by their names, places and demonyms, folded."""
    table: dict[str, str] = {}
    for row in read_lexicon("states"):
        for cell in ("state", "places", "demonyms"):
            for name in split_cell(row[cell]):
                table.setdefault(name.casefold(), row["state"])
    return table
