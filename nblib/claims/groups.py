"""Sentences of several articles that tell one thing.

Two sentences are as near as their letters and their concepts are on average: letters
see through spellings and inflections, concepts through other words for one thing.
Groups grow along the strongest links, as long as the sentences of the two sides are
on average near enough: average linkage (Sokal and Michener 1958) on a graph of
neighbours, where what is not linked counts as nothing.
"""

import math
from collections import defaultdict
from typing import NamedTuple

import pandas as pd
from scipy import sparse

from ..vectors import fit_char_vectors, nearest
from .concepts import concept_rows

NEAR = 0.22  # mean likeness between the sentences of two groups
LEAST = 0.1  # cosines below are those of any two sentences on one matter
JOINED = 1.0  # what a passage counts as
NEIGHBOURS = 50
FEWEST_WORDS = 6  # a shorter sentence says too little to be a claim


class Sentence(NamedTuple):
    """One sentence, with its words and its story."""

    article_id: str
    start: int
    end: int
    text: str
    story_id: str


Links = dict[int, dict[int, float]]


def group_sentences(
    articles: pd.DataFrame,
    sentences: pd.DataFrame,
    stories: pd.DataFrame,
    passages: pd.DataFrame,
) -> list[list[Sentence]]:
    """Group the sentences that tell one thing, most central first in each group.

    Returns
    -------
    list of list of Sentence
        Groups of two articles or more; the same for any order of the articles.
    """
    found = _sentences(articles, sentences, stories)
    links = _near(found)
    _join_passages(found, passages, links)
    groups = _cluster(found, links)
    ordered = [
        sorted(group, key=lambda at: (-_weight(at, group, links), found[at]))
        for group in groups
        if len({found[at].article_id for at in group}) > 1
    ]
    return [[found[at] for at in group] for group in ordered]


def _sentences(
    articles: pd.DataFrame, sentences: pd.DataFrame, stories: pd.DataFrame
) -> list[Sentence]:
    text = dict(zip(articles["article_id"], articles["text"], strict=True))
    story = dict(zip(stories["article_id"], stories["story_id"], strict=True))
    return sorted(
        Sentence(a, start, end, text[a][start:end], story.get(a, ""))
        for a, start, end in zip(
            sentences["article_id"], sentences["start"], sentences["end"], strict=True
        )
        if len(text[a][start:end].split()) >= FEWEST_WORDS
    )


def _near(found: list[Sentence]) -> Links:
    """Sentences of other articles that are near in letters and concepts."""
    links: Links = defaultdict(dict)
    texts = [sentence.text for sentence in found]
    letters, concepts = fit_char_vectors(texts), concept_rows(texts)
    both = sparse.csr_array(sparse.hstack([letters, concepts]) / math.sqrt(2))
    cosines = nearest(both, k=NEIGHBOURS, least=LEAST).tocoo()
    for one, other, cosine in zip(
        cosines.coords[0].tolist(),
        cosines.coords[1].tolist(),
        cosines.data.tolist(),
        strict=True,
    ):
        if found[one].article_id != found[other].article_id:
            links[one][other] = links[other][one] = float(cosine)
    return links


def _join_passages(found: list[Sentence], passages: pd.DataFrame, links: Links) -> None:
    by_article: dict[str, list[int]] = defaultdict(list)
    for at, sentence in enumerate(found):
        by_article[sentence.article_id].append(at)
    for row in passages.to_dict("records"):
        one, other = (
            _covered(
                found, by_article[row[side]], row[f"{side}_start"], row[f"{side}_end"]
            )
            for side in ("a", "b")
        )
        if one is not None and other is not None:
            links[one][other] = links[other][one] = JOINED


def _covered(
    found: list[Sentence], places: list[int], start: int, end: int
) -> int | None:
    """Return the sentence that a passage covers for its better part."""
    for at in places:
        shared = min(end, found[at].end) - max(start, found[at].start)
        if 2 * shared >= found[at].end - found[at].start:
            return at
    return None


def _cluster(found: list[Sentence], links: Links) -> list[list[int]]:
    """Merge along the strongest links while both sides are near on average."""
    group_of = {at: [at] for at in links}
    ranked = sorted(
        (-weight, found[one], found[other], one, other)
        for one in links
        for other, weight in links[one].items()
        if one < other and weight >= NEAR
    )
    for *_, one, other in ranked:
        a, b = group_of[one], group_of[other]
        if a is b:
            continue
        total = sum(links[x].get(y, 0.0) for x in a for y in b)
        if total >= NEAR * len(a) * len(b):
            a += b
            for at in b:
                group_of[at] = a
    unique = {id(group): sorted(group) for group in group_of.values()}
    return sorted(unique.values())


def _weight(at: int, group: list[int], links: Links) -> float:
    return sum(links[at].get(other, 0.0) for other in group)
