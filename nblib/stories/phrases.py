"""The phrases of a pile, found on arrays: who has them, how often, how written.

A phrase is a run of words as they stand in a text, with a blank or a hyphen between
them and no stop word or outlet's name among them. All runs of one length are found,
numbered and counted at once.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from ..vectors import Tokens, stop_words

Array = np.ndarray[Any, Any]
Key = tuple[str, ...]  # folded words of a phrase

LONGEST = 4  # words in a phrase
VERBAL = ("ed", "ing")  # how a word ends that seldom begins or closes a name of things
TOGETHER = 2**22  # characters that are looked at at a time
GLUED, BLANK, HYPHEN, APART = range(4)  # what stands before a word
UPPER, LOUD, LOWER = 1, 2, 4  # kinds of letters, as bits


class Phrases(NamedTuple):
    """Phrases of one length that stories have; arrays run along them.

    Attributes
    ----------
    story : ndarray of int
        Number of the story.
    words : ndarray of int
        Phrases × length: codes of the folded words.
    n_articles, times : ndarray of int
        Articles of the story that have it, and how often all of them do.
    spread : ndarray of int
        Stories that have it.
    name : ndarray of bool
        Whether all its words begin with a capital.
    surface : list of str
        Its commonest form; of equals, the least loud.
    """

    story: Array
    words: Array
    n_articles: Array
    times: Array
    spread: Array
    name: Array
    surface: list[str]


class Written(NamedTuple):
    """How each word of some texts is written.

    Attributes
    ----------
    before : ndarray of int
        What stands between it and the word before: nothing, a blank, a hyphen, more.
    capital : ndarray of bool
        Whether it begins with a capital.
    upper, lower, verbal : ndarray of bool
        Whether it has capitals, has small letters, ends like a verb.
    """

    before: Array
    capital: Array
    upper: Array
    lower: Array
    verbal: Array


class StoryWords:
    """The words of all articles that are in stories."""

    def __init__(
        self,
        texts: Sequence[str],
        tokens: Tokens,
        story: Array,
        outlets: Mapping[str, set[Key]],
        bare: frozenset[str],
    ) -> None:
        self.texts, self.tokens, self.story = texts, tokens, story
        self.written = read_writing(texts, self.tokens)
        self.sizes = np.bincount(story)  # articles of each story
        words = self.tokens.vocabulary
        self.code = {word: place for place, word in enumerate(words)}
        stops = stop_words()
        telling = np.array([word not in stops for word in words], dtype=bool)
        lone = [w in bare or w[0].isdigit() or len(w) < 2 for w in words]
        self.bare = np.array(lone, dtype=bool)[self.tokens.codes]
        self.kept = telling[self.tokens.codes]
        self.kept[list(self._of_outlets(outlets))] = False

    def _of_outlets(self, outlets: Mapping[str, set[Key]]) -> Iterator[int]:
        """Yield the places of words that are part of an outlet's name."""
        codes, bounds = self.tokens.codes, self.tokens.bounds
        keys: dict[int, list[list[int]]] = {}
        for first, names in outlets.items():
            known = [[self.code.get(word, -1) for word in name] for name in names]
            keys[self.code.get(first, -1)] = known
        opens = np.isin(codes, list(keys)) & self.written.capital
        ends = bounds[1:][self.tokens.rows[opens]]
        for place, end in zip(np.flatnonzero(opens).tolist(), ends, strict=True):
            for key in keys[int(codes[place])]:
                if codes[place : min(place + len(key), end)].tolist() == key:
                    yield from range(place, place + len(key))

    def phrases(self) -> Iterator[Phrases]:
        """Yield the phrases that may be terms, the shortest first."""
        codes, kept = self.tokens.codes, self.kept
        goes_on = np.append(kept & (self.written.before < APART), False)
        goes_on[1:-1] &= kept[:-1]
        first = np.flatnonzero(kept)
        ids = codes[first].astype(np.int64)
        bare = self.bare[first]
        for length in range(1, LONGEST + 1):
            if length > 1:
                longer = goes_on[first + length - 1]
                first, bare = first[longer], bare[longer]
                last = codes[first + length - 1]
                _, ids = np.unique(
                    ids[longer] * (len(self.code) + 1) + last, return_inverse=True
                )
                bare = bare & self.bare[first + length - 1]
            shown = ~bare & ~self._verbal(first, length)
            yield self._grouped(first[shown], ids[shown], length)

    def _verbal(self, first: Array, length: int) -> Array:
        """Whether phrases begin or close like a verb, as in "accused Ruritania"."""
        before, _, upper, lower, verbal = self.written
        n = len(before)
        last = first + length - 1
        blank = np.flatnonzero(before == BLANK)
        after = np.append(blank, n)[np.searchsorted(blank, first, "right")]
        several = after <= last
        within = np.append(blank, 0)[np.searchsorted(blank, last, "right") - 1]
        louds, smalls = (np.concatenate([[0], np.cumsum(f)]) for f in (upper, lower))
        found = np.zeros(len(first), dtype=bool)
        for begin, end in ((first, np.minimum(after, n) - 1), (within, last)):
            small = (louds[end + 1] == louds[begin]) & (smalls[end + 1] > smalls[begin])
            found |= verbal[end] & small
        return several & found

    def _names(self, first: Array, length: int) -> Array:
        """Whether all words of phrases begin with a capital."""
        small = ~self.written.capital & (self.written.before != GLUED)
        many = np.concatenate([[0], np.cumsum(small)])
        inside = many[first + length] - many[first + 1]
        names: Array = self.written.capital[first] & (inside == 0)
        return names

    def _grouped(self, first: Array, ids: Array, length: int) -> Phrases:
        """Count phrases by story, and keep those that may be terms."""
        rows = self.tokens.rows[first]
        keys = self.story[rows] * (int(ids.max(initial=0)) + 1) + ids
        order = np.argsort(keys, kind="stable")
        first, rows, keys, ids = first[order], rows[order], keys[order], ids[order]
        opens = np.append(True, keys[1:] != keys[:-1])[: len(keys)]
        group = np.cumsum(opens) - 1
        begins = np.flatnonzero(opens)
        in_article = opens | np.append(True, rows[1:] != rows[:-1])[: len(keys)]
        n_articles = np.bincount(group[in_article], minlength=len(begins))
        times = np.bincount(group, minlength=len(begins))
        story = self.story[rows[begins]]
        spread = np.bincount(ids[begins])[ids[begins]]
        names = self._names(first, length)
        held = n_articles >= np.minimum(2, self.sizes[story])
        if length > 1:
            held &= (times > 1) | names[begins]
        shown, surface = self._shown(first, begins, times, held, length)
        words = first[begins[held]][:, None] + np.arange(length)
        return Phrases(
            story[held],
            self.tokens.codes[words],
            n_articles[held],
            times[held],
            spread[held],
            names[shown],
            surface,
        )

    def _shown(
        self, first: Array, begins: Array, times: Array, held: Array, length: int
    ) -> tuple[Array, list[str]]:
        """Return where each phrase stands as it is mostly written, and how that is."""
        place = np.flatnonzero(np.repeat(held, times))
        rows = self.tokens.rows[first[place]]
        spans = zip(
            rows.tolist(),
            self.tokens.starts[first[place]].tolist(),
            self.tokens.ends[first[place] + length - 1].tolist(),
            strict=True,
        )
        surfaces = [self.texts[row][start:end] for row, start, end in spans]
        form, _ = pd.factorize(np.array(surfaces, dtype=object))
        upto = np.cumsum(times[held])
        since = upto - times[held]
        odd = np.concatenate([[0], np.cumsum(form[1:] != form[:-1])])
        mixed = odd[upto - 1] > odd[since] if len(form) else np.empty(0, dtype=bool)
        shown = since.copy()
        for group in np.flatnonzero(mixed).tolist():
            own = surfaces[since[group] : upto[group]]
            tally = Counter(own)
            best = min(tally, key=lambda s: (-tally[s], sum(map(str.isupper, s)), s))
            shown[group] += own.index(best)
        return place[shown], [surfaces[at] for at in shown.tolist()]


