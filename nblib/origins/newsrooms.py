"""The newsroom behind what an article does not credit."""

from collections import Counter, defaultdict
from typing import NamedTuple

import pandas as pd

from .bodies import NEWS_KINDS
from .twins import Sentence

WHOLE_ARTICLE_CUES = ("dateline", "wire tag", "credit line")


class Newsroom(NamedTuple):
    """Who gathered a report: the outlet's own people, or an agency."""

    name: str
    kind: str


def own_newsrooms(
    articles: pd.DataFrame,
    credits: pd.DataFrame,
    votes: dict[str, Counter[Newsroom]],
) -> dict[str, Newsroom]:
    """Name the newsroom behind what an article does not credit.

    A dateline or wire tag names it; else the outlet, as stated or as its own credit
    line tells; else, for a text without an outlet, the agency that other articles
    credit for the sentences it shares with them (`votes`).
    """
    tagged = credits[
        credits["kind"].isin(NEWS_KINDS) & credits["cue"].isin(WHOLE_ARTICLE_CUES)
    ]
    agencies = tagged[tagged["kind"] == "agency"].groupby("article_id")["name"].first()
    lines = tagged.groupby("article_id")["name"].first()
    own: dict[str, Newsroom] = {}
    for article_id, outlet in zip(
        articles["article_id"], articles["outlet"], strict=True
    ):
        tally = votes.get(article_id, Counter())
        if article_id in agencies.index:
            own[article_id] = Newsroom(agencies[article_id], "agency")
        elif isinstance(outlet, str):
            own[article_id] = Newsroom(outlet, "outlet")
        elif article_id in lines.index:
            own[article_id] = Newsroom(lines[article_id], "outlet")
        elif tally:
            own[article_id] = min(tally, key=lambda room: (-tally[room], room))
        else:
            own[article_id] = Newsroom(f"unknown newsroom of {article_id}", "unknown")
    return own


def count_votes(
    sentences: list[Sentence],
    twins: list[tuple[int, int]],
    outlets: list[list[Newsroom]],
    believed: pd.DataFrame,
) -> dict[str, Counter[Newsroom]]:
    """Count, by article, the agencies that others credit for its sentences.

    An article that credits the agency itself has no vote for it: what it does not
    credit is then its own.

    Parameters
    ----------
    sentences : list of Sentence
        In reading order.
    twins : list of tuple of int
        Pairs of places in `sentences`.
    outlets : list of list of Newsroom
        What each sentence credits.
    believed : DataFrame
        Reuse pairs that are believed, with the ancestor where one is named.
    """
    credited: dict[str, set[str]] = defaultdict(set)
    for sentence, rooms in zip(sentences, outlets, strict=True):
        credited[sentence.article_id].update(room.name for room in rooms)
    candidates = [
        (sentences[at].article_id, room)
        for pair in twins
        for at, twin in (pair, pair[::-1])
        for room in outlets[twin]
    ]
    candidates += [
        (row[side], Newsroom(row["ancestor"], "agency"))
        for row in believed[believed["ancestor"].notna()].to_dict("records")
        for side in ("a", "b")
    ]
    votes: dict[str, Counter[Newsroom]] = defaultdict(Counter)
    for article_id, room in candidates:
        if room.kind == "agency" and room.name not in credited[article_id]:
            votes[article_id][room] += 1
    return votes
