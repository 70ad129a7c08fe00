"""What a newsroom's own people saw, by the words that say so.

"A Courier reporter counted", "this correspondent saw", "the Harbour Courier visited":
such a sentence has the newsroom for its origin, whoever else speaks on the matter. In
a text that nobody has signed it also tells whose text it is.
"""

import re
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache

from ..lexicons import read_lexicon, split_cell, word_group
from .facts import Article

KEPT = 2**12  # outlets that are kept in mind
PEOPLE = ("reporter", "correspondent", "journalist", "photographer", "stringer", "team")
STAFF = rf"(?:{'|'.join(PEOPLE)})s?"
LEADS = ("s", "our", "own")  # how "this", "our" and "our own" end, "THİS" too
SAW = r"(?:visited|saw|counted|watched|witnessed|toured)"
OURS = re.compile(rf"\b(?:this|our(?: own)?)\s+{STAFF}\b", re.IGNORECASE)


def is_witness(sentence: str, outlet: str | None) -> bool:
    """Whether a newsroom says in a sentence that its own people were there.

    Parameters
    ----------
    sentence : str
        The text of the sentence.
    outlet : str or None
        Name of the newsroom.

    Examples
    --------
    >>> is_witness("A Courier reporter counted nine buses.", "Harbour Courier")
    True
    >>> is_witness("A Tribune reporter counted nine buses.", "Harbour Courier")
    False
    """
    if _names_people(sentence.casefold()) and OURS.search(sentence):
        return True
    names = _names(outlet) if outlet else ()
    named = any(name in sentence for name in names)
    return named and bool(_own(names).search(sentence))


def _names_people(folded: str) -> bool:
    """Whether such people stand behind "this" or "our": plain words are soon found."""
    for word in PEOPLE:
        at = folded.find(word)
        while at >= 0:
            if folded[:at].rstrip().endswith(LEADS):
                return True
            at = folded.find(word, at + 1)
    return False


@lru_cache(maxsize=KEPT)
def _names(outlet: str) -> tuple[str, ...]:
    """Return the name of an outlet, and the last word of it where that will do."""
    name = outlet.removeprefix("The ").removeprefix("the ")
    last = name.split()[-1]
    return (name, last) if last.casefold() in word_group("newsroom") else (name,)


@lru_cache(maxsize=KEPT)
def _own(names: tuple[str, ...]) -> re.Pattern[str]:
    any_name = "|".join(map(re.escape, names))
    return re.compile(
        rf"\b(?:{any_name})(?:['’]s)?\s+(?:{STAFF}\b|(?:ha[sd] )?{SAW}\b)"
    )


def find_owners(articles: Sequence[Article], listed: Iterable[str]) -> dict[str, str]:
    """Outlets of the articles: as stated, else as a text says whose people saw it."""
    found = {row.article_id: row.outlet for row in articles if row.outlet}
    names = {_bare(name): name for name in (*found.values(), *listed)}
    for row in articles:
        if not row.outlet and (owner := find_owner(row.text, names.values())):
            found[row.article_id] = owner
    return found


def find_owner(text: str, outlets: Iterable[str]) -> str | None:
    """Return the outlet whose people a text says were there; None for none or two.

    Parameters
    ----------
    text : str
        Of an article that nobody has signed.
    outlets : iterable of str
        Names that the pile's own list and its metadata give, without agencies: what
        these saw others print. Those of the lexicon are tried too.

    Examples
    --------
    >>> find_owner("The Harbour Courier visited both piers.", ["Harbour Courier"])
    'Harbour Courier'
    """
    names = _listed() | {_bare(name): name for name in outlets}
    found = {
        names[name]
        for match in re.finditer(
            rf"\b((?:[A-Z][\w’'-]+ ){{0,5}}[A-Z][\w’'-]+) {SAW}\b", text
        )
        if (name := _bare(match[1])) in names
    }
    return found.pop() if len(found) == 1 else None


def _bare(name: str) -> str:
    return name.removeprefix("The ")


@cache
def _listed() -> dict[str, str]:
    """Names of the lexicon by their own and their aliases, without agencies."""
    found: dict[str, str] = {}
    for row in read_lexicon("outlets"):
        care = split_cell(row["care"])
        for name in [row["name"], *split_cell(row["aliases"])]:
            if row["kind"] != "agency" and name not in care:
                found.setdefault(_bare(name), row["name"])
    return found
