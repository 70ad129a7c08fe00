"""How the words of some texts stand in them: what is a name, what is quoted.

A detail is a name or a figure: a word with a capital inside a sentence, or one that
begins with a digit. Capitals tell nothing where all words have them. All texts are
looked at as one, letter by letter.
"""

import re
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from ..vectors import Tokens
from .stems import SHORT

Whole = NDArray[np.signedinteger[Any]]
Flags = NDArray[np.bool_]

HEADLINE = 0.8  # share of a headline's long words that begin with a capital
LEAST_LONG = 5  # long words of a headline
QUOTED = re.compile('“[^“”\n]+”|«[^«»\n]+»|„[^„“”\n]+[“”]|"[^"\n]+"|「[^「」\n]+」')
ENDERS = ".!?…:;。！？\n"
FILLERS = "\"'“”‘’«»„([•–—-"  # and white space
REACH = 12  # of them at most stand between the end of a sentence and its next word
OPENS = re.compile(rf"(?:^|[{ENDERS}])[\s{re.escape(FILLERS)}]{{0,{REACH}}}$")


class Marks(NamedTuple):
    """What is read of the words of some texts besides what they say.

    Attributes
    ----------
    sentence : array of int
        Number of the sentence that each word stands in, counted over all texts.
    detail, quoted, small : array of bool
        Whether it is a name or a figure; in quotation marks; written with a small
        letter first.
    """

    sentence: Whole
    detail: Flags
    quoted: Flags
    small: Flags

    @staticmethod
    def joined(parts: Sequence["Marks"]) -> "Marks":
        """Put the words of texts after each other."""
        many = [1 + part.sentence.max(initial=-1) for part in parts]
        before = np.cumsum([0, *many[:-1]], dtype=np.int32)
        moved = (
            p._replace(sentence=p.sentence + n)
            for p, n in zip(parts, before, strict=True)
        )
        return Marks(*map(np.concatenate, zip(*moved, strict=True)))


def mark_words(texts: Sequence[str], tokens: Tokens, opens: Sequence[Whole]) -> Marks:
    """Mark the words of some texts.

    Parameters
    ----------
    texts : sequence of str
        Whatever is to be read.
    tokens : Tokens
        Their words.
    opens : sequence of array
        Where the sentences of each text begin, but for the first.

    Examples
    --------
    >>> from nblib.vectors import read_tokens
    >>> said = ['He met Mira Okoro. "We wait."']
    >>> marks = mark_words(said, read_tokens(said), [np.array([19])])
    >>> marks.sentence.tolist(), marks.detail.tolist()
    ([0, 0, 0, 0, 1, 1], [False, False, True, True, False, False])
    """
    whole = "\n" + "\n".join(texts)
    lengths = np.fromiter(map(len, texts), np.int64, len(texts)) + 1
    offsets = 1 + np.cumsum(lengths) - lengths
    letters = np.frombuffer(whole.encode("utf-32-le", "surrogatepass"), np.uint32)
    places = tokens.starts + offsets[tokens.rows]
    later = [start + offset for start, offset in zip(opens, offsets, strict=True)]
    begins = np.unique(np.concatenate([offsets, *later]))
    sentence = np.searchsorted(begins, places, side="right").astype(np.int32) - 1
    return Marks(
        sentence=sentence,
        detail=_find_details(letters, places, tokens.ends - tokens.starts, sentence),
        quoted=_inside(places, quoted_spans(whole)),
        small=_letters_that(str.islower, letters[places]),
    )


def is_detail(text: str, start: int) -> bool:
    """Whether the word at `start` is a figure, or a name inside a sentence.

    Examples
    --------
    >>> [is_detail("Ships left Varna at 6", place) for place in (0, 6, 11, 20)]
    [False, False, True, True]
    """
    letter = text[start]
    if letter.isdigit():
        return True
    return letter.isupper() and not OPENS.search(text, max(0, start - REACH), start)


def _find_details(
    letters: NDArray[np.uint32], places: Whole, lengths: Whole, sentence: Whole
) -> Flags:
    """Which words are details; capitals tell no name where all words have them."""
    first = letters[places]
    figure = _letters_that(str.isdigit, first)
    capital = _letters_that(str.isupper, first)
    opens = np.zeros(len(places), dtype=np.bool_)
    opens[capital] = _open_sentences(letters, places[capital])
    long = (lengths > SHORT) & ~figure & ~opens
    of = np.bincount(sentence[long], minlength=1 + sentence.max(initial=0))
    capitals = np.bincount(sentence[long & capital], minlength=len(of))
    headline = (of >= LEAST_LONG) & (capitals >= HEADLINE * of)
    return np.asarray(figure | (capital & ~opens & ~headline[sentence]))


def _open_sentences(letters: NDArray[np.uint32], places: Whole) -> Flags:
    """Which places come right after the end of a sentence, but for quotation marks."""
    opens = np.zeros(len(places), dtype=np.bool_)
    left, before = np.arange(len(places)), places - 1
    for _ in range(REACH + 1):
        letter = letters[before]
        opens[left] |= _letters_that(ENDERS.__contains__, letter)
        on = _letters_that(_is_filler, letter) & ~opens[left]
        left, before = left[on], before[on] - 1
    return opens


def _is_filler(letter: str) -> bool:
    return letter.isspace() or letter in FILLERS


def _letters_that(
    test: Callable[[str], bool], letters: NDArray[np.uint32]
) -> NDArray[Any]:
    """Which letters pass a test, which is made once for each kind of letter."""
    kinds = np.flatnonzero(np.bincount(letters, minlength=1))
    passes = np.zeros(kinds.max(initial=0) + 1, dtype=np.bool_)
    passes[kinds] = [test(chr(kind)) for kind in kinds.tolist()]
    return passes[letters]


def quoted_spans(text: str) -> list[tuple[int, int]]:
    """Return where quotation marks open and close, on one line each.

    Examples
    --------
    >>> quoted_spans('He said "we wait" and left.')
    [(8, 17)]
    """
    return [match.span() for match in QUOTED.finditer(text)]


def _inside(places: Whole, spans: list[tuple[int, int]]) -> Flags:
    """Which places lie in one of the spans (in order, without overlap)."""
    if not spans:
        return np.zeros(len(places), dtype=np.bool_)
    begins, ends = np.array(spans, dtype=np.int64).T
    held = np.searchsorted(begins, places, side="right") - 1
    return np.asarray((held >= 0) & (places < ends[held]))
