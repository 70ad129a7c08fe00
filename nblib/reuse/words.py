"""Articles as rows of word codes, so that pairs are compared with numbers alone.

Only the body is read, once, for all articles together. Content words are those that
are no stop words; a detail is a name or a figure. What is read of an article depends on
that article alone: a pair is worth the same among five articles and among thousands.
"""

import re
from bisect import bisect_left
from collections.abc import Callable, Collection, Sequence
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from ..vectors import read_tokens
from ..zones import zone_text
from .stems import SHORT, Stems

Whole = NDArray[np.int64]
Flags = NDArray[np.bool_]

HEADLINE, LEAST_LONG = 0.8, 5  # share of a headline's long words in capitals, of how
# many
QUOTED = re.compile('“[^“”\n]+”|«[^«»\n]+»|„[^„“”\n]+[“”]|"[^"\n]+"|「[^「」\n]+」')
ENDERS = ".!?…:;。！？\n"
FILLERS = "\"'“”‘’«»„([•–—-"  # and white space
REACH = 12  # of them at most stand between the end of a sentence and its next word
OPENS = re.compile(rf"(?:^|[{ENDERS}])[\s{re.escape(FILLERS)}]{{0,{REACH}}}$")


class Words(NamedTuple):
    """The words of some articles, function words too, in the order of the texts.

    Attributes
    ----------
    names : list of str
        The articles, sorted.
    bounds : array of int
        The words of article i are those from `bounds[i]` to `bounds[i + 1]`.
    starts, ends : array of int
        Where each word stands in its article's text.
    sentence : array of int
        Number of the sentence that it stands in, counted over all articles.
    folded : array of int
        Its place in `vocabulary`.
    stems : array of int
        Its code for comparison: the same for all forms of a content word.
    content, detail, quoted, small : array of bool
        Whether it is no function word; a name or a figure; in quotation marks;
        written with a small letter first.
    vocabulary : list of str
        The distinct folded words.
    hashes : array of int
        For each of `stems`, a number that is the same in every pile.
    """

    names: list[str]
    bounds: Whole
    starts: Whole
    ends: Whole
    sentence: Whole
    folded: Whole
    stems: Whole
    content: Flags
    detail: Flags
    quoted: Flags
    small: Flags
    vocabulary: list[str]
    hashes: NDArray[np.uint64]

    def only(self, names: Collection[str]) -> "Words":
        """Return the words of these articles, and no others in the vocabulary."""
        chosen = sorted(names)
        number = self.number(chosen)
        many = np.diff(self.bounds)[number]
        bounds = np.concatenate([[0], np.cumsum(many)])
        step = np.arange(bounds[-1]) - np.repeat(bounds[:-1], many)
        own = np.repeat(self.bounds[number], many) + step
        used = np.zeros(len(self.vocabulary), dtype=np.bool_)
        used[self.folded[own]] = True
        return Words(
            names=chosen,
            bounds=bounds,
            starts=self.starts[own],
            ends=self.ends[own],
            sentence=self.sentence[own],
            folded=(np.cumsum(used) - 1)[self.folded[own]],
            stems=self.stems[own],
            content=self.content[own],
            detail=self.detail[own],
            quoted=self.quoted[own],
            small=self.small[own],
            vocabulary=[self.vocabulary[code] for code in np.flatnonzero(used)],
            hashes=self.hashes,
        )

    def number(self, names: Sequence[str]) -> Whole:
        """Return the numbers of these articles."""
        return np.array([bisect_left(self.names, x) for x in names], dtype=np.int64)


def read_words(
    articles: pd.DataFrame, zones: pd.DataFrame, sentences: pd.DataFrame
) -> Words:
    """Read the words of every article's body.

    Examples
    --------
    >>> from nblib import make_articles
    >>> from nblib.zones import find_zones, split_sentences
    >>> table = make_articles([{"id": "a", "text": "On Friday Mira Okoro counted 14."}])
    >>> words = read_words(table, find_zones(table), split_sentences(table))
    >>> words.content.tolist(), words.detail.tolist()
    ([False, True, True, True, True, True], [False, True, True, True, False, True])
    """
    bodies = zone_text(articles, zones)
    names = sorted(bodies)
    texts = [bodies[name] for name in names]
    tokens = read_tokens(texts)
    whole = "\n" + "\n".join(texts)
    lengths = np.fromiter(map(len, texts), np.int64, len(texts)) + 1
    offsets = 1 + np.cumsum(lengths) - lengths
    letters = np.frombuffer(whole.encode("utf-32-le", "surrogatepass"), np.uint32)
    places = tokens.starts + offsets[tokens.rows]
    sentence = _number_sentences(places, names, offsets, sentences)
    detail = _find_details(letters, places, tokens.ends - tokens.starts, sentence)
    stems = Stems.of(tokens.vocabulary)
    return Words(
        names=names,
        bounds=tokens.bounds,
        starts=tokens.starts.astype(np.int64),
        ends=tokens.ends.astype(np.int64),
        sentence=sentence,
        folded=tokens.codes.astype(np.int64),
        stems=np.where(detail, stems.cut[tokens.codes], stems.plain[tokens.codes]),
        content=detail | stems.telling[tokens.codes],
        detail=detail,
        quoted=_inside(places, quoted_spans(whole)),
        small=_letters_that(str.islower, letters[places]),
        vocabulary=tokens.vocabulary,
        hashes=stems.hashes,
    )


def _number_sentences(
    places: Whole, names: Sequence[str], offsets: Whole, sentences: pd.DataFrame
) -> Whole:
    """Return the number of the sentence of each word, counted over all articles."""
    number = pd.Index(names).get_indexer(sentences["article_id"])
    known = number >= 0
    starts = sentences["start"].to_numpy(dtype=np.int64)[known]
    begins = np.sort(np.concatenate([offsets, offsets[number[known]] + starts]))
    return np.searchsorted(np.unique(begins), places, side="right") - 1


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
