"""From linked sentences to passages: where they begin and end, and what was changed."""

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np

from ..reuse.features import add_twins, compare
from ..reuse.kinds import count_kinds
from ..reuse.marks import Flags, Whole
from ..reuse.model import LEAST_WORDS, probability
from ..reuse.runs import find_runs
from ..reuse.words import Words
from .changes import name_kind
from .links import find_links
from .replaced import find_replaced, tell_replaced
from .sequences import Matches, Numbers, Spans, match_in_order
from .words import CLAUSE, FUNCTION

MAY_COPY = 0.25  # probability below which two articles told the same by themselves


class Places(NamedTuple):
    """Where articles tell the same: one place in either for each passage.

    Attributes
    ----------
    pair : array of int
        Number of the pair of articles.
    here, there : Spans
        The words of either place.
    kinds : list of str
        verbatim, edited or reworded.
    likeness : array of float
        From 0 to 1.
    same : Matches
        The very words that both hold in one order, by passage.
    """

    pair: Whole
    here: Spans
    there: Spans
    kinds: list[str]
    likeness: Numbers
    same: Matches


def align_pairs(
    pairs: Sequence[tuple[str, str]], words: Words, texts: dict[str, str]
) -> list[dict[str, Any]]:
    """Return the rows of the passages table of each pair, in their order.

    Parameters
    ----------
    pairs : sequence of (str, str)
        Ids of articles.
    words : Words
        Of these articles.
    texts : dict of str to str
        By id.
    """
    one, two = (words.number([pair[side] for pair in pairs]) for side in (0, 1))
    places = find_places(words, texts, one, two)
    believed = _believed(words, one, two, places)
    replaced = find_replaced(places.here, places.there, places.same, believed)
    named = [pairs[number] for number in places.pair.tolist()]
    changes = tell_replaced(words, replaced, [(texts[a], texts[b]) for a, b in named])
    kept = np.flatnonzero(believed)
    sides = places.here.pick(kept), places.there.pick(kept)
    ends = (column for side in sides for column in _ends(words, side))
    rows = []
    for place, a_start, a_end, b_start, b_end in zip(kept.tolist(), *ends, strict=True):
        a, b = named[place]
        row = {
            "a": a,
            "b": b,
            "kind": places.kinds[place],
            "a_start": a_start,
            "a_end": a_end,
            "b_start": b_start,
            "b_end": b_end,
            "similarity": min(1.0, float(places.likeness[place])),
        }
        rows.append(row | changes.get(place, {}))
    return rows


def find_places(words: Words, texts: dict[str, str], one: Whole, two: Whole) -> Places:
    """Find where the articles `one` and `two` of each pair tell the same.

    An article does not tell the same as itself.
    """
    others = np.flatnonzero(one != two)
    links = find_links(words, one[others], two[others])
    clauses = _number_clauses(words, texts)
    shared = links.shared
    here = _trim(words, clauses, shared.pair, shared.one)
    there = _trim(words, clauses, shared.pair, shared.two)
    weights = np.where(words.content, 1.0, FUNCTION)
    same = match_in_order(here, there, (words.folded, words.folded), weights)
    many = np.bincount(same.pair, minlength=len(links.pair))
    sizes = (many.tolist(), here.many.tolist(), there.many.tolist())
    kinds = [name_kind(*size) for size in zip(*sizes, strict=True)]
    return Places(others[links.pair], here, there, kinds, links.likeness, same)


def _believed(words: Words, one: Whole, two: Whole, places: Places) -> Flags:
    """Say which places are passages: other words alone make one in copies only."""
    reworded = np.array([kind == "reworded" for kind in places.kinds], dtype=np.bool_)
    kept = ~reworded
    kept[reworded] = _may_copy(words, one, two, places.pair[reworded])
    return kept


def _may_copy(words: Words, one: Whole, two: Whole, number: Whole) -> Flags:
    """Say whether the articles of a pair may be copies, for each number of a pair.

    Be it that both credited one agency. Of texts too short to tell, every passage is
    believed.
    """
    asked, place = np.unique(number, return_inverse=True)
    kinds = count_kinds(words)
    features, shared = compare(kinds, find_runs(words), one[asked], two[asked])
    may = probability(features, credited=True) >= MAY_COPY
    features = add_twins(kinds, shared, features, may)
    may &= probability(features, credited=True) >= MAY_COPY
    fewer = np.minimum(kinds.many[one[asked]], kinds.many[two[asked]])
    return np.asarray(may | (fewer < LEAST_WORDS))[place]


def _number_clauses(words: Words, texts: dict[str, str]) -> Whole:
    """Return the number of the clause of each word, counted over all articles."""
    lengths = np.array([len(texts[name]) + 1 for name in words.names], dtype=np.int64)
    article = np.repeat(np.arange(len(lengths)), np.diff(words.bounds))
    ahead = (np.cumsum(lengths) - lengths)[article]  # all texts are read as one
    starts, ends = words.starts + ahead, words.ends + ahead
    joined = "\n".join(texts[name] for name in words.names)
    marks = np.array([m.start() for m in CLAUSE.finditer(joined)], dtype=np.int64)
    behind = np.searchsorted(starts, marks, side="right")
    marks, behind = (x[(behind > 0) & (behind < len(ends))] for x in (marks, behind))
    opens = np.diff(words.sentence, prepend=-1) != 0
    opens[behind[ends[behind - 1] <= marks]] = True
    return np.cumsum(opens) - 1


def _trim(words: Words, clauses: Whole, link: Whole, word: Whole) -> Spans:
    """Return each link's words less the clauses at either end that share nothing.

    Function words that are shared do not count. A sentence that shares nothing else
    stays whole.
    """
    opens = np.flatnonzero(np.diff(link, prepend=-1))
    sentence = words.sentence[word[opens]]
    first = np.searchsorted(words.sentence, sentence, side="left")
    last = np.searchsorted(words.sentence, sentence, side="right") - 1
    told = np.flatnonzero(words.content[word])
    telling, begins, many = np.unique(link[told], return_index=True, return_counts=True)
    first[telling] = word[told[begins]]
    last[telling] = word[told[begins + many - 1]]
    begin = np.searchsorted(clauses, clauses[first], side="left")
    end = np.searchsorted(clauses, clauses[last], side="right")
    return Spans(begin, end - begin)


def _ends(words: Words, spans: Spans) -> tuple[list[int], list[int]]:
    """Where the first word of each stretch begins, and the last one ends."""
    last = spans.begin + spans.many - 1
    return words.starts[spans.begin].tolist(), words.ends[last].tolist()
