"""Stems: what words are compared by, whatever form they come in.

A word is cut to its first six letters without a final s, which leaves one stem to most
forms of a word in languages that inflect at the end.
"""

from collections.abc import Sequence
from hashlib import blake2b
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ..vectors import stop_words

STEM = 6  # letters
SHORT = 3  # letters; shorter words of alphabets are function words in most languages


class Stems(NamedTuple):
    """What the words of a vocabulary are compared by.

    Attributes
    ----------
    cut, plain : array of int
        Code of each word as a content word, and where it is no detail.
    telling : array of bool
        Which words are content words wherever they stand.
    hashes : array of int
        Of each code.
    """

    cut: NDArray[np.int32]
    plain: NDArray[np.int32]
    telling: NDArray[np.bool_]
    hashes: NDArray[np.uint64]

    @staticmethod
    def of(vocabulary: Sequence[str]) -> "Stems":
        """Cut the words of a vocabulary."""
        cut = [cut_word(word) for word in vocabulary]
        telling = [not is_function(word) for word in vocabulary]
        words = zip(cut, vocabulary, telling, strict=True)
        plain = [stem if tells else word for stem, word, tells in words]
        code = {stem: number for number, stem in enumerate(sorted({*cut, *plain}))}
        return Stems(
            np.array([code[stem] for stem in cut], dtype=np.int32),
            np.array([code[stem] for stem in plain], dtype=np.int32),
            np.array(telling, dtype=np.bool_),
            np.array([_hash(stem) for stem in code], dtype=np.uint64),
        )


def _hash(word: str) -> int:
    """Return a number for a word, the same in every pile and on every machine."""
    raw = word.encode("utf-8", "surrogatepass")
    return int.from_bytes(blake2b(raw, digest_size=8).digest(), "big")


def content_stem(folded: str, detail: bool) -> str | None:
    """Return the stem of a content word, None for a function word.

    Examples
    --------
    >>> [content_stem(word, False) for word in ("bridges", "engineers", "the", "bus")]
    ['bridge', 'engine', None, None]
    """
    return None if not detail and is_function(folded) else cut_word(folded)


def is_function(folded: str) -> bool:
    """Whether a word is a function word, unless it is a name."""
    return (len(folded) <= SHORT and folded.isascii()) or folded in stop_words()


def cut_word(folded: str) -> str:
    """Cut a word to its stem.

    Examples
    --------
    >>> [cut_word(word) for word in ("bridges", "engineers", "bus")]
    ['bridge', 'engine', 'bus']
    """
    stem = folded[:STEM]
    plural = len(stem) > SHORT and stem.endswith("s") and stem.isalpha()
    return stem[:-1] if plural else stem
