"""The newsroom behind what an article does not credit."""

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

import pandas as pd

from .bodies import NEWS_KINDS
from .twins import Sentence

MOSTLY = 0.5  # share of its sentences that makes an article a copy as a whole
WHOLE_ARTICLE_CUES = ("dateline", "wire tag", "credit line")


class Newsroom(NamedTuple):
    """Who gathered a report: the outlet's own people, or an agency."""

    name: str
    kind: str


def own_newsrooms(
    articles: pd.DataFrame,
    credits: pd.DataFrame,
    owners: Mapping[str, str],
    votes: Mapping[str, Counter[Newsroom]],
) -> dict[str, Newsroom]:
    """Name the newsroom behind what an article does not credit.

    A dateline or wire tag names it; else the outlet, as stated, as its own credit
    line tells or as the text says who was there (`owners`); else, for a text without
    an outlet, the agency that other articles credit for the sentences it shares with
    them (`votes`).
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
        elif article_id in owners:
            own[article_id] = Newsroom(owners[article_id], "outlet")
        elif tally:
            own[article_id] = min(tally, key=lambda room: (-tally[room], room))
        else:
            own[article_id] = Newsroom(f"unknown newsroom of {article_id}", "unknown")
    return own


def count_votes(
    sentences: list[Sentence],
    twins: Mapping[int, list[int]],
    outlets: list[list[Newsroom]],
    believed: pd.DataFrame,
) -> dict[str, Counter[Newsroom]]:
    """Count, by article, the agencies that others credit for its sentences.

    A sentence that stands elsewhere with a credit is that agency's. The ancestor of a
    pair is so only for the article that does not credit it: what the other one does
    not credit is its own.

    Parameters
    ----------
    sentences : list of Sentence
        In reading order.
    twins : mapping of int to list of int
        Places of the twins of each sentence.
    outlets : list of list of Newsroom
        What each sentence credits.
    believed : DataFrame
        Reuse pairs that are believed, with the ancestor where one is named.
    """
    credited: dict[str, set[str]] = defaultdict(set)
    for sentence, rooms in zip(sentences, outlets, strict=True):
        credited[sentence.article_id].update(room.name for room in rooms)
    votes: dict[str, Counter[Newsroom]] = defaultdict(Counter)
    for at, others in twins.items():
        rooms = [room for twin in others for room in outlets[twin]]
        if not outlets[at]:
            agencies = [room for room in rooms if room.kind == "agency"]
            votes[sentences[at].article_id].update(agencies)
    for row in believed[believed["ancestor"].notna()].to_dict("records"):
        for article_id in (row["a"], row["b"]):
            if row["ancestor"] not in credited[article_id]:
                votes[article_id][Newsroom(row["ancestor"], "agency")] += 1
    return votes


def find_copies(
    sentences: list[Sentence],
    alike: list[tuple[int, int, str]],
    believed: pd.DataFrame,
    *,
    age: Callable[[str], Any],
) -> list[tuple[str, str]]:
    """Return (copy, original) of articles that are another one's text for the most.

    What such an article does not share word for word is not its own either. Where
    the direction of a pair is unknown, `age` decides: the lower is the original.
    """
    total = Counter(sentence.article_id for sentence in sentences)
    shared: dict[tuple[str, str], set[int]] = defaultdict(set)
    for one, other, _ in alike:
        ids = sentences[one].article_id, sentences[other].article_id
        shared[ids].add(one)
        shared[ids[::-1]].add(other)
    found = []
    for row in believed.to_dict("records"):
        sides = sorted((row["a"], row["b"]), key=age)
        if row["direction"] in ("a>b", "b>a"):
            ordered = row["a"], row["b"]
            sides = list(ordered if row["direction"] == "a>b" else ordered[::-1])
        original, copy = sides
        if len(shared[copy, original]) > MOSTLY * total[copy]:
            found.append((copy, original))
    return sorted(found, key=lambda pair: age(pair[1]))
