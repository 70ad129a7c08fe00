"""Texts as rows of word codes, made once and read by every stage that counts words.

A pile repeats its words: ten thousand articles hold three million words and not a
hundred thousand forms. No word crosses white space, so the texts are cut there, Arrow
numbers the pieces, and only the distinct ones ("talks", "talks,") are cut into words by
the regular expression; each form of a word is folded once. All that follows (counts,
pairs, runs of words, where a word stands) is done on arrays of whole numbers. Codes
follow the alphabet, so that an order of codes is an order of words.
"""

import sys
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import chain, pairwise
from re import Pattern, compile
from typing import Any, NamedTuple, TypeVar

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from ..engines import Engine, LocalEngine, show_progress
from .words import fold, word_pattern

Whole = NDArray[np.int64]
Codes = NDArray[np.int32]
TOGETHER = 2**23  # characters that are cut at a time
TASK = 2**26  # characters that are read in one call
BYTES = ("utf-8", "surrogatepass")
POINTS = ("utf-32-le", "surrogatepass")
Key = TypeVar("Key")


class Tokens(NamedTuple):
    """The words of some texts, in their order.

    Attributes
    ----------
    vocabulary : list of str
        The distinct folded words, sorted; those of texts that were left out, too.
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


def read_tokens(texts: Sequence[str], *, engine: Engine | None = None) -> Tokens:
    """Cut texts into folded words, as `words` does one by one.

    Parameters
    ----------
    texts : sequence of str
        Whatever is to be read.
    engine : Engine, optional
        Reads the texts, many at a time; here when left out.

    Examples
    --------
    >>> tokens = read_tokens(["Türkiye's envoy", "", "The U.S. envoy"])
    >>> [tokens.vocabulary[code] for code in tokens.codes]
    ['turkey', 'envoy', 'the', 'us', 'envoy']
    >>> tokens.bounds.tolist(), tokens.starts.tolist()
    ([0, 2, 2, 5], [0, 10, 0, 4, 9])
    """
    parts = list(_batches(texts, TASK))
    calls = show_progress(((part,) for part in parts), "tokens", len(parts))
    return join_tokens((engine or LocalEngine()).map(_read, calls))


def _read(texts: Sequence[str]) -> Tokens:
    pieces: _Numbers[bytes] = _Numbers()
    parts = [_cut(batch, pieces) for batch in _batches(texts, TOGETHER)]
    lexicon = _read_pieces(pieces)
    read = [_spread(*part, lexicon) for part in parts]
    codes, starts, ends, many = map(np.concatenate, zip(*read, strict=True))
    bounds = np.concatenate([[0], np.cumsum(many)])
    return Tokens(lexicon.vocabulary, codes, starts, ends, bounds)


def join_tokens(parts: Sequence[Tokens]) -> Tokens:
    """Put the words of texts after each other, under one vocabulary.

    Examples
    --------
    >>> joined = join_tokens([read_tokens(["two dams"]), read_tokens(["One dam"])])
    >>> joined.vocabulary, joined.codes.tolist(), joined.bounds.tolist()
    (['dam', 'dams', 'one', 'two'], [3, 1, 2, 0], [0, 2, 4])
    """
    if len(parts) == 1:
        return parts[0]
    vocabulary = sorted(set(chain.from_iterable(part.vocabulary for part in parts)))
    code = {word: number for number, word in enumerate(vocabulary)}
    own = [np.array([code[w] for w in p.vocabulary], dtype=np.int32) for p in parts]
    many = np.concatenate([np.diff(part.bounds) for part in parts])
    return Tokens(
        vocabulary,
        np.concatenate([new[p.codes] for new, p in zip(own, parts, strict=True)]),
        np.concatenate([part.starts for part in parts]),
        np.concatenate([part.ends for part in parts]),
        np.concatenate([[0], np.cumsum(many)]),
    )


def _spread(
    found: Codes, starts: Codes, many: Whole, lexicon: "_Lexicon"
) -> tuple[Codes, Codes, Codes, Whole]:
    """Codes, starts and ends of the words of pieces, and how many each text has."""
    times = lexicon.times[found]
    upto = np.concatenate([[0], np.cumsum(times)])
    kept = np.repeat(np.arange(len(found)), times)
    part = (lexicon.first[found] - upto[:-1])[kept] + np.arange(len(kept))
    begin = starts[kept]
    bounds = np.concatenate([[0], np.cumsum(many)])
    return (
        lexicon.codes[part],
        begin + lexicon.begins[part],
        begin + lexicon.ends[part],
        np.diff(upto[bounds]),
    )


class _Numbers(dict[Key, int]):
    """Numbers for keys, in the order in which they are first asked for."""

    def __missing__(self, key: Key) -> int:
        self[key] = number = len(self)
        return number


class _Lexicon(NamedTuple):
    """What strings hold: string i `times[i]` words, from `first[i]` on."""

    vocabulary: list[str]
    times: Whole
    first: Whole
    codes: Codes
    begins: Codes
    ends: Codes


def _read_pieces(pieces: _Numbers[bytes]) -> _Lexicon:
    """Cut distinct pieces into words, and fold each form of a word once."""
    forms: _Numbers[str] = _Numbers()
    texts = [piece.decode(*BYTES) for piece in pieces]
    words, starts, many = _find_words(texts, forms)
    lexicon = _fold_all(forms)
    codes, begins, ends, times = _spread(words, starts, many, lexicon)
    first = np.cumsum(times) - times
    return _Lexicon(lexicon.vocabulary, times, first, codes, begins, ends)


def _fold_all(forms: _Numbers[str]) -> _Lexicon:
    folded = [fold(form) for form in forms]
    times = np.array([len(words) for words in folded], dtype=np.int64)
    words = list(chain.from_iterable(folded))
    vocabulary = sorted({word.folded for word in words})
    code = {word: number for number, word in enumerate(vocabulary)}
    codes = np.array([code[word.folded] for word in words], dtype=np.int32)
    starts = np.array([word.start for word in words], dtype=np.int32)
    ends = np.array([word.end for word in words], dtype=np.int32)
    return _Lexicon(vocabulary, times, np.cumsum(times) - times, codes, starts, ends)


def _cut(texts: Sequence[str], pieces: _Numbers[bytes]) -> tuple[Codes, Codes, Whole]:
    """Numbers and starts of what stands between white space, and how many by text.

    Pieces and the white space between them take turns, and are encoded by Arrow.
    """
    joined = "\n".join(texts)
    raw = joined.encode(*BYTES)
    plain = len(raw) == len(joined)
    kind, letters = (np.uint8, raw) if plain else (np.uint32, joined.encode(*POINTS))
    blank = _blanks()[np.frombuffer(letters, kind)]
    edges = np.flatnonzero(np.diff(blank, prepend=True, append=True))
    places = edges if plain else _byte_places(raw)[edges]
    buffers = [None, pa.py_buffer(places.astype(np.int64)), pa.py_buffer(raw)]
    many = max(0, len(places) - 1)
    coded = pa.Array.from_buffers(pa.large_binary(), many, buffers).dictionary_encode()
    codes = [pieces[piece] for piece in coded.dictionary.to_pylist()]
    found = np.array(codes, dtype=np.int32)[coded.indices.to_numpy()[::2]]
    return found, *_by_text(texts, edges[::2])


def _byte_places(raw: bytes) -> Whole:
    """Where each code point, and what comes after the last, begins in UTF-8."""
    inside = (np.frombuffer(raw, np.uint8) & 0xC0) == 0x80
    return np.append(np.flatnonzero(~inside), len(raw))


def _find_words(
    texts: Sequence[str], forms: _Numbers[str]
) -> tuple[Codes, Codes, Whole]:
    """Numbers and starts of the words of texts, and how many each text has.

    The texts are read as one, a line apart, which no word crosses.
    """
    between = _cutter().split("\n".join(texts))
    found = between[1::2]
    sizes = np.fromiter(map(len, found), np.int64, len(found))
    gaps = np.fromiter(map(len, between[:-1:2]), np.int64, len(found))
    starts = np.cumsum(gaps) + np.cumsum(sizes) - sizes
    number = np.fromiter(map(forms.__getitem__, found), np.int32, len(found))
    return number, *_by_text(texts, starts)


def _by_text(texts: Sequence[str], starts: Whole) -> tuple[Codes, Whole]:
    """Return where in their texts, and how many in each, things start."""
    lengths = np.fromiter(map(len, texts), np.int64, len(texts)) + 1
    begins = np.cumsum(lengths) - lengths
    many = np.diff(np.append(np.searchsorted(starts, begins), len(starts)))
    inside = starts - np.repeat(begins, many)
    return inside.astype(np.int32), many


def _batches(texts: Sequence[str], size: int) -> Iterator[Sequence[str]]:
    """Neighbouring texts of about as many characters; none at all is one batch."""
    lengths: NDArray[Any] = np.fromiter(map(len, texts), np.int64, len(texts))
    number = np.cumsum(lengths) // size
    cuts = [0, *(np.flatnonzero(np.diff(number)) + 1).tolist(), len(texts)]
    for begin, end in pairwise(cuts):
        yield texts[begin:end]


@cache
def _cutter() -> Pattern[str]:
    return compile(f"({word_pattern().pattern})")


@cache
def _blanks() -> NDArray[np.bool_]:
    """Whether a code point is white space, at which `str.split` cuts."""
    blank = np.zeros(sys.maxunicode + 1, dtype=bool)
    blank[[code for code in range(0x10000) if chr(code).isspace()]] = True
    return blank
