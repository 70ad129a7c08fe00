"""Who speaks, in the words that tell one speaker from another."""

import re
from functools import cache, lru_cache

from ..credits.verbs import NO_VERB, Verb, verb_forms, verb_phrases
from ..lexicons import read_lexicon
from ..origins.states import find_body
from .words import stem, words_of

_SAYING = frozenset(
    (
        *("say", "tell", "report", "write", "confirm", "deny", "accuse", "claim"),
        *("warn", "answer", "demand", "promise", "call"),
    )
)
_NAMES = 2**16  # of speakers, remembered
_PRONOUNS = frozenset(("he", "she", "they", "it", "who", "i", "we"))
_WORD = re.compile(r"[^\W\d_]+")
_HEAD = re.compile(
    r"\s(?:of|for|from|at|in)\s"
)  # "the office of Mayor Holm" is an office
# what a speaker is, not who: "official" joins no two speakers
_ROLES = """
official officer source supply spokesman spokeswoman spokesperson minister ministry
office workplace government president prime statement report senior political foreign
one two many agency news the and
"""


def is_saying(cue: str) -> bool:
    """Tell whether a cue makes a statement, and no thought or judgement.

    Examples
    --------
    >>> is_saying("added"), is_saying("went on"), is_saying("believes")
    (True, True, False)
    """
    return _verb(cue).kind in _SAYING


def takes_clause(cue: str) -> bool:
    """Tell whether a cue can be followed by a sentence or a quotation.

    Examples
    --------
    >>> takes_clause("said"), takes_clause("voiced")
    (True, False)
    """
    return bool(_verb(cue).takes & {"that", "q"})


@cache
def _verb(cue: str) -> Verb:
    words = tuple(cue.lower().split())
    for parts, phrase in verb_phrases().get(words[0], ()):
        if parts == words:
            return phrase
    return verb_forms().get(words[0], NO_VERB) if len(words) == 1 else NO_VERB


def is_pronoun(name: str) -> bool:
    """Tell a speaker who is only a pronoun: somebody named before.

    Examples
    --------
    >>> is_pronoun("She"), is_pronoun("Reuters")
    (True, False)
    """
    return name.casefold() in _PRONOUNS


@lru_cache(_NAMES)
def speaker_words(name: str) -> frozenset[str]:
    """Return the words that tell a speaker; none for a pronoun.

    A state stands for its people and its capital, a public body for its offices.

    Examples
    --------
    >>> sorted(speaker_words("a Danish official")), sorted(speaker_words("He"))
    (['denmark'], [])
    """
    if is_pronoun(name):
        return frozenset()
    words = words_of(name) - _roles() - _outlet_words()
    body = "" if is_person(name) else find_body(name)
    return words | {body} if body else words


def bodies_of(speaker: frozenset[str]) -> frozenset[str]:
    """Return the public bodies among the words of a speaker.

    Examples
    --------
    >>> sorted(bodies_of(speaker_words("a Danish Defence Ministry official")))
    ['defence ministry']
    """
    return speaker & _bodies()


def one_voice(one: frozenset[str], two: frozenset[str]) -> bool:
    """Tell whether two speakers can be the same: a word in common, no two bodies.

    Examples
    --------
    >>> names = ("Danish officials", "the Danish Foreign Ministry", "the Danish army")
    >>> danes, ministry, army = (speaker_words(name) for name in names)
    >>> one_voice(danes, ministry), one_voice(ministry, army)
    (True, False)
    """
    mine, theirs = bodies_of(one), bodies_of(two)
    return bool(one & two) and (not mine or not theirs or mine == theirs)


@cache
def _bodies() -> frozenset[str]:
    return frozenset(row["body"] for row in read_lexicon("bodies"))


@lru_cache(_NAMES)
def is_person(name: str) -> bool:
    """Tell a person's name from a state, an office or unnamed officials.

    Examples
    --------
    >>> is_person("Mayor Ida Holm"), is_person("Danish officials"), is_person("Israel")
    (True, False, False)
    >>> is_person("the office of Mayor Ida Holm")
    False
    """
    name = _HEAD.split(name, maxsplit=1)[0]
    capitals = [word for word in _WORD.findall(name) if word[0].isupper()]
    last = stem(name.split()[-1].casefold()) if name.split() else ""
    return last not in _roles() and any(words_of(word) - _nobody() for word in capitals)


@cache
def _nobody() -> frozenset[str]:
    """Return the words of names that are not a person's."""
    return _roles() | _outlet_words() | _states()


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
