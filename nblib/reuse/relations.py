"""What kind of copy a pair is, and which way it went.

The kind follows from how much is word for word and how much shorter the copy is.
The way follows from what can be known: a text that credits the other's newsroom comes
from it, of two dated texts the later comes from the earlier, and a digest comes from
what it sums up. Where the texts rest on an agency that neither of them is, they are
siblings: neither comes from the other, and the ancestor has a name. A credit inside a
sentence tells of that sentence; only a wire tag, a dateline or a credit line tells of
the whole text.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cached_property
from typing import NamedTuple

import numpy as np
import pandas as pd

from .marks import Whole
from .words import Words

NEWSROOMS = ("agency", "broadcaster", "outlet")
VERBATIM, EDITED = 0.8, 0.25  # share of the shorter text's runs in the other
DIGEST = 0.5  # length of a digest at most, as a share of what it sums up


WHOLE_CUES = ("dateline", "wire tag", "credit line")
PROVEN = 0.3  # likeness of a credited sentence to its twin, at least


class Credit(NamedTuple):
    """A news organisation that an article names as its basis, where, and for what."""

    name: str
    agency: bool
    start: int
    whole: bool = False


class Said(NamedTuple):
    """The content words of an article.

    Attributes
    ----------
    starts, stems, sentence : array of int
        Where each stands, its code, and the number of its sentence.
    """

    starts: Whole
    stems: Whole
    sentence: Whole


@dataclass(frozen=True)
class Article:
    """What is known about an article besides its words.

    Attributes
    ----------
    published : str or None
        As in the articles table.
    owners : frozenset of str
        The newsroom that published it, folded: as stated, or by its credit line.
    credits : tuple of Credit
        In the order of the text.
    """

    published: str | None
    owners: frozenset[str]
    credits: tuple[Credit, ...]

    @cached_property
    def wires(self) -> frozenset[str]:
        """Every agency that it credits, and itself, folded."""
        return self.owners | {fold(c.name) for c in self.credits if c.agency}

    @cached_property
    def named(self) -> frozenset[str]:
        """Every newsroom that it credits, folded."""
        return frozenset(fold(credit.name) for credit in self.credits)

    @property
    def is_item(self) -> bool:
        """Whether it is an agency's own text, as its outlet and its dateline tell."""
        signed = {fold(c.name) for c in self.credits if c.whole and c.agency}
        return bool(self.owners & signed)


def fold(name: str) -> str:
    """Fold a newsroom's name for comparison."""
    return name.casefold().removeprefix("the ")


def describe(articles: pd.DataFrame, credits: pd.DataFrame) -> dict[str, Article]:
    """Return what decides kind and direction, by `article_id`."""
    found: dict[str, list[Credit]] = {name: [] for name in articles["article_id"]}
    owners: dict[str, set[str]] = {name: set() for name in found}
    direct = credits[credits["kind"].isin(NEWSROOMS) & credits["depth"].eq(1)]
    direct = direct[direct["article_id"].isin(found)]
    direct = direct.sort_values(["article_id", "start"])
    named = direct["suspect"].where(direct["suspect"].notna(), direct["name"])
    columns = (direct[column] for column in ("article_id", "kind", "cue", "start"))
    for name, article, kind, cue, start in zip(named, *columns, strict=True):
        if not isinstance(name, str):
            continue
        agency = kind == "agency"
        found[article].append(Credit(name, agency, int(start), cue in WHOLE_CUES))
        if cue == "credit line" and not agency:
            owners[article].add(fold(name))
    columns = (articles[column] for column in ("article_id", "outlet", "published"))
    return {
        article: Article(
            published if isinstance(published, str) else None,
            frozenset({fold(outlet)} if isinstance(outlet, str) else owners[article]),
            tuple(found[article]),
        )
        for article, outlet, published in zip(*columns, strict=True)
    }


def said_by(words: Words, article: int) -> Said:
    """Return the content words of the article of this number."""
    own = slice(words.bounds[article], words.bounds[article + 1])
    columns = (words.starts, words.stems, words.sentence)
    starts, stems, sentence = (column[own][words.content[own]] for column in columns)
    return Said(starts, stems, sentence - sentence[:1].sum())


def find_ancestor(a: Article, b: Article, one: Said, two: Said) -> str | None:
    """Return the agency that the texts rest on and that neither of them is.

    An agency that one credits for its whole text comes first, then one that both
    credit, then one whose credited sentence the other text holds as well. Beside an
    agency's own item no other ancestor is looked for: a copy takes over the item's
    credits with its sentences.
    """
    if a.owners & b.named or b.owners & a.named or a.is_item or b.is_item:
        return None
    both = a.named & b.named
    scored = [
        (not credit.whole, fold(credit.name) not in both, -near, credit.name)
        for article, here, there in ((a, one, two), (b, two, one))
        for credit in article.credits
        if credit.agency
        and fold(credit.name) not in a.owners | b.owners
        and (
            (near := _near(credit, here, there)) >= PROVEN
            or credit.whole
            or fold(credit.name) in both
        )
    ]
    return min(scored)[3] if scored else None


def _near(credit: Credit, here: Said, there: Said) -> float:
    """Return how alike the credit's sentence and its best twin are, 0 to 1."""
    if not (len(here.starts) and len(there.starts)):
        return 0.0
    place = min(int(np.searchsorted(here.starts, credit.start)), len(here.starts) - 1)
    words = np.unique(here.stems[here.sentence == here.sentence[place]])
    sizes = np.bincount(there.sentence)
    held = np.isin(there.stems, words)
    shared = np.bincount(there.sentence[held], minlength=len(sizes))
    return float((shared / np.sqrt(np.maximum(sizes, len(words)) * len(words))).max())


def name_relation(runs: float, one: int, two: int) -> str:
    """Return verbatim, edited, summarised or reworded.

    Parameters
    ----------
    runs : float
        Share of the shorter text's runs that the other holds.
    one, two : int
        Content words of both.

    Examples
    --------
    >>> name_relation(0.9, 100, 40), name_relation(0.1, 100, 40)
    ('verbatim', 'summarised')
    """
    if runs >= VERBATIM:
        return "verbatim"
    if runs >= EDITED:
        return "edited"
    short, long = sorted((one, two))
    return "summarised" if short <= DIGEST * long else "reworded"


def find_direction(a: Article, b: Article, relation: str, shorter: str) -> str:
    """Return "a>b" (b comes from a), "b>a" or "unknown".

    Examples
    --------
    >>> early = Article("2031-02-03", frozenset(), ())
    >>> late = Article("2031-02-05", frozenset(), ())
    >>> find_direction(early, late, "edited", "a")
    'a>b'
    """
    if relation == "common ancestor":
        return "unknown"
    from_a, from_b = bool(a.owners & b.named), bool(b.owners & a.named)
    if from_a != from_b:
        return "a>b" if from_a else "b>a"
    order = _order(a.published, b.published)
    if order:
        return "a>b" if order < 0 else "b>a"
    if relation == "summarised":
        return "a>b" if shorter == "b" else "b>a"
    return "unknown"


def _order(one: str | None, two: str | None) -> int:
    """-1 where `one` is surely earlier, 1 where later, 0 where that is not known."""
    if one is None or two is None:
        return 0
    (first, first_end), (second, second_end) = _span(one), _span(two)
    return (first > second_end) - (first_end < second)


def _span(published: str) -> tuple[datetime, datetime]:
    """Return the first and the last moment that `published` may mean."""
    moment = datetime.fromisoformat(published)
    begin = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    whole_day = len(published) == len("2031-02-03")
    return begin, begin + timedelta(hours=23, minutes=59) * whole_day
