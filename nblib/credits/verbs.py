"""The lexicon of reporting verbs by every form, one word or several.

A phrase that attributes ("point out", "according to") counts as one verb.
"""

from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

from ..lexicons import read_lexicon, split_cell

ACCORDING = (
    *("according to", "as per", "in the words of", "in the view of"),
    *("in the estimate of", "by the estimate of", "by the account of"),
)
LOOSELY = ("in keeping with", "in accordance with", "in line with")


class Verb(NamedTuple):
    """One reading of a verb form in the lexicon of reporting verbs."""

    lemma: str
    kind: str
    takes: frozenset[str]
    form: str


NO_VERB = Verb("", "", frozenset(), "")


@cache
def verb_forms() -> dict[str, Verb]:
    """Return the reporting verbs of one word, by form."""
    return {form: verb for form, verb in _inflected() if " " not in form}


@cache
def verb_phrases() -> dict[str, list[tuple[tuple[str, ...], Verb]]]:
    """Return the phrases that count as one verb, by first word, longest first."""
    table: dict[str, list[tuple[tuple[str, ...], Verb]]] = {}
    listed: list[tuple[str, Verb]] = [(form, verb) for form, verb in _inflected()]
    for phrase, verb in [
        *listed,
        *((phrase, NO_VERB) for phrase in (*ACCORDING, *LOOSELY)),
    ]:
        parts = tuple(phrase.split())
        if len(parts) > 1:
            table.setdefault(parts[0], []).append((parts, verb))
    for held in table.values():
        held.sort(key=lambda entry: -len(entry[0]))
    return table


def _inflected() -> Iterable[tuple[str, Verb]]:
    for row in read_lexicon("reporting_verbs"):
        takes = frozenset(row["takes"].split())
        forms = split_cell(row["forms"]) or inflect(row["verb"])
        lemma = row["verb"].split()[0]
        kinds = [_tense(form.split()[0], lemma) for form in forms]
        for form, kind in zip(forms, kinds, strict=True):
            if kind == "base" and "past" not in kinds:
                kind = "past"  # "put it", "set out": one form for both
            yield form, Verb(row["verb"], row["kind"], takes, kind)


def _tense(form: str, lemma: str) -> str:
    if form.endswith("ing"):
        return "ing"
    if form == lemma:
        return "base"
    return "present" if form.endswith("s") and not form.endswith("ss") else "past"


def inflect(phrase: str) -> list[str]:
    """Return the forms of a regular verb; only the first word of a phrase bends.

    Examples
    --------
    >>> inflect("deny"), inflect("point out")[2]
    (['deny', 'denies', 'denied', 'denying'], 'pointed out')
    """
    verb, *rest = phrase.split()
    if verb.endswith("e"):
        forms = [verb, verb + "s", verb + "d", verb[:-1] + "ing"]
    elif verb.endswith("y") and verb[-2] not in "aeiou":
        forms = [verb, verb[:-1] + "ies", verb[:-1] + "ied", verb + "ing"]
    else:
        plural = "es" if verb.endswith(("s", "sh", "ch", "x")) else "s"
        forms = [verb, verb + plural, verb + "ed", verb + "ing"]
    return [" ".join([form, *rest]) for form in forms]
