"""Names and descriptions taken apart: titles, names, roles, states.

Full names are read from the whole text of an article, captions included, because that
is where a person is named in full who is a surname in the sentence that matters.
"""

import re
from functools import cache, lru_cache
from itertools import pairwise

from ..lexicons import read_lexicon, split_cell, word_group
from .phrases import is_relative, speaking_nouns, speaking_starts
from .words import Word, closed_words

HUMAN = frozenset(
    [
        "official",
        "spokesperson",
        "anonymous",
        "leader",
        "law",
        "expert",
        "person",
        "press",
    ]
)
SHORT_TITLES = (
    *("Mr", "Mrs", "Ms", "Dr", "Sen", "Sens", "Rep", "Reps", "Gov", "Gen", "Col", "Lt"),
    *("Capt", "Cmdr", "Prof", "Rev", "St", "Jr", "Sr", "Adm", "Sgt", "Maj", "Cpl"),
    *("Brig", "Hon", "Sec", "Del", "Atty"),
)
# What goes on behind the capital of a part of a name. The patterns begin with the
# capital itself, since that is what a search can skip to.
TITLE_TAIL = "|".join(f"(?<={title[0]}){title[1:]}" for title in SHORT_TITLES)
PART_TAIL = rf"(?:(?:{TITLE_TAIL})?\.|[\w’'-]*)"
BEGINS = r"[A-Z](?<![\w.’'-].)"
NAME_RUN = re.compile(
    rf"{BEGINS}{PART_TAIL}"
    r"(?:[ \u00a0](?:(?:de|van|von|al|bin|ben|da|di|du|der|la) )?"
    rf"[A-Z]{PART_TAIL}){{1,7}}"
)
COMPANY_ENDS = (
    *("Corp", "Inc", "Co", "Ltd", "LLC", "PLC", "plc", "AG", "S.A", "N.V", "GmbH"),
    *("Holdings", "Group", "Bank"),
)
COMPANY = re.compile(
    rf"({BEGINS}[\w’'-]+)(?: [A-Z][\w’'-]+){{0,3}},? "
    rf"(?:{'|'.join(map(re.escape, COMPANY_ENDS))})\b"
)


def core_of(phrase: list[Word]) -> list[Word]:
    """Return the phrase without its article and without what follows a comma."""
    end = len(phrase)
    for at, word in enumerate(phrase):
        loose = word.low.endswith("ed") and word.tag == "W" and at > 1
        cut = loose and at + 1 < len(phrase) and phrase[at + 1].tag in "PT"
        reduced = word.tag == "V" and at and word.verb.form == "past"
        if word.tag in ",(-" or is_relative(word) or cut or reduced:
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
        if words[at].low not in speaking_starts():
            continue
        for size in (3, 2, 1):
            noun = " ".join(word.low for word in words[at : at + size])
            if at + size <= stop and noun in nouns:
                if found is None or found[1] < at + size:
                    found = nouns[noun], at + size
                break
    return found


def _head_end(words: list[Word]) -> int:
    """Return where the head ends; "Ministry of Defence official" is one head."""
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


def folded_words(words: list[Word]) -> frozenset[str]:
    """Return the content words, folded and without a plural s."""
    return frozenset(word.low.rstrip("s.") for word in words if word.tag in "KW")


def leading_names(words: list[Word]) -> list[str]:
    """Return the capitalised words that the phrase begins with, titles left out."""
    found: list[str] = []
    for word in words:
        if word.low.rstrip(".") in word_group("honorific"):
            continue
        if word.tag == "K":
            found.append(word.text)
        elif not (found and word.low in word_group("particle")):
            break
    return found


def name_runs(words: list[Word]) -> list[list[Word]]:
    """Return runs of capitalised words that no preposition leads in."""
    runs: list[list[Word]] = []
    for at in [at for at, word in enumerate(words) if word.tag == "K"]:
        before = words[at - 1].tag if at else "."
        if before == "K" and runs:
            runs[-1].append(words[at])
        elif before != "P":
            runs.append([words[at]])
    return runs


def companies_in(text: str) -> set[str]:
    """Return the first words of names that end as those of companies do."""
    if not any(f" {end}" in text for end in COMPANY_ENDS):
        return set()
    return {match[1] for match in COMPANY.finditer(text)}


def people_in(text: str) -> tuple[dict[str, str], dict[str, frozenset[str]]]:
    """Full names by surname, and the words of title that stand before each."""
    people: dict[str, str] = {}
    titles: dict[str, frozenset[str]] = {}
    for match in NAME_RUN.finditer(text):
        name, title = _person_in(match[0])
        if not name:
            continue
        full = people.setdefault(name[-1], " ".join(name))
        titles.setdefault(full, frozenset())
        if title:
            before = text[max(0, match.start() - 60) : match.start()].rpartition(".")[2]
            lead = [*re.findall(r"\w+", before)[-2:], *title]
            titles[full] |= {part.lower().rstrip("s.") for part in lead}
    return people, titles


@lru_cache(maxsize=2**14)
def _person_in(run: str) -> tuple[list[str], list[str]]:
    """Parts of the name that a run of capitalised words ends in, and its titles.

    Neither where the run names a state, an office, a body or a newspaper.
    """
    parts = re.split(r"[ \u00a0]", re.sub(r"['’]s\b.*", "", run))
    start = _titles_end(parts)
    name = [part.rstrip(".") if len(part) > 2 else part for part in parts[start:]]
    if not 2 <= len(name) <= 4 or any(
        part.lower() in word_group("body") for part in name
    ):
        return [], []
    known = " ".join(name).casefold() in state_names()
    if known or role_words(name) or _is_paper(name):
        return [], []
    return name, parts[:start]


def _is_paper(name: list[str]) -> bool:
    """Whether a name ends as those of newsrooms do."""
    return name[-1].lower() in word_group("newsroom")


def _titles_end(run: list[str]) -> int:
    nouns, known = speaking_nouns(), state_names()
    end = 0
    for at, part in enumerate(run):
        low = part.lower().rstrip(".")
        for size in (3, 2, 1):
            phrase = " ".join(piece.lower() for piece in run[at : at + size])
            if at + size < len(run) and phrase in nouns:
                end = max(end, at + size)
        opening = (
            low in closed_words() or low in word_group("honorific") or low in known
        )
        opening = opening or low.endswith("ly")
        if at == end and opening:
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


def is_apposed(phrase: list[Word], core: list[Word]) -> bool:
    """Whether "…, a columnist" or "(D-Va.)" tells that a name is a person's."""
    at = next((i for i, word in enumerate(phrase) if word.tag in ",("), None)
    if at is None:
        return False
    role = role_of(core_of(phrase[at + 1 :]) or [])
    return role is not None and role[0] in HUMAN


def kind_of(core: list[Word], role: tuple[str, int] | None) -> str:
    """Return what kind of speaker a description without a person's name is."""
    names = [word for word in core if word.tag == "K"]
    if role is not None:
        head = core[role[1] - 1]
        named = role[0] == "document" and head.tag == "K" and len(names) > 1
        return "organisation" if named else "anonymous" if role[0] in HUMAN else role[0]
    if not names:
        return "anonymous"
    if (
        len(core) == 1
        and not core[0].text.isupper()
        and core[0].low not in word_group("body")
    ):
        return "person"
    return "organisation"
