"""Newsrooms whose names a copyist bent, told by the sentence that was copied.

A synonym spinner turns "Northern Wire" into "Boreal Cable", and no list knows what it
meant. The sentence does: where a copy and its twin each name one newsroom, the name
that nobody else uses stands for the one that is known. A name alone proves nothing, so
that without a twin it stays what it is.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable

import pandas as pd

from ..lexicons import read_lexicon
from .bodies import NEWS_KINDS, fold
from .newsrooms import WHOLE_ARTICLE_CUES
from .twins import Sentence


def mark_garbled(
    credits: pd.DataFrame,
    sentences: list[Sentence],
    alike: list[tuple[int, int, str]],
    outlets: Iterable[str],
) -> pd.DataFrame:
    """Name in `suspect` what a garbled name stands for.

    Parameters
    ----------
    credits : DataFrame
        The credits table.
    sentences : list of Sentence
        In reading order.
    alike : list of (int, int, str)
        Twins by place, with the kind of the passage.
    outlets : iterable of str
        Names that the pile's own list and its metadata give.

    Returns
    -------
    DataFrame
        The credits table; rows that have a `suspect` keep it.
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
    found = [
        suspect if isinstance(suspect, str) else stands_for.get((article_id, name))
        for article_id, name, suspect in zip(
            credits["article_id"], credits["name"], credits["suspect"], strict=True
        )
    ]
    kind = credits["suspect"].dtype
    return credits.assign(suspect=pd.Series(found, index=credits.index, dtype=kind))


def _named(credits: pd.DataFrame, sentences: list[Sentence]) -> list[list[str]]:
    """Newsrooms that each sentence names, each once."""
    rows = credits[
        credits["kind"].isin(NEWS_KINDS) & ~credits["cue"].isin(WHOLE_ARTICLE_CUES)
    ]
    places: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for article_id, start, name in zip(
        rows["article_id"], rows["start"], rows["name"], strict=True
    ):
        places[article_id].append((start, name))
    return [
        sorted({n for at, n in places[s.article_id] if s.start <= at < s.end})
        for s in sentences
    ]


def _known(credits: pd.DataFrame, outlets: Iterable[str]) -> set[str]:
    """Names that are listed, or that sign an article of the pile, folded."""
    signed = credits.loc[credits["cue"].isin(WHOLE_ARTICLE_CUES), "name"]
    listed = (row["name"] for row in read_lexicon("outlets"))
    return {fold(name) for name in (*listed, *signed, *outlets)}
