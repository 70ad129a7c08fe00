"""Piles of planted news of any size, with the truth beside, to measure cost by.

`python tests/piles.py N FOLDER [SEED]` writes `articles.parquet`, `outlets.csv` and
the truth: `stories.csv` (article, story) and `copies.csv` (a, b, kind).

News comes in bursts: a story has its own names, places, figures and rare words, is
reported for a few days by several outlets, and each report says other things of it
in other sentences. Words follow Zipf's law, and new ones never cease (Heaps), so
that a vocabulary grows with its pile. A quarter of the articles are copies: near
duplicates (few words changed), articles of their own with a verbatim passage of
another one, and rewordings (other function words, four of ten content words
replaced, the order kept). Sentences quote, credit and date, so that every stage of
the line has work. The text is of no language that anybody speaks: it shows what
things cost, not how good they are.
"""
# ruff: noqa: T201

import csv
import sys
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pandas as pd

from nblib.vectors import common_words, stop_words

FIRST_DAY = date(2031, 1, 6)
DAYS = 120
STEADY = 400  # articles a 1,000 that are a story alone
OUTLETS = 60
COPIES = {"near": 0.08, "passage": 0.08, "reworded": 0.08}  # share of the articles
KEPT = 0.6  # share of the content words that a rewording keeps
HUBS = ("of", "the", "in", "to", "for", "with", "by", "on", "at", "from", "as", "over")
AGENCIES = ("Brine Wire", "Omber Press Agency", "Kells News Agency")
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday")
MONTHS = ["January", "February", "March", "April", "May"]
ROLES = ("spokesman", "minister", "director", "engineer", "mayor", "governor")
VERBS = ("said", "told reporters", "announced", "warned", "added", "confirmed")
SYLLABLES = [first + last for last in "aeiou" for first in "bklmrstvndfghjpw"]
ENDS = ["n", "r", "s", "l", "m", "t", "d", "k", "x", "nd", "rt", "sh"]


class Planted(NamedTuple):
    """A pile and what is true of it.

    Attributes
    ----------
    records : list of dict
        For `make_articles`.
    stories : dict of str to str
        Story by article.
    copies : list of (str, str, str)
        Original, copy, kind (near, passage, reworded).
    """

    records: list[dict[str, str]]
    stories: dict[str, str]
    copies: list[tuple[str, str, str]]


class Story(NamedTuple):
    """What the reports of one story share."""

    words: np.ndarray
    people: list[str]
    places: list[str]
    body: str
    figures: np.ndarray
    day: int


def make_pile(n: int, seed: int = 0) -> Planted:
    """Plant `n` articles; the same for one `n` and `seed` on every machine."""
    chance = np.random.default_rng([seed, n])
    planted = Planted([], {}, [])
    n_copies = {kind: int(n * share) for kind, share in COPIES.items()}
    n_own = n - sum(n_copies.values())
    texts: dict[str, list[str]] = {}
    number = 0
    while len(texts) < n_own:
        size = _size(chance)
        story = _story(chance, n)
        number += 1
        for _ in range(min(size, n_own - len(texts))):
            _add(planted, texts, chance, _report(chance, story), f"s{number}", story)
    originals = list(texts)
    for kind, times in n_copies.items():
        for pick in chance.integers(len(originals), size=times).tolist():
            _copy(planted, texts, chance, originals[pick], kind, n)
    return planted


def _size(chance: np.random.Generator) -> int:
    """Reports of a story: most have one, few have very many."""
    if chance.random() < STEADY / 1000:
        return 1
    return int(min(60, 1 + chance.pareto(1.1) * 2))


def _story(chance: np.random.Generator, n: int) -> Story:
    names = [_name(chance) for _ in range(12)]
    return Story(
        words=_rare(chance, 50, n),
        people=[f"{a} {b}" for a, b in zip(names[:4], names[4:8], strict=True)],
        places=names[8:11],
        body=f"{names[11]} Harbour Authority",
        figures=chance.integers(3, 900, 4),
        day=int(chance.integers(DAYS)),
    )


def _report(chance: np.random.Generator, story: Story) -> list[str]:
    many = int(chance.integers(9, 18))
    own = chance.permutation(story.words)[:30]  # what this report tells of it
    return [_sentence(chance, story, own) for _ in range(many)]


def _sentence(chance: np.random.Generator, story: Story, own: np.ndarray) -> str:
    """One sentence: general words, the story's words, and a form of news."""
    said = _clause(chance, own, int(chance.integers(9, 19)))
    person = story.people[int(chance.integers(4))]
    place = story.places[int(chance.integers(3))]
    day = WEEKDAYS[int(chance.integers(6))]
    role = ROLES[int(chance.integers(len(ROLES)))]
    verb = VERBS[int(chance.integers(len(VERBS)))]
    figure = int(story.figures[int(chance.integers(4))])
    agency = AGENCIES[int(chance.integers(3))]
    form = int(chance.integers(100))
    if form < 12:
        return f'"{_up(said)}," {person}, the {role}, {verb} on {day}.'
    if form < 22:
        return f"{_up(said)}, {person} {verb}."
    if form < 27:
        return f"{_up(said)}, {agency} reported on {day}."
    if form < 30:
        return f"According to the {story.body}, {said} in {place}."
    if form < 42:
        return f"On {day}, {figure} {said} near {place}."
    if form < 50:
        month = MONTHS[int(chance.integers(5))]
        date_ = f"{int(chance.integers(1, 29))} {month}"
        return f"{_up(said)} in {place} on {date_}, with {figure} more."
    if form < 56:
        return f"{_up(said)} two weeks ago, and {place} closed last month."
    return f"{_up(said)} {HUBS[form % len(HUBS)]} {place}."


