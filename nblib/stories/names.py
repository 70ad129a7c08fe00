"""Terms that a person would choose to tell one story from the others.

Class-based TF-IDF (Grootendorst 2022): a story is one long text, and a phrase
weighs by how many of its articles use it and how few other stories do. Phrases
are runs of words as they stand in a text, so what is shown can be found there; a
phrase takes the place of its parts when the parts seldom occur without it.
"""

import csv
import math
import re
from collections import defaultdict
from collections.abc import Iterator
from importlib.resources import files
from itertools import chain
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from ..tables import check_table, make_table
from ..vectors import (
    UNLISTED,
    ArticleTokens,
    common_words,
    read_article_tokens,
    read_texts,
    words,
)
from ..zones import find_zones
from .phrases import LONGEST, Key, Phrases, StoryWords

TERMS = 5
REMARK = re.compile(r"\([^)]{0,100}\)")  # "Fox News (Online)"
DOMAIN = re.compile(r"^(?:www\.)?([^.\s]+)(?:\.[a-z]{2,})+$")
WHOLE = 0.6  # share of a part's uses that are in the phrase, which then stands for it
NAME = 1.5  # weight of a name against a common word
PHRASE = 0.7  # power by which the words of a phrase raise its weight
STEM = 4  # letters that two forms of a word share, at least
AKIN = 0.66  # share of the shorter word, or phrase, that the other has too
BARE = """
news reporter reporters spokesman spokeswoman statement interview
monday tuesday wednesday thursday friday saturday sunday
january february march april may june july august september october november december
jan feb mar apr jun jul aug sep sept oct nov dec
today yesterday tomorrow tonight morning evening week month year years
"""  # words that alone are no term: of the press itself, and of time

Array = np.ndarray[Any, Any]
Outlets = dict[str, set[Key]]


class _Candidate(NamedTuple):
    """A phrase of one story."""

    key: Key
    surface: str
    times: int  # that the story has it
    weight: float


def name_stories(
    articles: pd.DataFrame,
    stories: pd.DataFrame,
    *,
    zones: pd.DataFrame | None = None,
    outlets: pd.DataFrame | None = None,
    tokens: ArticleTokens | None = None,
    n_terms: int = TERMS,
) -> pd.DataFrame:
    """Find the terms of each story.

    Parameters
    ----------
    articles, stories : DataFrame
        The tables of those names.
    zones, outlets : DataFrame, optional
        The tables of those names. Names and aliases of `outlets`, and the outlets of
        the articles, are never terms.
    tokens : ArticleTokens, optional
        The words of these articles, read when left out.
    n_terms : int, default 5
        At most so many terms for a story.

    Returns
    -------
    DataFrame
        The table `story_terms`: `rank` from 1; `weight` relative to the story's
        best term, 0 to 1; sorted by `story_id` and `rank`.

    Raises
    ------
    SchemaError
        If `tokens` lack an article of a story.

    Examples
    --------
    >>> from nblib import find_stories, make_articles
    >>> texts = ["The Varos ferry sank at dawn.", "Divers reached the Varos ferry."]
    >>> table = make_articles({"id": n, "text": text} for n, text in enumerate(texts))
    >>> terms = name_stories(table, find_stories(table, cut=0))
    >>> terms["term"].tolist()[0]
    'Varos ferry'
    """
    check_table(articles, "articles")
    check_table(stories, "stories")
    zones = find_zones(articles) if zones is None else zones
    texts = read_texts(articles, zones=zones)
    if tokens is None:
        tokens = read_article_tokens(articles, zones=zones)
    named = stories.dropna(subset=["story_id"]).sort_values("article_id")
    named = named[named["article_id"].isin(texts)]
    story, story_ids = pd.factorize(named["story_id"], sort=True)
    written = StoryWords(
        [texts[article_id] for article_id in named["article_id"]],
        tokens.of(named["article_id"]),
        story,
        _outlets(articles, outlets),
        frozenset(BARE.split()),
    )
    candidates = _Candidates(written)
    rows: list[dict[str, Any]] = []
    for place, story_id in enumerate(story_ids):
        rows += _rows(story_id, _choose(candidates, place, n_terms))
    return make_table("story_terms", rows)


def _outlets(articles: pd.DataFrame, outlets: pd.DataFrame | None) -> Outlets:
    """Folded names of outlets by their first word: of this pile, its list, the lexicon.

    Names that are also plain words (the column `care`) count only from the pile.
    """
    names = {name: "" for name in articles["outlet"].dropna()}
    lexicon = files("nblib.lexicons").joinpath("outlets.csv").read_text("utf-8")
    listed = list(csv.DictReader(lexicon.splitlines()))
    if outlets is not None:
        check_table(outlets, "outlets")
        listed += outlets[["name", "aliases"]].to_dict("records")
    for row in listed:
        every = {*_listed(row["name"]), *_listed(row["aliases"])}
        names |= dict.fromkeys(every - {*_listed(row.get("care"))}, "")
    keys: Outlets = {}
    for name in names:
        plain = DOMAIN.sub(r"\1", REMARK.sub("", name))
        key = tuple(word.folded for word in words(plain))
        if key:
            keys.setdefault(key[0], set()).add(key)
    return keys


