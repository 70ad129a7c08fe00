"""Words of a sentence with the little grammar that attribution needs.

There is no parser and no tagger: a word gets one class from closed lists (pronouns,
prepositions, auxiliaries, time words) and from the lexicons; what is left is a name
where it is capitalised and a plain word otherwise. A quotation is one word here, so
that a clause keeps its shape whatever is said inside the marks.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from ..lexicons import read_lexicon, split_cell, word_group
from .marks import Quotation

TOKEN = re.compile(
    r"(?:[A-Za-z]\.){2,}"
    r"|(?:Mr|Mrs|Ms|Dr|Sen|Rep|Reps|Sens|Gov|Gen|Col|Lt|Maj|Capt|Cmdr|Adm|Sgt|Cpl|Prof|"
    r"Rev|Hon|St|Jr|Sr|Sec|Brig|Del|Atty|Inc|Co|Corp|Ltd|No|vs|Jan|Feb|Aug|Sept|Oct|Nov|"
    r"Dec)\.(?=[\s,'’])"
    r"|[A-Z]\.(?=\s[A-Z])"
    r"|[$€£]?\d+(?:,\d{3})+(?:\.\d+)?"
    r"|[\w\u0300-\u036f@#&$+]+"
    r"(?:[-.'’&](?<!News-)(?<!Times-)(?<!Post-)(?<!Journal-)[\w\u0300-\u036f&]+)*"
    r"|[^\w\s]"
)
POSSESSIVE = re.compile(r"['’]s$", re.IGNORECASE)
BY_LY = re.compile(r"[a-z]{3,}ly")
CLASSES = (
    ("B", "adverb"),
    ("T", "time"),
    ("P", "preposition"),
    ("D", "determiner"),
    ("S", "subordinate"),
    ("L", "link"),
    ("O", "object pronoun"),
    ("R", "pronoun"),
    ("X", "auxiliary"),
)
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


@dataclass(slots=True)
class Word:
    """A token of a sentence.

    `tag` is one letter: Q quotation, V reporting verb, A "according to", X auxiliary,
    R subject pronoun, O other pronoun, D determiner, P preposition, L link (and, or),
    S subordinating word, T time word, B adverb, N number, G possessive mark, K
    capitalised word, W other word, and the mark itself for punctuation.
    """

    start: int
    end: int
    text: str
    low: str
    tag: str
    verb: Verb = NO_VERB


def read_words(
    text: str, start: int, end: int, quotations: Iterable[Quotation] = ()
) -> list[Word]:
    """Return the words of `text[start:end]`.

    Parameters
    ----------
    text : str
        The article's text.
    start, end : int
        The stretch to read.
    quotations : iterable of Quotation
        Quotations inside it, in order; each becomes one word.

    Examples
    --------
    >>> text = "The minister's aide said so."
    >>> "".join(word.tag for word in read_words(text, 0, len(text)))
    'DWGWVS.'
    """
    words: list[Word] = []
    position = start
    for quotation in quotations:
        words += _plain_words(text, position, quotation.start)
        inside = text[quotation.start : quotation.end]
        words.append(Word(quotation.start, quotation.end, inside, inside.lower(), "Q"))
        position = quotation.end
    words += _plain_words(text, position, end)
    _tag_first(words)
    return _join_verbs(words)


def _plain_words(text: str, start: int, end: int) -> list[Word]:
    words = []
    for match in TOKEN.finditer(text, start, end):
        token, at, after = match[0], match.start(), match.end()
        mark = POSSESSIVE.search(token)
        if mark and mark.start() and token.lower() not in word_group("auxiliary"):
            cut = at + mark.start()
            words.append(_word(token[: mark.start()], at, cut))
            words.append(Word(cut, after, token[mark.start() :], "'s", "G"))
        elif token in "'’" and words and words[-1].end == at:
            words.append(Word(at, after, token, "'s", "G"))
        else:
            words.append(_word(token, at, after))
    return words


def _word(token: str, start: int, end: int) -> Word:
    return Word(start, end, token, token.lower(), _tag(token))


@cache
def _closed_tags() -> dict[str, str]:
    table: dict[str, str] = {}
    for tag, group in CLASSES:
        table |= dict.fromkeys(word_group(group), tag)
    return table | {"her": "D", "us": "O", "that": "S"}


def closed_words() -> frozenset[str]:
    """Return the words of the closed lists, which begin no name."""
    return frozenset(_closed_tags())


def _tag(token: str) -> str:
    low = token.lower()
    if not token.strip("_"):
        return "-"  # wire copy that was set with underscores for dashes
    if not (token[0].isalnum() or token[0] in "@#&$+_"):
        return "-" if token in "-–—―" else token
    if token in ("US", "May", "March", "IT", "WHO"):
        return "K"
    if low in _closed_tags():
        return _closed_tags()[low]
    if token[0].isdigit() or token[0] in "$":
        return "N"
    if token[0].isupper() or token[0] in "@#":
        return "K"
    if BY_LY.fullmatch(low) and low not in word_group("no adverb"):
        return "B"
    return "W"


def _tag_first(words: list[Word]) -> None:
    """Tag reporting verbs; a capital tells a name, but not on a first word."""
    forms = verb_forms()
    for at, word in enumerate(words):
        if word.tag in "WK" and word.low in forms and (word.tag == "W" or not at):
            word.tag, word.verb = "V", forms[word.low]
        elif (
            word.low in word_group("time unit")
            and at
            and words[at - 1].low in word_group("time lead")
        ):
            word.tag = words[at - 1].tag = "T"


def _join_verbs(words: list[Word]) -> list[Word]:
    """Join the words of a phrase that the lexicon lists as one verb."""
    joined: list[Word] = []
    at = 0
    phrases = verb_phrases()
    while at < len(words):
        size, verb = _phrase_at(words, at, phrases)
        first, last = words[at], words[at + size - 1]
        if size > 1:
            low = " ".join(word.low for word in words[at : at + size])
            tag = "V" if verb.lemma else "A"
            joined.append(Word(first.start, last.end, low, low, tag, verb))
        else:
            joined.append(first)
        at += size
    return joined


def _phrase_at(
    words: list[Word],
    at: int,
    phrases: dict[str, list[tuple[tuple[str, ...], Verb]]],
) -> tuple[int, Verb]:
    for parts, verb in phrases.get(words[at].low, ()):
        if tuple(word.low for word in words[at : at + len(parts)]) == parts:
            return len(parts), verb
    return 1, NO_VERB


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
