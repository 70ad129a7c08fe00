"""Sentences that tell the same in the same words, in several articles.

Only the reporter's own words make twins: two newsrooms that quote the same words
may both have heard them.
"""

import re
from collections import defaultdict
from typing import NamedTuple

import pandas as pd

from ..vectors.words import stop_words, words

LEAST = 1 / 3  # of a sentence: a copied clause shows where the sentence is from,
LEAST_REWORDED = 1 / 2  # in other words only the better part does
QUOTED = re.compile(r"“[^“”]*(?:”|$)|\"[^\"]*(?:\"|$)")


class Sentence(NamedTuple):
    """One sentence and the start of its paragraph."""

    article_id: str
    start: int
    end: int
    paragraph: int


def place_sentences(sentences: pd.DataFrame, zones: pd.DataFrame) -> list[Sentence]:
    """Sentences in reading order, each with the start of its paragraph."""
    paragraphs: dict[str, list[int]] = defaultdict(list)
    for article_id, start in zip(zones["article_id"], zones["start"], strict=True):
        paragraphs[article_id].append(start)
    found = []
    for row in sentences.sort_values(["article_id", "start"]).to_dict("records"):
        above = [s for s in paragraphs[row["article_id"]] if s <= row["start"]]
        found.append(
            Sentence(row["article_id"], row["start"], row["end"], max(above, default=0))
        )
    return found


def find_twins(
    sentences: list[Sentence],
    passages: pd.DataFrame,
    believed: pd.DataFrame,
    text: dict[str, str],
) -> list[tuple[int, int, str]]:
    """Pairs of sentences that one passage joins, with the kind of the passage."""
    pairs = {frozenset(pair) for pair in zip(believed["a"], believed["b"], strict=True)}
    by_article: dict[str, list[int]] = defaultdict(list)
    for at, sentence in enumerate(sentences):
        by_article[sentence.article_id].append(at)
    found = []
    for row in passages.to_dict("records"):
        if frozenset((row["a"], row["b"])) not in pairs:
            continue
        spans = (
            (row["a"], row["a_start"], row["a_end"]),
            (row["b"], row["b_start"], row["b_end"]),
        )
        if not _same_reporting(*(_with_mark(text[a], s, e) for a, s, e in spans)):
            continue
        least = LEAST_REWORDED if row["kind"] == "reworded" else LEAST
        one, other = (
            _covering(by_article[a], sentences, (s, e), least) for a, s, e in spans
        )
        if one is not None and other is not None:
            found.append((one, other, row["kind"]))
    return sorted(found)


def _covering(
    places: list[int], sentences: list[Sentence], span: tuple[int, int], least: float
) -> int | None:
    """Return the sentence of which a span covers more than the share `least`."""
    for at in places:
        sentence = sentences[at]
        shared = min(span[1], sentence.end) - max(span[0], sentence.start)
        if shared > least * (sentence.end - sentence.start):
            return at
    return None


def _same_reporting(one: str, other: str) -> bool:
    """Whether two texts share the reporter's words, and not just those of a speaker.

    Examples
    --------
    >>> _same_reporting("“We go,” a deckhand said at the gate.", "“We go,” said Ida.")
    False
    """
    if not (QUOTED.search(one) or QUOTED.search(other)):
        return True
    a, b = (_content(QUOTED.sub(" ", text)) for text in (one, other))
    return 2 * len(a & b) >= min(len(a), len(b)) > 0


def _with_mark(text: str, start: int, end: int) -> str:
    """Return a span with the quotation mark that may stand just before it."""
    return text[start - (text[start - 1 : start] in tuple('“"')) : end]


def _content(text: str) -> set[str]:
    return {word.folded for word in words(text)} - stop_words()


def join_families(
    sentences: list[Sentence], twins: list[tuple[int, int, str]]
) -> list[list[int]]:
    """For each sentence all those that twins join it to, itself included."""
    root = list(range(len(sentences)))

    def find(at: int) -> int:
        while root[at] != at:
            root[at] = root[root[at]]
            at = root[at]
        return at

    for one, other, _ in twins:
        low, high = sorted((find(one), find(other)))
        root[high] = low
    members: dict[int, list[int]] = defaultdict(list)
    for at in range(len(sentences)):
        members[find(at)].append(at)
    return [members[find(at)] for at in range(len(sentences))]
