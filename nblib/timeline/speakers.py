"""Who speaks, in the words that tell one speaker from another."""

import re
from functools import cache

from ..lexicons import read_lexicon
from .words import stem, words_of

_SAYING = frozenset(
    "say tell report write confirm deny accuse claim warn answer demand".split()  # noqa: SIM905
)
_PRONOUNS = frozenset(("he", "she", "they", "it", "who", "i", "we"))
_WORD = re.compile(r"[^\W\d_]+")
# what a speaker is, not who: "official" joins no two speakers
_ROLES = """
official officer source supply spokesman spokeswoman spokesperson minister ministry
office workplace government president prime statement report senior political foreign
one two many agency news the and
"""


@cache
def saying_stems() -> frozenset[str]:
    """Return the stems of the verbs that make a statement."""
    rows = [row for row in read_lexicon("reporting_verbs") if row["kind"] in _SAYING]
    forms = {form.strip() for row in rows for form in (row["forms"] or "").split(";")}
    return frozenset(stem(w) for w in forms | {row["verb"] for row in rows} if w)


def speaker_words(name: str) -> frozenset[str]:
    """Return the words that tell a speaker; none for a pronoun.

    Examples
    --------
    >>> sorted(speaker_words("a Danish official")), sorted(speaker_words("He"))
    (['danish'], [])
    """
    if name.lower() in _PRONOUNS:
        return frozenset()
    return words_of(name) - _roles() - _outlet_words()


def is_person(name: str) -> bool:
    """Tell a person's name from a state, an office or unnamed officials.

    Examples
    --------
    >>> is_person("Mayor Ida Holm"), is_person("Danish officials"), is_person("Israel")
    (True, False, False)
    """
    capitals = [word for word in _WORD.findall(name) if word[0].isupper()]
    last = stem(name.split()[-1].casefold()) if name.split() else ""
    nobody = _roles() | _outlet_words() | _states()
    return last not in _roles() and any(
        stem(w.casefold()) not in nobody for w in capitals
    )


@cache
def _roles() -> frozenset[str]:
    return frozenset(stem(word) for word in _ROLES.split())


@cache
def _states() -> frozenset[str]:
    cells = [value for row in read_lexicon("states") for value in row.values() if value]
    return words_of(" ".join(cells))


@cache
def _outlet_words() -> frozenset[str]:
    """Words of the names of outlets and agencies, who pass on and do not say."""
    return (
        words_of(" ".join(row["name"] for row in read_lexicon("outlets"))) - _states()
    )
