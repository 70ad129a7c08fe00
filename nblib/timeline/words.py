"""What a sentence tells, in words: stems of its words, one stem for one state."""

import re
from array import array
from collections import defaultdict
from collections.abc import Iterable
from functools import cache, lru_cache
from importlib.resources import files
from itertools import chain, count

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from ..lexicons import read_lexicon, split_cell

_WORD = re.compile(r"[^\W_]{3,}")
_SUFFIXES = (
    ("ations", ""),
    ("ation", ""),
    ("ments", ""),
    ("ment", ""),
    ("ings", ""),
    ("ing", ""),
    ("ies", "y"),
    ("ied", "y"),
    ("ed", ""),
    ("es", ""),
    ("s", ""),
    ("e", ""),
)
_STEM = 4  # letters that a suffix must leave
_KEPT = 2**16  # words, with the signs around them, remembered

Whole = NDArray[np.int64]


@cache
def _stopwords() -> frozenset[str]:
    text = files("nblib").joinpath("lexicons/stopwords.txt").read_text("utf-8")
    return frozenset(line.strip() for line in text.splitlines() if line[:1] not in "#")


@lru_cache(_KEPT)
def stem(word: str) -> str:
    """Return a word without its ending.

    Examples
    --------
    >>> stem("strikes"), stem("establishing"), stem("talks"), stem("gas")
    ('strik', 'establish', 'talk', 'gas')
    """
    for suffix, instead in _SUFFIXES:
        if word.endswith(suffix) and len(word) - len(suffix) >= _STEM:
            return word[: -len(suffix)] + instead
    return word


def words_of(text: str) -> frozenset[str]:
    """Return the stems of the words of a text that say something.

    Examples
    --------
    >>> sorted(words_of("The talks of Danish mayors, half-heard"))
    ['denmark', 'half', 'heard', 'mayor', 'talk']
    """
    return frozenset(chain.from_iterable(map(_telling, text.split())))


def count_words(texts: Iterable[str]) -> sparse.csr_array:
    """Return texts × the words of all of them, in the order of the alphabet.

    Examples
    --------
    >>> count_words(["The mayor of the mayors", "Talks", ""]).toarray().tolist()
    [[2, 0], [0, 1], [0, 0]]
    """
    number: defaultdict[str, int] = defaultdict(count().__next__)
    places, bounds = array("q"), array("q", [0])
    for text in texts:
        places.extend(map(number.__getitem__, text.split()))
        bounds.append(len(places))
    told = list(map(_telling, number))
    known = sorted(set(chain.from_iterable(told)))
    column = {word: place for place, word in enumerate(known)}
    codes = [column[word] for word in chain.from_iterable(told)]
    ends = np.cumsum([0, *map(len, told)])
    pieces = _table(np.asarray(places), np.asarray(bounds), len(number))
    return pieces @ _table(np.array(codes, dtype=np.int64), ends, len(known))


def _table(columns: Whole, bounds: Whole, width: int) -> sparse.csr_array:
    """Return a table of ones."""
    cells = (np.ones(len(columns), dtype=np.int64), columns, bounds)
    return sparse.csr_array(cells, (len(bounds) - 1, width))


@lru_cache(_KEPT)
def _telling(piece: str) -> tuple[str, ...]:
    """Return what stands for the words between two blanks; nothing for stop words."""
    return tuple(
        _states().get(word) or stem(word)
        for word in _WORD.findall(piece.casefold())
        if word not in _stopwords()
    )


@cache
def _states() -> dict[str, str]:
    """Return what stands for a state (its name, people, capital) → one stem of it."""
    return {
        name.casefold(): stem(row["state"].casefold())
        for row in read_lexicon("states")
        for cell in row.values()
        for name in split_cell(cell)
        if _WORD.fullmatch(name.casefold())
    }
