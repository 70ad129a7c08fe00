"""Articles as rows of word codes, so that pairs are compared with numbers alone.

Only the body is read. A word is cut to its first six letters without a final s,
which leaves one stem to most forms of a word in languages that inflect at the end.
Content words are those that are no stop words; a detail is a name or a figure.
Nothing here depends on the rest of the pile: a pair is worth the same among five
articles and among thousands, and one more copy changes no other pair.
"""

import re
from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from ..vectors import stop_words, words
from ..zones import zone_text

Whole = NDArray[np.int64]
Flags = NDArray[np.bool_]

STEM = 6  # letters
SHORT = 3  # letters; shorter words of alphabets are function words in most languages
RUN = 5  # words in a row that two texts share by copying and hardly by chance
QUOTED = re.compile('“[^“”\n]+”|«[^«»\n]+»|„[^„“”\n]+[“”]|"[^"\n]+"|「[^「」\n]+」')
OPENS = re.compile(r"(?:^|[.!?…:;。！？\n])[\s\"'“”‘’«»„(\[•–—-]*$")


class Reading(NamedTuple):
    """The words of one article.

    Attributes
    ----------
    runs : array of int
        Codes of every `RUN` words in a row, distinct and sorted.
    n_words : int
        All words, function words too.
    stems, starts, ends : array of int
        Codes of the content words in their order, and where they stand.
    detail, quoted : array of bool
        Which content words are names or figures, and which stand in quotation
        marks.
    kinds, first, count : array of int
        The distinct stems, sorted; the place of each among the content words where
        it comes first; how often it comes.
    details : array of bool
        Which of `kinds` are a detail somewhere in the article.
    """

    runs: Whole
    n_words: int
    stems: Whole
    starts: Whole
    ends: Whole
    detail: Flags
    quoted: Flags
    kinds: Whole
    first: Whole
    count: Whole
    details: Flags


def read_words(articles: pd.DataFrame, zones: pd.DataFrame) -> dict[str, Reading]:
    """Return the words of every article's body by `article_id`.

    Examples
    --------
    >>> from nblib import make_articles
    >>> from nblib.zones import find_zones
    >>> table = make_articles([{"id": "a", "text": "On Friday Mira Okoro counted 14."}])
    >>> reading = read_words(table, find_zones(table))["a"]
    >>> len(reading.stems), reading.detail.tolist(), reading.n_words
    (5, [True, True, True, False, True], 6)
    """
    codes: dict[object, int] = {}
    texts = zone_text(articles, zones)
    return {name: _read(texts[name], codes) for name in sorted(texts)}


def _read(text: str, codes: dict[object, int]) -> Reading:
    every: list[int] = []
    rows: list[tuple[int, int, int, bool]] = []
    for folded, start, end in words(text):
        detail = is_detail(text, start)
        stem = content_stem(folded, detail)
        code = codes.setdefault(stem or folded, len(codes))
        every.append(code)
        if stem:
            rows.append((code, start, end, detail))
    runs = {
        codes.setdefault(tuple(every[i : i + RUN]), len(codes))
        for i in range(len(every) - RUN + 1)
    }
    stems, starts, ends, detail = _columns(rows)
    kinds, first, count = np.unique(stems, return_index=True, return_counts=True)
    return Reading(
        runs=np.array(sorted(runs), dtype=np.int64),
        n_words=len(every),
        stems=stems,
        starts=starts,
        ends=ends,
        detail=detail,
        quoted=_inside(starts, quoted_spans(text)),
        kinds=kinds,
        first=first,
        count=count,
        details=np.isin(kinds, stems[detail]),
    )


def _columns(
    rows: list[tuple[int, int, int, bool]],
) -> tuple[Whole, Whole, Whole, Flags]:
    stems, starts, ends, detail = zip(*rows, strict=True) if rows else ((), (), (), ())
    whole = [np.array(column, dtype=np.int64) for column in (stems, starts, ends)]
    return whole[0], whole[1], whole[2], np.array(detail, dtype=np.bool_)


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
