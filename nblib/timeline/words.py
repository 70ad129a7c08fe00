"""What a sentence tells, in words: stems of its words, one stem for one state."""

import re
from functools import cache
from importlib.resources import files

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


@cache
def _stopwords() -> frozenset[str]:
    text = files("nblib").joinpath("lexicons/stopwords.txt").read_text("utf-8")
    return frozenset(line.strip() for line in text.splitlines() if line[:1] not in "#")


@cache
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
    """Return the stems of the words of a text that say something."""
    return frozenset(map(_telling, _WORD.findall(text.casefold()))) - {""}


@cache
def _telling(word: str) -> str:
    """Return what stands for a word, nothing for a stop word."""
    return "" if word in _stopwords() else _states().get(word) or stem(word)


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
