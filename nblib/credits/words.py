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

from ..lexicons import read_lexicon, split_cell
from .marks import Quotation

TOKEN = re.compile(
    r"(?:[A-Za-z]\.){2,}"
    r"|(?:Mr|Mrs|Ms|Dr|Sen|Rep|Reps|Sens|Gov|Gen|Col|Lt|Maj|Capt|Cmdr|Adm|Sgt|Cpl|Prof|"
    r"Rev|Hon|St|Jr|Sr|Sec|Brig|Del|Atty|Inc|Co|Corp|Ltd|No|vs|Jan|Feb|Aug|Sept|Oct|Nov|"
    r"Dec)\.(?=[\s,])"
    r"|[A-Z]\.(?=\s[A-Z])"
    r"|[\w\u0300-\u036f@#&$+]+"
    r"(?:[-.'’&](?<!News-)(?<!Times-)(?<!Post-)(?<!Journal-)[\w\u0300-\u036f&]+)*"
    r"|[^\w\s]"
)
POSSESSIVE = re.compile(r"['’]s$", re.IGNORECASE)
PRONOUNS = {"he", "she", "they", "it", "we", "i", "you"}
OTHERS = {
    "him",
    "her",
    "them",
    "us",
    "me",
    "himself",
    "herself",
    "itself",
    "themselves",
}
DETERMINERS = set(
    "the a an this that these those his her its their our my your some any each every "
    "both several many most all another other two three four five six seven eight nine "
    "ten dozens scores few one no such what".split()
)
PREPOSITIONS = set(
    "of for from at in on with by to into about against over under during among between "
    "through within without near around toward towards across behind beyond outside "
    "inside amid despite via per like unlike alongside concerning regarding upon off "
    "ahead up out including".split()
)
LINKS = {"and", "or", "but", "nor", "yet", "&"}
SUBORDINATES = set(
    "that which who whom whose because while although though if when as after before "
    "since until where why how whether than so unless once whereas what whoever "
    "whenever wherever".split()
)
AUXILIARIES = set(
    "is are was were be been being am has have had having do does did will would can "
    "could may might must shall should not n't never isn't aren't wasn't weren't hasn't "
    "haven't hadn't doesn't don't didn't won't wouldn't can't cannot couldn't shouldn't "
    "'s ’s 're ’re 've ’ve 'd ’d 'll ’ll 'm ’m".split()
)
TIME_WORDS = set(
    "monday tuesday wednesday thursday friday saturday sunday today yesterday tomorrow "
    "tonight january february march april june july august september october november "
    "december jan. feb. aug. sept. oct. nov. dec. recently earlier later then now still "
    "again once twice ago overnight meanwhile afterward afterwards since previously "
    "monday's tuesday's".split()
)
TIME_NOUNS = set(
    "day days week weeks month months year years morning afternoon evening night hour "
    "hours weekend minute minutes spring summer autumn winter".split()
)
TIME_LEADS = {"last", "this", "next", "past", "previous", "same", "late", "early"}
ADVERBS = set(
    "also just only even first already soon instead further perhaps maybe always often "
    "sometimes back too well quite rather very ever almost simply however thus therefore "
    "else together away there here alone long".split()
)
BY_LY = re.compile(r"[a-z]{3,}ly")
NOT_ADVERBS = set(
    "family ally italy assembly july daily weekly early supply reply apply rely imply "
    "monopoly anomaly rally bully multiply fly".split()
)


class Verb(NamedTuple):
    """One reading of a verb form in the lexicon of reporting verbs."""

    lemma: str
    kind: str
    takes: frozenset[str]
    form: str


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
    verb: Verb | None = None


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
        if mark and mark.start() and token.lower() not in AUXILIARIES:
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
    for tag, words in (
        ("B", ADVERBS),
        ("T", TIME_WORDS),
        ("P", PREPOSITIONS),
        ("D", DETERMINERS),
        ("S", SUBORDINATES),
        ("L", LINKS),
        ("O", OTHERS),
        ("R", PRONOUNS),
        ("X", AUXILIARIES),
    ):
        table |= dict.fromkeys(words, tag)
    return table | {"her": "D", "us": "O", "that": "S"}


def _tag(token: str) -> str:
    low = token.lower()
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
    if BY_LY.fullmatch(low) and low not in NOT_ADVERBS:
        return "B"
    return "W"


def _tag_first(words: list[Word]) -> None:
    """Give a reporting verb its tag; a capital tells a name, but not on a first word."""
    forms = verb_forms()
    for at, word in enumerate(words):
        if word.tag in "WK" and word.low in forms and (word.tag == "W" or not at):
            word.tag, word.verb = "V", forms[word.low]
        elif word.low in TIME_NOUNS and at and words[at - 1].low in TIME_LEADS:
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
            tag = "V" if verb else "A"
            joined.append(Word(first.start, last.end, low, low, tag, verb))
        else:
            joined.append(first)
        at += size
    return joined


def _phrase_at(
    words: list[Word],
    at: int,
    phrases: dict[str, list[tuple[tuple[str, ...], Verb | None]]],
) -> tuple[int, Verb | None]:
    for parts, verb in phrases.get(words[at].low, ()):
        if tuple(word.low for word in words[at : at + len(parts)]) == parts:
            return len(parts), verb
    return 1, None


ACCORDING = ("according to", "as per", "in the words of", "in the view of")
LOOSELY = ("in keeping with", "in accordance with", "in line with")


@cache
def verb_forms() -> dict[str, Verb]:
    """Return the reporting verbs of one word, by form."""
    return {form: verb for form, verb in _inflected() if " " not in form}


@cache
def verb_phrases() -> dict[str, list[tuple[tuple[str, ...], Verb | None]]]:
    """Return the phrases that count as one verb, by first word, longest first."""
    table: dict[str, list[tuple[tuple[str, ...], Verb | None]]] = {}
    listed: list[tuple[str, Verb | None]] = [
        (form, verb) for form, verb in _inflected()
    ]
    for phrase, verb in [
        *listed,
        *((phrase, None) for phrase in (*ACCORDING, *LOOSELY)),
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
        for form in forms:
            head = form.split()[0]
            kind = (
                "ing" if head.endswith("ing") else _tense(head, row["verb"].split()[0])
            )
            yield form, Verb(row["verb"], row["kind"], takes, kind)


def _tense(form: str, lemma: str) -> str:
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
