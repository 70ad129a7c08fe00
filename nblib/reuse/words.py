"""Articles as rows of word codes, so that pairs are compared with numbers alone.

Only the body is read. A word is cut to its first six letters without a final s,
which leaves one stem to most forms of a word in languages that inflect at the end.
Content words are those that are no stop words; a detail is a name or a figure.
Nothing here depends on the rest of the pile: a pair is worth the same among five
articles and among thousands, and one more copy changes no other pair.
"""

import re
from collections.abc import Sequence
from hashlib import blake2b
from itertools import pairwise
from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from ..vectors import Tokens, read_tokens, stop_words
from ..zones import zone_text

Whole = NDArray[np.int64]
Places = NDArray[np.int32]
Flags = NDArray[np.bool_]

STEM = 6  # letters
SHORT = 3  # letters; shorter words of alphabets are function words in most languages
RUN = 5  # words in a row that two texts share by copying and hardly by chance
HEADLINE, LEAST_LONG = (
    0.8,
    5,
)  # share of a headline's long words in capitals, of how many
MIXER = np.uint64(0x9E3779B97F4A7C15)  # odd, of no pattern: 2**64 over the golden ratio
QUOTED = re.compile('“[^“”\n]+”|«[^«»\n]+»|„[^„“”\n]+[“”]|"[^"\n]+"|「[^「」\n]+」')
OPENS = re.compile(r"(?:^|[.!?…:;。！？\n])[\s\"'“”‘’«»„(\[•–—-]{0,12}$")


class Reading(NamedTuple):
    """The words of one article.

    Attributes
    ----------
    runs : array of int
        Codes of every `RUN` words in a row, distinct and sorted. Like the codes of
        words they are hashes, so that readings made anywhere can be compared.
    n_words : int
        All words, function words too.
    stems, starts, ends : array of int
        Codes of the content words in their order, and where they stand.
    sentence : array of int
        Number of the sentence that each stands in.
    detail, quoted : array of bool
        Which content words are names or figures, and which stand in quotation
        marks.
    kinds, first, often : array of int
        The distinct stems, sorted; the place of each among the content words where
        it comes first; how often it comes.
    details : array of bool
        Which of `kinds` are a detail somewhere in the article and begin with a small
        letter nowhere.
    places, begins : array of int
        Places of the content words by stem, and where each of `kinds` begins there.
    weights : array of float
        Weight of each sentence: a word weighs less, the more often it comes.
    """

    runs: Whole
    n_words: int
    stems: Whole
    starts: Whole
    ends: Whole
    sentence: Whole
    detail: Flags
    quoted: Flags
    kinds: Whole
    first: Whole
    often: Whole
    details: Flags
    places: Whole
    begins: Whole
    weights: NDArray[np.float64]


def read_words(
    articles: pd.DataFrame, zones: pd.DataFrame, sentences: pd.DataFrame
) -> dict[str, Reading]:
    """Return the words of every article's body by `article_id`.

    Examples
    --------
    >>> from nblib import make_articles
    >>> from nblib.zones import find_zones, split_sentences
    >>> table = make_articles([{"id": "a", "text": "On Friday Mira Okoro counted 14."}])
    >>> reading = read_words(table, find_zones(table), split_sentences(table))["a"]
    >>> len(reading.stems), reading.detail.tolist(), reading.n_words
    (5, [True, True, True, False, True], 6)
    """
    texts = zone_text(articles, zones)
    names = sorted(texts)
    opens: dict[str, list[int]] = {name: [] for name in names}
    for name, start in zip(sentences["article_id"], sentences["start"], strict=True):
        if name in opens:
            opens[name].append(int(start))
    tokens = read_tokens([texts[name] for name in names])
    codes = _code_words(tokens.vocabulary)
    cuts = pairwise(tokens.bounds.tolist())
    return {
        name: _read(texts[name], opens[name], tokens, codes, slice(*cut))
        for name, cut in zip(names, cuts, strict=True)
    }


class _Codes(NamedTuple):
    """Codes of a vocabulary, and which of its words are content words.

    Both are 2 × vocabulary: as plain words, and as details.
    """

    every: Whole
    content: Flags


