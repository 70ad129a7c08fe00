"""Newsrooms whose names a copyist bent, told by the sentence that was copied.

A synonym spinner turns "Northern Wire" into "Boreal Cable", and no list knows what it
meant. The sentence does: where a copy and its twin each name one newsroom, the name
that nobody else uses stands for the one that is known. A name alone proves nothing, so
that without a twin it stays what it is.
"""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from functools import cache

from ..lexicons import read_lexicon
from .bodies import NEWS_KINDS, fold
from .facts import Believed, Credit, Sentence
from .newsrooms import WHOLE_ARTICLE_CUES


def mark_garbled(
    credits: Sequence[Credit],
    sentences: Sequence[Sentence],
    alike: Iterable[tuple[int, int, str]],
    outlets: Iterable[str],
) -> list[Credit]:
    """Name in `suspect` what a garbled name stands for.

    Parameters
    ----------
    credits : sequence of Credit
        In any order.
    sentences : sequence of Sentence
        In reading order.
    alike : iterable of (int, int, str)
        Twins by place, with the kind of the passage.
    outlets : iterable of str
        Names that the pile's own list and its metadata give.

    Returns
    -------
    list of Credit
        The credits, in their order; those that have a `suspect` keep it.
    """
    named = _named(credits, sentences)
    known = _known(credits, outlets)
    votes: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for pair in alike:
        for at, twin in (pair[:2], pair[1::-1]):
            if len(named[at]) == len(named[twin]) == 1:
                name, meant = *named[at], *named[twin]
                if fold(name) not in known and fold(meant) in known:
                    votes[sentences[at].article_id, name][meant] += 1
    stands_for = {
        key: min(tally, key=lambda meant: (-tally[meant], meant))
        for key, tally in votes.items()
    }
    return [
        row._replace(suspect=stands_for[row.article_id, row.name])
        if (row.article_id, row.name) in stands_for and not row.suspect
        else row
        for row in credits
    ]


def name_likely_ancestors(
    reuse: Sequence[Believed], credits: Sequence[Credit]
) -> list[Believed]:
    """Name each ancestor as the agency that a garbled name probably means."""
    likely = {row.name: row.suspect for row in credits if row.suspect}
    return [
        row._replace(ancestor=likely.get(row.ancestor or "", row.ancestor))
        for row in reuse
    ]


def _named(
    credits: Sequence[Credit], sentences: Sequence[Sentence]
) -> dict[int, set[str]]:
    """Newsrooms that each sentence names, by its place."""
    named: dict[int, set[str]] = defaultdict(set)
    for row in credits:
        if row.kind in NEWS_KINDS and row.cue not in WHOLE_ARTICLE_CUES:
            at = bisect_left(sentences, (row.article_id, row.start + 1)) - 1
            if at >= 0:
                name, start, end, _ = sentences[at]
                if name == row.article_id and start <= row.start < end:
                    named[at].add(row.name)
    return named


def _known(credits: Sequence[Credit], outlets: Iterable[str]) -> set[str]:
    """Names that are listed, or that sign an article of the pile, folded."""
    signed = (row.name for row in credits if row.cue in WHOLE_ARTICLE_CUES)
    return {fold(name) for name in (*signed, *outlets)} | _listed()


@cache
def _listed() -> frozenset[str]:
    return frozenset(fold(row["name"]) for row in read_lexicon("outlets"))