def _clause(chance: np.random.Generator, own: np.ndarray, length: int) -> str:
    """Words with function words between them, a third of them the story's."""
    general = _common(chance, length)
    theirs = chance.random(length) < 0.34
    picked = np.where(theirs, own[chance.integers(len(own), size=length)], general)
    hubs = chance.random(length) < 0.45
    between = chance.integers(len(HUBS), size=length)
    pieces = []
    for word, hub, which in zip(picked, hubs, between, strict=True):
        if hub:
            pieces.append(HUBS[which])
        pieces.append(word)
    return " ".join(pieces)


def _copy(
    planted: Planted,
    texts: dict[str, list[str]],
    chance: np.random.Generator,
    original: str,
    kind: str,
    n: int,
) -> None:
    sentences = texts[original]
    of = planted.stories[original]
    if kind == "near":
        made = [_edited(chance, sentence) for sentence in sentences]
    elif kind == "reworded":
        made = [_reworded(chance, sentence) for sentence in sentences]
    else:
        story = _story(chance, n)
        begin = int(chance.integers(len(sentences) - 3))
        own = _report(chance, story)
        made = [*own[:4], *sentences[begin : begin + 4], *own[4:]]
        of = f"p{len(planted.copies)}"
    day = int(chance.integers(3))
    name = _add(planted, texts, chance, made, of, None, day)
    planted.copies.append((original, name, kind))


def _edited(chance: np.random.Generator, sentence: str) -> str:
    words = sentence.split(" ")
    if chance.random() < 0.2:
        words[int(chance.integers(1, len(words) - 1))] = str(_common(chance, 1)[0])
    return " ".join(words)


def _reworded(chance: np.random.Generator, sentence: str) -> str:
    """Keep names, figures and most of the words, in order; change what is between."""
    made = []
    for word in sentence.split(" "):
        plain = word.strip('".,')
        if plain in HUBS:
            made += [HUBS[int(chance.integers(len(HUBS)))]] * int(chance.integers(2))
        elif plain.islower() and chance.random() > KEPT:
            made.append(word.replace(plain, str(_common(chance, 1)[0])))
        else:
            made.append(word)
    return " ".join(made)


def _add(
    planted: Planted,
    texts: dict[str, list[str]],
    chance: np.random.Generator,
    sentences: list[str],
    of: str,
    story: Story | None,
    later: int = 0,
) -> str:
    name = f"a{len(texts):06d}"
    texts[name] = sentences
    day = story.day if story else int(chance.integers(DAYS))
    day += later + int(min(chance.geometric(0.5), 9)) - 1
    outlet = int(chance.integers(OUTLETS))
    paragraphs = [" ".join(sentences[i : i + 2]) for i in range(0, len(sentences), 2)]
    planted.records.append(
        {
            "article_id": name,
            "title": _up(" ".join(sentences[0].strip('"').split()[:8])),
            "outlet": f"Outlet {outlet}" if outlet else "Brine Wire",
            "published": (FIRST_DAY + timedelta(days=day)).isoformat(),
            "language": "en",
            "text": "\n\n".join(paragraphs),
        }
    )
    planted.stories[name] = of
    return name


def _up(text: str) -> str:
    return text[:1].upper() + text[1:]


@cache
def _lexicon() -> tuple[np.ndarray, np.ndarray]:
    """Common English words without function words, and Zipf's running sum."""
    words = [w for w in common_words() if w.isalpha() and w not in stop_words()]
    share = 1 / (np.arange(len(words)) + 30.0)
    return np.array(words, dtype=object), np.cumsum(share) / share.sum()


def _common(chance: np.random.Generator, many: int) -> np.ndarray:
    words, upto = _lexicon()
    return words[np.searchsorted(upto, chance.random(many))]


def _rare(chance: np.random.Generator, many: int, n: int) -> np.ndarray:
    """Words of one story: some common, most rarer, some that nobody used before."""
    words, _ = _lexicon()
    listed = words[(len(words) * chance.random(many)).astype(int)]
    coined = [_coin(int(x)) for x in chance.integers(4 * n + 1000, size=many // 3)]
    listed[: len(coined)] = coined
    return listed


def _coin(number: int) -> str:
    """The word of a number, in syllables."""
    said = ""
    rest = number + len(SYLLABLES) ** 2
    while rest:
        rest, digit = divmod(rest, len(SYLLABLES))
        said += SYLLABLES[digit]
    return said + ENDS[number % len(ENDS)]


def _name(chance: np.random.Generator) -> str:
    return _coin(int(chance.integers(200_000))).capitalize()


def write_pile(planted: Planted, folder: Path) -> None:
    """Write articles and truth."""
    folder.mkdir(parents=True, exist_ok=True)
    pd.DataFrame(planted.records).to_parquet(folder / "articles.parquet", index=False)
    tables = {
        "stories": (("article_id", "story"), planted.stories.items()),
        "copies": (("a", "b", "kind"), planted.copies),
    }
    for name, (header, rows) in tables.items():
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([header, *rows])


if __name__ == "__main__":
    size, folder, *rest = sys.argv[1:]
    write_pile(make_pile(int(size), *map(int, rest)), Path(folder))
    print(folder)