def _code_words(vocabulary: Sequence[str]) -> _Codes:
    stems = [
        [content_stem(word, detail) for word in vocabulary] for detail in (False, True)
    ]
    said = [
        [stem or word for stem, word in zip(row, vocabulary, strict=True)]
        for row in stems
    ]
    known = {word: _code(word) for row in said for word in row}
    return _Codes(
        np.array([[known[word] for word in row] for row in said], dtype=np.int64),
        np.array([[bool(stem) for stem in row] for row in stems], dtype=np.bool_),
    )


def _code(word: str) -> int:
    """Return the code of a word, the same in every pile and on every machine."""
    raw = word.encode("utf-8", "surrogatepass")
    return int.from_bytes(blake2b(raw, digest_size=8).digest(), "big", signed=True)


def _read(
    text: str, opens: list[int], tokens: Tokens, codes: _Codes, own: slice
) -> Reading:
    words, starts, ends = tokens.codes[own], tokens.starts[own], tokens.ends[own]
    sentence = np.searchsorted(sorted(opens), starts, side="right") - 1
    sentence = np.maximum(sentence, 0)
    detail = _find_details(text, starts, ends, sentence)
    every = codes.every[detail.astype(int), words]
    content = codes.content[detail.astype(int), words]
    stems, named = every[content], detail[content]
    starts, ends = starts[content].astype(np.int64), ends[content].astype(np.int64)
    sentence = sentence[content].astype(np.int64)
    small = np.array([text[start].islower() for start in starts.tolist()], dtype=bool)
    kinds, first, often = np.unique(stems, return_index=True, return_counts=True)
    weight = often[np.searchsorted(kinds, stems)].astype(np.float64) ** -0.25
    return Reading(
        runs=_runs(every),
        n_words=len(every),
        stems=stems,
        starts=starts,
        ends=ends,
        sentence=sentence,
        detail=named,
        quoted=_inside(starts, quoted_spans(text)),
        kinds=kinds,
        first=first,
        often=often,
        details=np.isin(kinds, stems[named]) & ~np.isin(kinds, stems[small]),
        places=np.argsort(stems, kind="stable"),
        begins=np.cumsum(often) - often,
        weights=np.bincount(sentence, weight).astype(np.float64),
    )


def _runs(every: Whole) -> Whole:
    """Codes of every `RUN` words in a row, by a polynomial of theirs modulo 2**64."""
    many = max(0, len(every) - RUN + 1)
    code = np.zeros(many, dtype=np.uint64)
    for step in range(RUN):
        code = code * MIXER + every[step : step + many].view(np.uint64)
    return np.unique(code.view(np.int64))


def content_stem(folded: str, detail: bool) -> str | None:
    """Return the stem of a content word, None for a function word.

    Examples
    --------
    >>> [content_stem(word, False) for word in ("bridges", "engineers", "the", "bus")]
    ['bridge', 'engine', None, None]
    """
    short = len(folded) <= SHORT and folded.isascii()
    if not detail and (short or folded in stop_words()):
        return None
    stem = folded[:STEM]
    plural = len(stem) > SHORT and stem.endswith("s") and stem.isalpha()
    return stem[:-1] if plural else stem


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
    return letter.isupper() and not OPENS.search(text, max(0, start - 12), start)


def _find_details(text: str, starts: Places, ends: Places, sentence: Whole) -> Flags:
    """Which words are details; capitals tell no name where all words have them."""
    letters = [text[start] for start in starts.tolist()]
    figure = np.array([letter.isdigit() for letter in letters], dtype=bool)
    capital = np.array([letter.isupper() for letter in letters], dtype=bool)
    detail = np.array([is_detail(text, start) for start in starts.tolist()], dtype=bool)
    opens = capital & ~detail
    long = (ends - starts > SHORT) & ~figure & ~opens
    of = np.bincount(sentence[long], minlength=1 + sentence.max(initial=0))
    capitals = np.bincount(sentence[long & capital], minlength=len(of))
    headline = (of >= LEAST_LONG) & (capitals >= HEADLINE * of)
    return np.asarray(detail & (figure | ~headline[sentence]))


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
