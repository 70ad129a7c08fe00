"""Terms that a person would choose to tell one story from the others.

Class-based TF-IDF (Grootendorst 2022): a story is one long text, and a phrase
weighs by how many of its articles use it and how few other stories do. Phrases
are runs of words as they stand in a text, so what is shown can be found there; a
phrase takes the place of its parts when the parts seldom occur without it.
"""

import csv
import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from importlib.resources import files
from typing import Any, NamedTuple

import pandas as pd

from ..tables import check_table, make_table
from ..vectors import (
    UNLISTED,
    Vectors,
    Word,
    common_words,
    read_texts,
    stop_words,
    words,
)

TERMS = 5
REMARK = re.compile(r"\([^)]{0,100}\)")  # "Fox News (Online)"
DOMAIN = re.compile(r"^(?:www\.)?([^.\s]+)(?:\.[a-z]{2,})+$")
LONGEST = 4  # words in a phrase
JOINED = re.compile(r"[ \t]|-|")  # what may stand between the words of a phrase
WHOLE = 0.6  # share of a part's uses that are in the phrase, which then stands for it
VERBAL = ("ed", "ing")  # how a word ends that seldom begins or closes a name of things
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

Key = tuple[str, ...]  # folded words of a phrase
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
    vectors: Vectors | None = None,
    zones: pd.DataFrame | None = None,
    outlets: pd.DataFrame | None = None,
    n_terms: int = TERMS,
) -> pd.DataFrame:
    """Find the terms of each story.

    Parameters
    ----------
    articles, stories : DataFrame
        The tables of those names.
    vectors, zones, outlets : optional
        Tables up the line. Names and aliases of `outlets`, and the outlets of the
        articles, are never terms. `vectors` is taken for the sake of one call for
        all stages; terms are read from the texts.
    n_terms : int, default 5
        At most so many terms for a story.

    Returns
    -------
    DataFrame
        The table `story_terms`: `rank` from 1; `weight` relative to the story's
        best term, 0 to 1; sorted by `story_id` and `rank`.

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
    texts = read_texts(articles, zones=zones)
    known = _outlets(articles, outlets)
    held: dict[str, list[Counter[tuple[Key, str]]]] = {}
    for article_id, story_id in sorted(
        zip(stories["article_id"], stories["story_id"], strict=True)
    ):
        if article_id in texts:
            found = Counter(_phrases(texts[article_id], known))
            held.setdefault(story_id, []).append(found)
    spread = Counter(
        key for found in held.values() for key in {k for one in found for k, _ in one}
    )
    rows: list[dict[str, Any]] = []
    for story_id in sorted(held):
        candidates = _candidates(held[story_id], spread, len(held))
        rows += _rows(story_id, _choose(candidates, n_terms))
    return make_table("story_terms", rows)


def _phrases(text: str, outlets: Outlets) -> Iterator[tuple[Key, str]]:
    """Yield every run of words that could be a term, as (key, surface)."""
    stops = stop_words()
    every = list(words(text))
    barred = set(_in_outlets(text, every, outlets))
    run: list[Word] = []
    for place, word in enumerate(every):
        if run and not JOINED.fullmatch(text[run[-1].end : word.start]):
            yield from _runs(text, run)
            run = []
        if word.folded in stops or place in barred:
            yield from _runs(text, run)
            run = []
        else:
            run.append(word)
    yield from _runs(text, run)


def _in_outlets(text: str, every: list[Word], outlets: Outlets) -> Iterator[int]:
    """Yield the places of words that are part of an outlet's name."""
    for place, word in enumerate(every):
        if text[word.start].isupper():
            for key in outlets.get(word.folded, ()):
                follow = every[place : place + len(key)]
                if key == tuple(word.folded for word in follow):
                    yield from range(place, place + len(key))


def _runs(text: str, run: list[Word]) -> Iterator[tuple[Key, str]]:
    for first in range(len(run)):
        for last in range(first, min(first + LONGEST, len(run))):
            key = tuple(word.folded for word in run[first : last + 1])
            surface = text[run[first].start : run[last].end]
            if not all(map(_bare, key)) and not _verbal(surface):
                yield key, surface


def _verbal(surface: str) -> bool:
    """Whether a phrase begins or closes like a verb, as in "accused Ruritania"."""
    parts = surface.split()
    return len(parts) > 1 and any(
        part.endswith(VERBAL) and part.islower() for part in (parts[0], parts[-1])
    )


def _bare(folded: str) -> bool:
    """Whether a word alone is no term; a figure is none either."""
    return folded[0].isdigit() or len(folded) < 2 or folded in BARE.split()


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


def _candidates(
    found: list[Counter[tuple[Key, str]]], spread: Counter[Key], n_stories: int
) -> list[_Candidate]:
    """Weigh the phrases of one story, best first."""
    articles: Counter[Key] = Counter()
    times: Counter[Key] = Counter()
    surfaces: dict[Key, Counter[str]] = defaultdict(Counter)
    for one in found:
        articles.update({key for key, _ in one})
        for (key, surface), count in one.items():
            times[key] += count
            surfaces[key][surface] += count
    candidates = []
    for key, n in articles.items():
        shown = _shown(surfaces[key])
        name = all(part[0].isupper() for part in shown.replace("-", " ").split())
        if n < min(2, len(found)) or not (name or len(key) == 1 or times[key] > 1):
            continue
        rarity = math.log(1 + n_stories / spread[key])
        weight = n / len(found) * math.log(1 + times[key]) * rarity
        weight *= _rare(key) * (NAME if name else 1) * len(key) ** PHRASE
        candidates.append(_Candidate(key, shown, times[key], weight))
    return sorted(candidates, key=lambda c: (-c.weight, -len(c.key), c.key))


def _rare(key: Key) -> float:
    """How rare a phrase's rarest word is in English at large, 0 to 1."""
    ranks = common_words()
    rank = max(ranks.get(word, UNLISTED) for word in key)
    return math.log(1 + rank) / math.log(1 + UNLISTED)


def _shown(surfaces: Counter[str]) -> str:
    """Return the commonest way of writing it; of equals, the least loud."""
    return min(surfaces, key=lambda s: (-surfaces[s], sum(map(str.isupper, s)), s))


def _choose(candidates: list[_Candidate], n_terms: int) -> list[_Candidate]:
    """Take the best, each in its longest usual form, none that repeats another."""
    longer: dict[Key, list[_Candidate]] = defaultdict(list)
    for candidate in candidates:
        for part in _parts(candidate.key):
            longer[part].append(candidate)
    chosen: list[_Candidate] = []
    for candidate in candidates:
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
