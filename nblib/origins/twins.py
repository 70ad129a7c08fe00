"""Sentences that tell the same in the same words, in several articles.

Only the reporter's own words make twins: two newsrooms that quote the same words
may both have heard them.
"""

from collections import defaultdict
from typing import NamedTuple

import pandas as pd

QUOTED_SHARE = 0.8  # a passage that is speech to this share shows no copying
OWN_WORDS = 4  # words outside quotation marks that a copied sentence needs


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
) -> list[tuple[int, int]]:
    """Pairs of sentences that one passage joins by the reporter's own words."""
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
        if any(
            _mostly_speech(text[article], start, end) for article, start, end in spans
        ):
            continue
        one, other = (_covering(by_article[a], sentences, s, e) for a, s, e in spans)
        if one is not None and other is not None:
            found.append((one, other))
    return found


def _covering(
    places: list[int], sentences: list[Sentence], start: int, end: int
) -> int | None:
    """Return the sentence that a span covers for its better part."""
    for at in places:
        sentence = sentences[at]
        shared = min(end, sentence.end) - max(start, sentence.start)
        if 2 * shared > sentence.end - sentence.start:
            return at
    return None


def _mostly_speech(text: str, start: int, end: int) -> bool:
    """Whether a span holds hardly a word outside quotation marks."""
    outside, inside, words = 0, text[:start].count("“") > text[:start].count("”"), 0
    for word in text[start:end].split():
        inside = inside or word[0] in '“"'
        words += 1
        outside += not inside
        if word.rstrip(".,;:!?")[-1:] in ("”", '"') or "”" in word:
            inside = False
    return words > 0 and (
        outside < OWN_WORDS and outside <= (1 - QUOTED_SHARE) * words + 2
    )


def join_families(
    sentences: list[Sentence], twins: list[tuple[int, int]]
) -> list[list[int]]:
    """For each sentence all those that twins join it to, itself included."""
    root = list(range(len(sentences)))

    def find(at: int) -> int:
        while root[at] != at:
            root[at] = root[root[at]]
            at = root[at]
        return at

    for one, other in twins:
        low, high = sorted((find(one), find(other)))
        root[high] = low
    members: dict[int, list[int]] = defaultdict(list)
    for at in range(len(sentences)):
        members[find(at)].append(at)
    return [members[find(at)] for at in range(len(sentences))]
