"""Sentences that tell the same in the same words, in several articles.

Only the reporter's own words make twins: two newsrooms that quote the same words
may both have heard them.
"""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from ..vectors.words import stop_words, words
from .facts import Believed, Passage, Sentence

LEAST = 1 / 3  # of a sentence: a copied clause shows where the sentence is from,
LEAST_REWORDED = 1 / 2  # in other words only the better part does
QUOTED = re.compile(r"“[^“”]*(?:”|$)|\"[^\"]*(?:\"|$)")


def find_twins(
    sentences: Sequence[Sentence],
    passages: Iterable[Passage],
    believed: Iterable[Believed],
    text: Mapping[str, str],
) -> list[tuple[int, int, str]]:
    """Pairs of sentences that one passage joins, with the kind of the passage."""
    pairs = {frozenset((row.a, row.b)) for row in believed}
    found = []
    for a, b, a_start, a_end, b_start, b_end, kind in passages:
        if frozenset((a, b)) not in pairs:
            continue
        spans = ((a, a_start, a_end), (b, b_start, b_end))
        if not _same_reporting(*(_with_mark(text[name], s, e) for name, s, e in spans)):
            continue
        least = LEAST_REWORDED if kind == "reworded" else LEAST
        one, other = (_covered(sentences, span, least) for span in spans)
        if one is not None and other is not None:
            found.append((one, other, kind))
    return sorted(found)


def _covered(
    sentences: Sequence[Sentence], span: tuple[str, int, int], least: float
) -> int | None:
    """Return the first sentence of which a span covers more than the share `least`."""
    name, start, end = span
    at = max(0, bisect_left(sentences, (name, start)) - 1)
    while at < len(sentences) and sentences[at][:2] < (name, end):
        sentence = sentences[at]
        shared = min(end, sentence.end) - max(start, sentence.start)
        length = sentence.end - sentence.start
        if sentence.article_id == name and shared > least * length:
            return at
        at += 1
    return None


def _same_reporting(one: str, other: str) -> bool:
    """Whether two texts share the reporter's words, and not just those of a speaker.

    Examples
    --------
    >>> _same_reporting("“We go,” a deckhand said at the gate.", "“We go,” said Ida.")
    False
    """
    both = one + other  # to look for a mark is cheaper than to match
    if not ("“" in both or '"' in both):
        return True
    a, b = (_content(QUOTED.sub(" ", text)) for text in (one, other))
    return 2 * len(a & b) >= min(len(a), len(b)) > 0


def _with_mark(text: str, start: int, end: int) -> str:
    """Return a span with the quotation mark that may stand just before it."""
    return text[start - (text[start - 1 : start] in tuple('“"')) : end]


def _content(text: str) -> set[str]:
    return {word.folded for word in words(text)} - stop_words()


def join_families(twins: Sequence[tuple[int, int, str]]) -> list[list[int]]:
    """Sentences by place, a list for all those that twins join.

    Examples
    --------
    >>> join_families([(1, 4, "verbatim"), (4, 6, "edited"), (2, 3, "verbatim")])
    [[1, 4, 6], [2, 3]]
    """
    root = {at: at for one, other, _ in twins for at in (one, other)}

    def find(at: int) -> int:
        while root[at] != at:
            root[at] = root[root[at]]
            at = root[at]
        return at

    for one, other, _ in twins:
        low, high = sorted((find(one), find(other)))
        root[high] = low
    members: dict[int, list[int]] = defaultdict(list)
    for at in sorted(root):
        members[find(at)].append(at)
    return list(members.values())
