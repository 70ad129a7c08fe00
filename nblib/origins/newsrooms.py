"""The newsroom behind what an article does not credit."""

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from .bodies import NEWS_KINDS
from .facts import Article, Believed, Credit, Sentence

MOSTLY = 0.5  # share of its sentences that makes an article a copy as a whole
WHOLE_ARTICLE_CUES = ("dateline", "wire tag", "credit line")


class Newsroom(NamedTuple):
    """Who gathered a report: the outlet's own people, or an agency."""

    name: str
    kind: str


def own_newsrooms(
    articles: Sequence[Article],
    credits: Sequence[Credit],
    owners: Mapping[str, str],
    votes: Mapping[str, Counter[Newsroom]],
) -> dict[str, Newsroom]:
    """Name the newsroom behind what an article does not credit.

    A dateline or wire tag names it; else the outlet, as stated, as its own credit
    line tells or as the text says who was there (`owners`); else, for a text without
    an outlet, the agency that other articles credit for the sentences it shares with
    them (`votes`).
    """
    agencies: dict[str, str] = {}
    lines: dict[str, str] = {}
    for row in credits:
        if row.kind in NEWS_KINDS and row.cue in WHOLE_ARTICLE_CUES:
            lines.setdefault(row.article_id, row.name)
            if row.kind == "agency":
                agencies.setdefault(row.article_id, row.name)
    own: dict[str, Newsroom] = {}
    for name, _, outlet, *_ in articles:
        tally = votes.get(name, Counter())
        printed = outlet or lines.get(name) or owners.get(name)
        if name in agencies:
            own[name] = Newsroom(agencies[name], "agency")
        elif printed:
            own[name] = Newsroom(printed, "outlet")
        elif tally:
            own[name] = min(tally, key=lambda room: (-tally[room], room))
        else:
            own[name] = Newsroom(f"unknown newsroom of {name}", "unknown")
    return own


def count_votes(
    sentences: Sequence[Sentence],
    twins: Mapping[int, Sequence[int]],
    outlets: Sequence[Sequence[Newsroom]],
    believed: Sequence[Believed],
) -> dict[str, Counter[Newsroom]]:
    """Count, by article, the agencies that others credit for its sentences.

    A sentence that stands elsewhere with a credit is that agency's. The ancestor of a
    pair is so only for the article that does not credit it: what the other one does
    not credit is its own.

    Parameters
    ----------
    sentences : sequence of Sentence
        In reading order.
    twins : mapping of int to sequence of int
        Places of the twins of each sentence.
    outlets : sequence of sequence of Newsroom
        What each sentence credits.
    believed : sequence of Believed
        Reuse pairs, with the ancestor where one is named.
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
    for a, b, _, ancestor in believed:
        for article_id in (a, b):
            if ancestor and ancestor not in credited[article_id]:
                votes[article_id][Newsroom(ancestor, "agency")] += 1
    return votes


def find_copies(
    sentences: Sequence[Sentence],
    alike: Sequence[tuple[int, int, str]],
    believed: Sequence[Believed],
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
    for a, b, direction, _ in believed:
        known = {"a>b": (a, b), "b>a": (b, a)}
        original, copy = known.get(direction or "") or sorted((a, b), key=age)
        if len(shared[copy, original]) > MOSTLY * total[copy]:
            found.append((copy, original))
    return sorted(found, key=lambda pair: age(pair[1]))
