"""What counts as a word, and what it folds to.

Rules before tables: case, marks and British *-ise* go by rule, because a table of
them would never end; a name or a word with two spellings that no rule finds has a
row in `lexicons/spellings.csv`, with its reason.
"""

import csv
import re
import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache
from importlib.resources import files
from itertools import pairwise
from typing import NamedTuple

UNSPACED = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf"
    "\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]+"
)
UNDECOMPOSED = str.maketrans("ıøłđæœþð", "iolda" + "otd")
LATIN_MARKS = re.compile("[\u0300-\u036f]+")
BRITISH = re.compile(r"(?<=[a-z]{2}i)s(?=(?:e|es|ed|er|ers|ing|ation|ations)$)")


class Word(NamedTuple):
    """A word of a text and what it folds to; `end` is exclusive."""

    folded: str
    start: int
    end: int


def words(text: str) -> Iterator[Word]:
    """Yield every word of `text`, folded, with its place; stop words too.

    Examples
    --------
    >>> [word.folded for word in words("Türkiye's U.S. envoy organised 1,500 visas")]
    ['turkey', 'us', 'envoy', 'organized', '1500', 'visas']
    """
    for match in word_pattern().finditer(text):
        start = match.start()
        for folded, begin, end in fold(match[0]):
            yield Word(folded, start + begin, start + end)


@cache
def stop_words() -> frozenset[str]:
    """Words that say how an English sentence is built, folded."""
    return frozenset(_lines("stopwords.txt"))


@cache
def common_words() -> dict[str, int]:
    """Rank of the common English words, folded, from 1."""
    ranks: dict[str, int] = {}
    for rank, word in enumerate(_lines("common_words.txt"), 1):
        for part in fold(word):
            ranks.setdefault(part.folded, rank)
    return ranks


def _lines(lexicon: str) -> list[str]:
    lines = files("nblib.lexicons").joinpath(lexicon).read_text("utf-8").splitlines()
    return [line for line in lines if not line.startswith("#")]


def terms(text: str) -> list[str]:
    """Folded words that are no stop words, and each two in a row."""
    stops = stop_words()
    kept = [word.folded for word in words(text) if word.folded not in stops]
    return kept + [f"{one} {two}" for one, two in pairwise(kept)]


@cache
def word_pattern() -> re.Pattern[str]:
    """Dotted initials, figures with their separators, runs of letters and marks.

    Vowel signs of Indian and other scripts are marks and no letters to `re`. Most
    words are plain letters before a blank or a stop, which are told at once.
    """
    codes = [c for c in range(0x300, 0x10000) if unicodedata.category(chr(c))[0] == "M"]
    marks = "".join(map(chr, codes))
    rest = rf"[^\W_]*+(?:[{marks}]++[^\W_]*+)*+"
    return re.compile(
        r"[A-Za-z]{2,}+(?=[ \n.,])|"
        rf"[^\W\d_](?:\.(?:[^\W\d_]\.)++|{rest})|"
        rf"\d++(?:[.,:]\d++)*+(?![^\W\d_])|\d{rest}"
    )


@lru_cache(maxsize=2**18)
def fold(word: str) -> tuple[Word, ...]:
    """Fold one word; none for a lone letter, several for a run without spaces."""
    if UNSPACED.search(word):
        return tuple(_pairs(word))
    folded = word.casefold().replace(".", "").replace(",", "")
    if not folded.isascii():
        plain = unicodedata.normalize("NFKD", folded).translate(UNDECOMPOSED)
        folded = unicodedata.normalize("NFC", LATIN_MARKS.sub("", plain))
    folded = _spellings().get(folded) or BRITISH.sub("z", folded)
    if len(folded) == 1 and not folded.isdigit():
        return ()
    return tuple(Word(part, 0, len(word)) for part in folded.split())


def _pairs(word: str) -> Iterator[Word]:
    """Pairs of neighbouring characters, and what other script stands between."""
    position = 0
    for run in UNSPACED.finditer(word):
        yield from _between(word, position, run.start())
        last = max(run.start() + 1, run.end() - 1)
        for begin in range(run.start(), last):
            end = min(begin + 2, run.end())
            yield Word(word[begin:end], begin, end)
        position = run.end()
    yield from _between(word, position, len(word))


def _between(word: str, start: int, end: int) -> Iterator[Word]:
    """Fold a part of a word, at its place in the word."""
    for folded, begin, finish in fold(word[start:end]):
        yield Word(folded, start + begin, start + finish)


@cache
def _spellings() -> dict[str, str]:
    rows = csv.DictReader(_lines("spellings.csv"))
    return {row["form"]: row["folded"] for row in rows}