def _listed(cell: object) -> list[str]:
    """Names in a cell of a list of outlets; none where it is missing."""
    return cell.split(";") if isinstance(cell, str) else []


class _Candidates:
    """The phrases of all stories, best first; only those looked at are read."""

    def __init__(self, written: StoryWords) -> None:
        self.vocabulary = written.tokens.vocabulary
        found = list(written.phrases())
        rare = _rarity(self.vocabulary)
        words = [
            np.pad(p.words, ((0, 0), (0, LONGEST - p.words.shape[1]))) for p in found
        ]
        self.words = np.concatenate(words)
        self.length = np.repeat(np.arange(1, LONGEST + 1), [len(w) for w in words])
        self.times = np.concatenate([p.times for p in found])
        self.weight = np.concatenate([_weigh(p, written, rare) for p in found])
        self.surface = list(chain.from_iterable(p.surface for p in found))
        story = np.concatenate([p.story for p in found])
        self.order = np.lexsort((-self.length, -self.weight, story))
        self.bounds = np.searchsorted(
            story[self.order], np.arange(len(written.sizes) + 1)
        )

    def of(self, story: int) -> Array:
        """Return the places of a story's phrases."""
        return self.order[self.bounds[story] : self.bounds[story + 1]]

    def read(self, places: Array) -> Iterator[_Candidate]:
        """Read phrases, as they are asked for."""
        for place in places.tolist():
            codes = self.words[place, : self.length[place]].tolist()
            yield _Candidate(
                tuple(self.vocabulary[code] for code in codes),
                self.surface[place],
                int(self.times[place]),
                float(self.weight[place]),
            )


def _weigh(phrases: Phrases, written: StoryWords, rare: Array) -> Array:
    """Weigh phrases, by how rare words are."""
    share = phrases.n_articles / written.sizes[phrases.story]
    rarity = np.log(1 + len(written.sizes) / phrases.spread)
    weight: Array = share * np.log(1 + phrases.times) * rarity
    weight *= rare[phrases.words].max(axis=1) * np.where(phrases.name, NAME, 1)
    weight *= phrases.words.shape[1] ** PHRASE
    return weight


def _rarity(vocabulary: list[str]) -> Array:
    """How rare words are in English at large, 0 to 1."""
    ranks = common_words()
    rank = np.array([ranks.get(word, UNLISTED) for word in vocabulary], dtype=float)
    rarity: Array = np.log(1 + rank) / math.log(1 + UNLISTED)
    return rarity


def _choose(candidates: _Candidates, story: int, n_terms: int) -> list[_Candidate]:
    """Take the best, each in its longest usual form, none that repeats another."""
    places = candidates.of(story)
    longer: dict[Key, list[_Candidate]] = defaultdict(list)
    for candidate in candidates.read(places[candidates.length[places] > 1]):
        for part in _parts(candidate.key):
            longer[part].append(candidate)
    chosen: list[_Candidate] = []
    for candidate in candidates.read(places):
        if len(chosen) == n_terms:
            break
        best = candidate
        while wider := [c for c in longer[best.key] if c.times >= WHOLE * best.times]:
            best = wider[0]
        if not any(_repeats(best.key, other.key) for other in chosen):
            chosen.append(best._replace(weight=candidate.weight))
    return chosen


def _parts(key: Key) -> Iterator[Key]:
    """Yield the shorter runs of words inside `key`."""
    for size in range(1, len(key)):
        for first in range(len(key) - size + 1):
            yield key[first : first + size]


def _repeats(one: Key, two: Key) -> bool:
    """Whether most words of the shorter are in the other, if in another form."""
    short, long = sorted((one, two), key=len)
    shared = sum(any(_akin(word, other) for other in long) for word in short)
    return shared >= AKIN * len(short)


def _akin(one: str, two: str) -> bool:
    """Whether two words begin alike, as Turkey and Turkish or talk and talks do."""
    stem = max(STEM, math.ceil(AKIN * min(len(one), len(two))))
    return one == two or (len(one) >= stem and one[:stem] == two[:stem])


def _rows(story_id: str, chosen: list[_Candidate]) -> Iterator[dict[str, Any]]:
    best = max((c.weight for c in chosen), default=1.0)
    for rank, candidate in enumerate(chosen, 1):
        yield {
            "story_id": story_id,
            "rank": rank,
            "term": candidate.surface,
            "weight": round(candidate.weight / best, 6),
        }