def read_writing(texts: Sequence[str], tokens: Tokens) -> Written:
    """Return how each word of the texts is written.

    Examples
    --------
    >>> from nblib.vectors import read_tokens
    >>> texts = ["Jo-Ann waited."]
    >>> written = read_writing(texts, read_tokens(texts))
    >>> written.before.tolist(), written.capital.tolist(), written.verbal.tolist()
    ([3, 2, 1], [True, True, False], [False, False, True])
    """
    lengths = np.fromiter(map(len, texts), np.int64, len(texts))
    batch = np.cumsum(lengths) // TOGETHER
    cuts = [0, *(np.flatnonzero(np.diff(batch)) + 1).tolist(), len(texts)]
    parts = [
        _read_writing(texts[begin:end], tokens, begin, end)
        for begin, end in pairwise(cuts)
    ]
    return Written(*map(np.concatenate, zip(*parts, strict=True)))


def _read_writing(
    texts: Sequence[str], tokens: Tokens, begin: int, end: int
) -> Written:
    inside = slice(tokens.bounds[begin], tokens.bounds[end])
    many = np.diff(tokens.bounds[begin : end + 1])
    rows = np.repeat(np.arange(end - begin), many)
    joined = "\n".join(texts) + "\n"
    lengths = np.fromiter(map(len, texts), np.int64, len(texts)) + 1
    offset = (np.cumsum(lengths) - lengths)[rows]
    starts, ends = tokens.starts[inside] + offset, tokens.ends[inside] + offset
    points = np.frombuffer(joined.encode("utf-32-le", "surrogatepass"), np.uint32)
    letters = _letters(points)
    upper, lower = (
        np.concatenate([[0], np.cumsum(letters & kind, dtype=np.int32)])
        for kind in (LOUD, LOWER)
    )
    endings = np.zeros(len(starts), dtype=bool)
    for ending in VERBAL:
        back = range(-len(ending), 0)
        same = [points[ends + n] == ord(c) for n, c in zip(back, ending, strict=True)]
        endings |= np.all(same, axis=0)
    return Written(
        _before(points, starts, ends, rows),
        (letters[starts] & UPPER) > 0,
        upper[ends] > upper[starts],
        lower[ends] > lower[starts],
        endings,
    )


def _letters(points: Array) -> Array:
    """Tell the capitals and the small letters among code points."""
    kinds = np.zeros(int(points.max(initial=0)) + 1, dtype=np.uint8)
    for point in np.flatnonzero(np.bincount(points)).tolist():
        letter = chr(point)
        loud = letter.isupper() or letter.istitle()
        kinds[point] = UPPER * letter.isupper() | LOUD * loud | LOWER * letter.islower()
    found: Array = kinds[points]
    return found


def _before(points: Array, starts: Array, ends: Array, rows: Array) -> Array:
    """Tell what stands between each word and the one before it."""
    before = np.full(len(starts), APART, dtype=np.int8)
    gap = starts[1:] - ends[:-1]
    between = points[ends[:-1]]
    kinds = [gap <= 0, gap > 1, (between == 32) | (between == 9), between == ord("-")]
    before[1:] = np.select(kinds, [GLUED, APART, BLANK, HYPHEN], APART)
    before[1:][rows[1:] != rows[:-1]] = APART
    return before
