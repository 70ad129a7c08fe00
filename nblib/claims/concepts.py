"""Words of the news that mean one thing, so that two reports of a fact can be compared.

One newsroom counts the dead, another those killed. A word that the lexicon knows in
any of its forms becomes its concept (`#kill`), any other word is cut to its root. The
weight of either is its rarity in the pile.
"""

import math
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from functools import cache, lru_cache

import numpy as np
from scipy import sparse

from ..lexicons import read_lexicon, split_cell
from ..vectors import Word, stop_words, unit_rows, words

Weigh = Callable[[str], float]
VOWELS = "aeiou"
ENDINGS = (
    *(("ies", "y"), ("ied", "y"), ("sses", "ss")),
    *(("ing", ""), ("ed", ""), ("es", ""), ("s", "")),
)
SHORTEST = 3  # letters of a root


def read_concepts(text: str, start: int = 0, end: int | None = None) -> Iterator[Word]:
    """Yield the content words of `text` from `start` to `end` as concepts, in place.

    Examples
    --------
    >>> [word.folded for word in read_concepts("The troopers had died in Vellin.")]
    ['#soldier', '#kill', 'vellin']
    """
    for word in words(text[start:end]):
        if word.folded not in stop_words():
            yield Word(concept_of(word.folded), word.start + start, word.end + start)


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


def rarity(sentences: Iterable[frozenset[str]]) -> Weigh:
    """Return the weight of a concept: the rarer in the sentences, the heavier.

    Examples
    --------
    >>> weigh = rarity([frozenset({"dam"}), frozenset({"dam", "crack"})])
    >>> weigh("crack") > weigh("dam")
    True
    """
    held: Counter[str] = Counter()
    number = 0
    for sentence in sentences:
        held.update(sentence)
        number += 1
    return lambda word: math.log((number + 1) / (held[word] + 0.5))


def likeness(one: frozenset[str], two: frozenset[str], weigh: Weigh) -> float:
    """Return the cosine of two sets of concepts, 0 to 1.

    Examples
    --------
    >>> likeness(frozenset("ab"), frozenset("bc"), lambda word: 1.0)
    0.5
    """
    shared = sum(weigh(word) ** 2 for word in sorted(one & two))
    if not shared:
        return 0.0
    sizes = (sum(weigh(word) ** 2 for word in sorted(side)) for side in (one, two))
    return shared / math.sqrt(math.prod(sizes))


def concept_rows(sentences: Iterable[str]) -> sparse.csr_array:
    """Weigh the concepts of each sentence: sentences × concepts, rows of length 1.

    Examples
    --------
    >>> rows = concept_rows(["Four troopers died.", "Soldiers were killed.", "Rain."])
    >>> (rows @ rows.T).toarray().round(2)[0].tolist()
    [1.0, 0.73, 0.0]
    """
    held = [Counter(w.folded for w in read_concepts(text)) for text in sentences]
    spread = Counter(concept for counts in held for concept in counts)
    column = {concept: at for at, concept in enumerate(sorted(spread))}
    cells = [
        (row, column[concept], (1 + math.log(n)) * _idf(len(held), spread[concept]))
        for row, counts in enumerate(held)
        for concept, n in sorted(counts.items())
    ]
    places = np.array([cell[:2] for cell in cells], dtype=np.int64).reshape(-1, 2)
    weights = np.array([cell[2] for cell in cells], dtype=np.float64)
    shape = len(held), max(1, len(column))
    return unit_rows(sparse.csr_array((weights, (places[:, 0], places[:, 1])), shape))


def _idf(number: int, holding: int) -> float:
    return math.log((1 + number) / (1 + holding)) + 1
