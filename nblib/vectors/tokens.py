"""Texts as rows of word codes, made once and read by every stage that counts words.

A pile repeats its words: ten thousand articles hold three million words and not a
hundred thousand forms. So the texts are cut by one regular expression, each form is
folded once, and all that follows (counts, pairs, runs of words, where a word stands)
is done on arrays of whole numbers. Codes follow the alphabet, so that an order of
codes is an order of words.
"""

from collections.abc import Iterator, Sequence
from functools import cache
from itertools import chain, pairwise
from re import Pattern, compile
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from .words import fold, word_pattern

Whole = NDArray[np.int64]
Codes = NDArray[np.int32]
TOGETHER = 2**20  # characters that are cut at a time


class Tokens(NamedTuple):
    """The words of some texts, in their order.

    Attributes
    ----------
    vocabulary : list of str
        The distinct folded words, sorted.
    codes : array of int
        Of each word, its place in `vocabulary`.
    starts, ends : array of int
        Where each word stands in its text; `end` is exclusive.
    bounds : array of int
        The words of text i are those from `bounds[i]` to `bounds[i + 1]`.
    """

    vocabulary: list[str]
    codes: Codes
    starts: Codes
    ends: Codes
    bounds: Whole

    @property
    def rows(self) -> Codes:
        """Number of the text that each word is from."""
        many = np.diff(self.bounds)
        return np.repeat(np.arange(len(many), dtype=np.int32), many)

    def take(self, rows: Sequence[int] | Whole) -> "Tokens":
        """Return the tokens of some of the texts.

        Examples
        --------
        >>> tokens = read_tokens(["One dam", "Two dams", "No"]).take([2, 0])
        >>> [tokens.vocabulary[code] for code in tokens.codes]
        ['no', 'one', 'dam']
        """
        asked = np.asarray(rows, dtype=np.int64)
        many = np.diff(self.bounds)[asked]
        bounds = np.concatenate([[0], np.cumsum(many)])
        cells = np.repeat(self.bounds[asked] - bounds[:-1], many) + np.arange(
            bounds[-1]
        )
        codes, starts, ends = self.codes[cells], self.starts[cells], self.ends[cells]
        return Tokens(self.vocabulary, codes, starts, ends, bounds)


def read_tokens(texts: Sequence[str]) -> Tokens:
    """Cut texts into folded words, as `words` does one by one.

    Examples
    --------
    >>> tokens = read_tokens(["Türkiye's envoy", "", "The U.S. envoy"])
    >>> [tokens.vocabulary[code] for code in tokens.codes]
    ['turkey', 'envoy', 'the', 'us', 'envoy']
    >>> tokens.bounds.tolist(), tokens.starts.tolist()
    ([0, 2, 2, 5], [0, 10, 0, 4, 9])
    """
    forms = _Forms()
    parts = [_cut(batch, forms) for batch in _batches(texts)]
    lexicon = _fold_all(forms)
    folded = [_folded(*part, lexicon) for part in parts]
    codes, starts, ends, many = map(np.concatenate, zip(*folded, strict=True))
    bounds = np.concatenate([[0], np.cumsum(many)])
    return Tokens(lexicon.vocabulary, codes, starts, ends, bounds)


def _folded(
    found: Codes, starts: Codes, many: Whole, lexicon: "_Lexicon"
) -> tuple[Codes, Codes, Codes, Whole]:
    """Codes, starts and ends of folded words, and how many each text has."""
    times = lexicon.times[found]
    upto = np.concatenate([[0], np.cumsum(times)])
    kept = np.repeat(np.arange(len(found)), times)
    part = lexicon.first[found[kept]] + np.arange(len(kept)) - upto[kept]
    begins, ends = (
        starts[kept] + edge[part] for edge in (lexicon.begins, lexicon.ends)
    )
    bounds = np.concatenate([[0], np.cumsum(many)])
    return lexicon.codes[part], begins, ends, np.diff(upto[bounds])


class _Forms(dict[str, int]):
    """Numbers for forms of words, in the order in which they are first asked for."""

    def __missing__(self, form: str) -> int:
        self[form] = number = len(self)
        return number


class _Lexicon(NamedTuple):
    """What the forms fold to: form i to `times[i]` words from `first[i]` on."""

    vocabulary: list[str]
    times: Whole
    first: Whole
    codes: Codes
    begins: Codes
    ends: Codes


def _fold_all(forms: _Forms) -> _Lexicon:
    folded = [fold(form) for form in forms]
    times = np.array([len(words) for words in folded], dtype=np.int64)
    words = list(chain.from_iterable(folded))
    vocabulary = sorted({word.folded for word in words})
    code = {word: number for number, word in enumerate(vocabulary)}
    columns = [
        np.array([get(word) for word in words], dtype=np.int32)
        for get in (lambda w: code[w.folded], lambda w: w.start, lambda w: w.end)
    ]
    return _Lexicon(vocabulary, times, np.cumsum(times) - times, *columns)


def _cut(texts: Sequence[str], forms: _Forms) -> tuple[Codes, Codes, Whole]:
    """Forms and starts of the words of some texts, and how many each text has.

    The texts are cut as one, a line apart, which no word crosses.
    """
    pieces = _cutter().split("\n".join(texts))
    words = pieces[1::2]
    found = np.fromiter(map(forms.__getitem__, words), np.int32, len(words))
    sizes = np.fromiter(map(len, forms), np.int64, len(forms))[found]
    gaps = np.fromiter(map(len, pieces[:-1:2]), np.int64, len(words))
    starts = np.cumsum(gaps) + np.cumsum(sizes) - sizes
    lengths = np.fromiter(map(len, texts), np.int64, len(texts)) + 1
    begins = np.cumsum(lengths) - lengths
    many = np.diff(np.append(np.searchsorted(starts, begins), len(starts)))
    inside = starts - np.repeat(begins, many)
    return found, inside.astype(np.int32), many


def _batches(texts: Sequence[str]) -> Iterator[Sequence[str]]:
    """Neighbouring texts of about as many characters; none at all is one batch."""
    lengths: NDArray[Any] = np.fromiter(map(len, texts), np.int64, len(texts))
    number = np.cumsum(lengths) // TOGETHER
    cuts = [0, *(np.flatnonzero(np.diff(number)) + 1).tolist(), len(texts)]
    for begin, end in pairwise(cuts):
        yield texts[begin:end]


@cache
def _cutter() -> Pattern[str]:
    return compile(f"({word_pattern().pattern})")
