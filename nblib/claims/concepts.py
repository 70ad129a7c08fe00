"""Words of the news that mean one thing, so that two reports of a fact can be compared.

One newsroom counts the dead, another those killed. A word that the lexicon knows in
any of its forms becomes its concept (`#kill`), any other word is cut to its root. The
weight of either is its rarity among the sentences of a component.
"""

import math
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache

from ..lexicons import read_lexicon, split_cell

VOWELS = "aeiou"
ENDINGS = (
    *(("ies", "y"), ("ied", "y"), ("sses", "ss")),
    *(("ing", ""), ("ed", ""), ("es", ""), ("s", "")),
)
SHORTEST = 3  # letters of a root


@lru_cache(maxsize=2**16)
def concept_of(word: str) -> str:
    """Return the concept or the root of a folded word.

    Examples
    --------
    >>> concept_of("earthquakes"), concept_of("ferries"), concept_of("bridges")
    ('#quake', '#ship', 'bridg')
    """
    found = concepts().get(word)
    return f"#{found}" if found else root(word)


def root(word: str) -> str:
    """Cut the endings of plurals and verbs.

    Examples
    --------
    >>> root("trials"), root("carried"), root("bus"), root("glass")
    ('trial', 'carry', 'bus', 'glass')
    """
    for ending, left in ENDINGS:
        stem = word.removesuffix(ending)
        if stem != word and len(stem) >= SHORTEST and not word.endswith(("ss", "us")):
            word = stem + left
            break
    return word.removesuffix("e") if len(word) > SHORTEST + 1 else word


@cache
def concepts() -> dict[str, str]:
    """Return the concept of each word of the lexicon, in all its regular forms."""
    found: dict[str, str] = {}
    for row in read_lexicon("concepts"):
        for word in split_cell(row["words"]):
            for form in _forms(word):
                found.setdefault(form, row["concept"])
    return found


def _forms(word: str) -> Iterator[str]:
    """Yield the word and what regular endings make of it, right or not."""
    yield from (word, f"{word}s", f"{word}ed", f"{word}ing")
    if word.endswith("e"):
        yield from (f"{word}d", f"{word[:-1]}ing")
    elif word.endswith("y"):
        yield from (f"{word[:-1]}ies", f"{word[:-1]}ied")
    elif word.endswith(("s", "x", "z", "ch", "sh")):
        yield f"{word}es"
    elif word[-2:-1] and word[-2] in VOWELS and word[-1] not in VOWELS:
        yield from (f"{word}{word[-1]}ed", f"{word}{word[-1]}ing")


class Likeness:
    """The cosine of two sets of concepts, the rarer a concept, the heavier.

    Parameters
    ----------
    held : mapping of str to int
        How many sentences hold each concept.
    number : int
        How many sentences there are.

    Examples
    --------
    >>> likeness = Likeness({"dam": 9, "crack": 1, "flood": 1}, 9)
    >>> one, two, other = map(frozenset, (["dam", "crack"], ["crack"], ["dam"]))
    >>> round(likeness(one, two), 3), round(likeness(one, other), 3)
    (1.0, 0.027)
    """

    def __init__(self, held: Mapping[str, int], number: int) -> None:
        self._held, self._number = held, number
        self._squares: dict[str, float] = {}
        self._sizes: dict[frozenset[str], float] = {}

    def __call__(self, one: frozenset[str], two: frozenset[str]) -> float:
        """Return the cosine, 0 to 1."""
        shared = one & two
        if not shared:
            return 0.0
        return self._sum(shared) / math.sqrt(self._size(one) * self._size(two))

    def _size(self, concepts: frozenset[str]) -> float:
        size = self._sizes.get(concepts)
        if size is None:
            size = self._sizes[concepts] = self._sum(concepts)
        return size

    def _sum(self, concepts: frozenset[str]) -> float:
        return sum(map(self._square, sorted(concepts)))

    def _square(self, concept: str) -> float:
        square = self._squares.get(concept)
        if square is None:
            rarity = math.log((self._number + 1) / (self._held.get(concept, 0) + 0.5))
            square = self._squares[concept] = rarity**2
        return square
