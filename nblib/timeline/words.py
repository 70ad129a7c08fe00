"""How alike two sentences are: shared words, each worth what it says in this pile.

Names of people and places are words like others; a word that most sentences of
the pile hold weighs next to nothing, so in a pile on one story it is the details
that bring two sentences together.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from math import log, sqrt

import numpy as np

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

Bag = Mapping[str, float]


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
    found = (
        word for word in _WORD.findall(text.casefold()) if word not in _stopwords()
    )
    states = _states()
    return frozenset(states.get(word) or stem(word) for word in found)


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


def weigh(sentences: Iterable[frozenset[str]]) -> dict[str, float]:
    """Return how much each word is worth, from the sentences of the pile."""
    held = list(sentences)
    counts = Counter(word for words in held for word in words)
    return {word: log(1 + len(held) / number) for word, number in counts.items()}


def bag_of(
    members: Iterable[tuple[frozenset[str], frozenset[str]]], weights: Bag
) -> dict[str, float]:
    """Return the weighted words of some sentences together, of length one.

    A member is its own words and those of the sentence that it goes on from, which
    count half.
    """
    counts: Counter[str] = Counter()
    for own, before in members:
        counts.update(dict.fromkeys(own, 2))
        counts.update(dict.fromkeys(before - own, 1))
    size = max(counts.values(), default=1)
    bag = {w: weights.get(w, 0.0) * sqrt(counts[w] / size) for w in sorted(counts)}
    length = sqrt(sum(value * value for value in bag.values()))
    return {word: value / length for word, value in bag.items()} if length else {}


def alike(a: Bag, b: Bag) -> float:
    """Return the cosine of two bags, 0.0 to 1.0.

    Examples
    --------
    >>> weights = weigh([words_of("The ferry sank"), words_of("The mayor spoke")])
    >>> texts = ("A ferry sank", "Ferries sank")
    >>> one, two = (bag_of([(words_of(t), frozenset())], weights) for t in texts)
    >>> round(alike(one, two), 2)
    1.0
    """
    if len(b) < len(a):
        a, b = b, a
    return sum(value * b.get(word, 0.0) for word, value in a.items())


class Index:
    """Bags by their words, so that only those that share one are compared."""

    def __init__(self, bags: Iterable[Bag]):
        places: dict[str, list[tuple[int, float]]] = defaultdict(list)
        for number, bag in enumerate(bags):
            for word, value in bag.items():
                places[word].append((number, value))
        self._numbers = {w: np.array([n for n, _ in at]) for w, at in places.items()}
        self._values = {w: np.array([v for _, v in at]) for w, at in places.items()}

    def like(self, bag: Bag, least: float) -> dict[int, float]:
        """Return the bags whose cosine with `bag` is at least `least`, above 0.

        Examples
        --------
        >>> index = Index([{"ferry": 1.0}, {"mayor": 1.0}])
        >>> index.like({"ferry": 0.6, "crew": 0.8}, 0.5)
        {0: 0.6}
        """
        held = [word for word in bag if word in self._numbers]
        if not held:
            return {}
        numbers = np.concatenate([self._numbers[word] for word in held])
        shares = np.concatenate([bag[word] * self._values[word] for word in held])
        total = np.bincount(numbers, shares)
        near = np.flatnonzero(total >= least)
        return dict(zip(near.tolist(), total[near].tolist(), strict=True))
