"""Words of a sentence with the little grammar that attribution needs.

There is no parser and no tagger: a word gets one class from closed lists (pronouns,
prepositions, auxiliaries, time words) and from the lexicons; what is left is a name
where it is capitalised and a plain word otherwise. A quotation is one word here, so
that a clause keeps its shape whatever is said inside the marks.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import NamedTuple

from ..lexicons import word_group
from .marks import Quotation
from .verbs import NO_VERB, Verb, verb_forms, verb_phrases

TOKEN = re.compile(
    r"[A-Za-z]++(?=[ ,;)”])|[,.;:()“”?!]"  # most words and marks, told at once
    r"|(?:[A-Za-z]\.){2,}"
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
KEPT = 2**16  # pieces of text that are kept in mind as read


@dataclass(slots=True)
class Word:
    """A token of a sentence.

    `tag` is one letter: Q quotation, V reporting verb, A "according to", X auxiliary,
    R subject pronoun, O other pronoun, D determiner, P preposition, L link (and, or),
    S subordinating word, T time word, B adverb, N number, G possessive mark, K
    capitalised word, W other word, and the mark itself for punctuation. `low` is the
    text in small letters; "won’t" has the apostrophe of the lists there, "won't".
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
        _add_words(words, text, position, quotation.start)
        inside = text[quotation.start : quotation.end]
        words.append(Word(quotation.start, quotation.end, inside, inside.lower(), "Q"))
        position = quotation.end
    _add_words(words, text, position, end)
    return _join_verbs(words)


def _add_words(words: list[Word], text: str, start: int, end: int) -> None:
    """Add the words of a stretch without quotations.

    Between blanks the same pieces come again and again, and each is read once; only
    where a full stop is no end ("Mr. J. Orlo") must what follows be seen.
    """
    stretch = text[start:end]
    whole = ". " in stretch
    read = _read_tokens if whole else read_piece
    at = start
    for piece in (stretch,) if whole else stretch.split(" "):
        for first, last, form, low, tag, verb, odd in read(piece):
            if odd:
                _add_odd(words, odd, at + first)
            else:
                words.append(Word(at + first, at + last, form, low, tag, verb))
        at += len(piece) + 1


def _add_odd(words: list[Word], form: "_Form", at: int) -> None:
    """Add a token whose tag hangs on the word before it, or that ends in a mark.

    A capital tells a name and no verb, but not on a first word.
    """
    tag, verb, last = form.tag, form.verb, words[-1] if words else None
    cut = at + len(form.text)
    if tag == "K" and verb is not NO_VERB:
        tag, verb = ("V", verb) if last is None else ("K", NO_VERB)
    elif form.time_unit and last is not None and last.low in word_group("time lead"):
        last.tag = tag = "T"
    elif tag in "'’" and last is not None and last.tag != "Q" and last.end == at:
        words.append(Word(at, cut, tag, "'s", "G"))
        return
    words.append(Word(at, cut, form.text, form.low, tag, verb))
    if form.mark:
        words.append(Word(cut, cut + len(form.mark), form.mark, "'s", "G"))


class _Form(NamedTuple):
    """What a token is wherever it stands, as far as that can be told.

    `mark` is the possessive one behind it; `odd` says that the word before it matters.
    """

    text: str
    low: str
    tag: str
    verb: Verb
    odd: bool
    time_unit: bool
    mark: str


# Start and end in what is read, then as in a `Word`; the form where it is odd.
Token = tuple[int, int, str, str, str, Verb, _Form | None]


def _read_tokens(stretch: str) -> list[Token]:
    found = []
    for match in TOKEN.finditer(stretch):
        form = _form(match[0])
        start, end = match.start(), match.start() + len(form.text)
        odd = form if form.odd else None
        found.append((start, end, form.text, form.low, form.tag, form.verb, odd))
    return found


@lru_cache(maxsize=KEPT)
def read_piece(piece: str) -> list[Token]:
    """Return the tokens of what stands between two blanks."""
    return _read_tokens(piece)


class Sieve:
    """Holds back what is written without a word that tells something.

    Pieces of text between blanks that tell nothing are kept in mind, so that most
    sentences are held back by one look into a set.

    Parameters
    ----------
    tells : callable
        Whether one of the tokens of a piece tells something.
    """

    def __init__(self, tells: Callable[[list[Token]], bool]):
        self.tells = tells
        self.silent: set[str] = set()

    def passes(self, pieces: list[str]) -> bool:
        """Whether one of some pieces tells something."""
        if self.silent.issuperset(pieces):
            return False
        if len(self.silent) > KEPT:
            self.silent.clear()
        for piece in pieces:
            if piece not in self.silent:
                if self.tells(read_piece(piece)):
                    return True
                self.silent.add(piece)
        return False


@lru_cache(maxsize=KEPT)
def _form(token: str) -> _Form:
    found = POSSESSIVE.search(token)
    owns = found and found.start() and token.lower() not in word_group("auxiliary")
    text = token[: found.start()] if found and owns else token
    low = _low(text)
    tag = _tag(text, low)
    verb = verb_forms().get(low, NO_VERB) if tag in "WK" else NO_VERB
    if tag == "W" and verb is not NO_VERB:
        tag = "V"
    unit, mark = tag != "V" and low in word_group("time unit"), token[len(text) :]
    odd = bool(unit or mark or tag in "'’" or (tag == "K" and verb is not NO_VERB))
    return _Form(text, low, tag, verb, odd, unit, mark)


@cache
def _closed_tags() -> dict[str, str]:
    table: dict[str, str] = {}
    for tag, group in CLASSES:
        table |= dict.fromkeys(word_group(group), tag)
    return table | {"her": "D", "us": "O", "that": "S"}


def closed_words() -> frozenset[str]:
    """Return the words of the closed lists, which begin no name."""
    return frozenset(_closed_tags())


def _low(token: str) -> str:
    """Return a token in small letters; "won’t" as the lists have it, "won't"."""
    low = token.lower()
    straight = low.replace("’", "'")
    return straight if straight in _closed_tags() else low


def _tag(token: str, low: str) -> str:
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


def _join_verbs(words: list[Word]) -> list[Word]:
    """Join the words of a phrase that the lexicon lists as one verb."""
    phrases = verb_phrases()
    joined: list[Word] = []
    done = 0
    for at in [at for at, word in enumerate(words) if word.low in phrases]:
        size, verb = _phrase_at(words, at, phrases[words[at].low])
        if size > 1 and at >= done:
            low = " ".join(word.low for word in words[at : at + size])
            tag = "V" if verb.lemma else "A"
            last = words[at + size - 1]
            joined += words[done:at]
            joined.append(Word(words[at].start, last.end, low, low, tag, verb))
            done = at + size
    return [*joined, *words[done:]] if done else words


def _phrase_at(
    words: list[Word], at: int, phrases: list[tuple[tuple[str, ...], Verb]]
) -> tuple[int, Verb]:
    second = words[at + 1].low if at + 1 < len(words) else ""
    for parts, verb in phrases:
        if parts[1] == second and parts == tuple(
            word.low for word in words[at : at + len(parts)]
        ):
            return len(parts), verb
    return 1, NO_VERB
