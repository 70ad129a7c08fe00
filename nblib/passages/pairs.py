"""From linked sentences to passages: where they begin and end, and what was changed."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np

from ..reuse.features import add_twins, compare
from ..reuse.kinds import count_kinds
from ..reuse.marks import Flags, Whole
from ..reuse.model import LEAST_WORDS, probability
from ..reuse.runs import find_runs
from ..reuse.words import Words
from .changes import Change, list_changes, name_kind
from .links import find_links
from .sequences import Matches, Numbers, Spans, match_in_order
from .words import CLAUSE, FUNCTION, Token

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
    bounds = np.searchsorted(places.same.pair, np.arange(len(places.pair) + 1))
    kept = _believed(words, one, two, places)
    rows = []
    for place in np.flatnonzero(kept).tolist():
        a, b = pairs[places.pair[place]]
        spans = _span(places.here, place), _span(places.there, place)
        own = slice(bounds[place], bounds[place + 1])
        matches = Matches(*(column[own] for column in places.same))
        rows.append(
            {"a": a, "b": b, "kind": places.kinds[place]}
            | _ends(words, *spans)
            | {"similarity": min(1.0, float(places.likeness[place]))}
            | _tell_changes(words, *spans, matches, (texts[a], texts[b]))
        )
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
    opens = np.diff(words.sentence, prepend=-1) != 0
    for name, (first, last) in zip(words.names, pairwise(words.bounds), strict=True):
        marks = np.array([m.start() for m in CLAUSE.finditer(texts[name])], dtype=int)
        before = np.searchsorted(words.starts[first:last], marks, side="right") - 1
        between = np.append(words.ends[first:last], 0)[before] <= marks
        between &= before + 1 < last - first
        opens[first + before[between] + 1] = True
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


def _span(spans: Spans, link: int) -> range:
    begin, many = int(spans.begin[link]), int(spans.many[link])
    return range(begin, begin + many)


def _ends(words: Words, here: range, there: range) -> dict[str, int]:
    return {
        "a_start": int(words.starts[here[0]]),
        "a_end": int(words.ends[here[-1]]),
        "b_start": int(words.starts[there[0]]),
        "b_end": int(words.ends[there[-1]]),
    }


def _tell_changes(
    words: Words, here: range, there: range, same: Matches, texts: tuple[str, str]
) -> dict[str, str | None]:
    """Write out the replaced words, as a reader would want them, and the warnings."""
    if len(here) == len(there) == len(same.pair):
        return {}
    one, two = _tokens(words, here), _tokens(words, there)
    places = zip(
        (same.one - here[0]).tolist(), (same.two - there[0]).tolist(), strict=True
    )
    changes = list_changes(one, two, list(places))
    said = [_describe(change, texts) for change in changes if change.kind == "replaced"]
    warnings = sorted({change.warning for change in changes if change.warning})
    return {"changed": "; ".join(said) or None, "warning": "; ".join(warnings) or None}


def _tokens(words: Words, span: range) -> list[Token]:
    own = slice(span.start, span.stop)
    folded = [words.vocabulary[code] for code in words.folded[own].tolist()]
    columns = (words.starts, words.ends, words.content, words.detail, words.quoted)
    rest = (column[own].tolist() for column in columns)
    return list(map(Token, folded, folded, *rest))


def _describe(change: Change, texts: tuple[str, str]) -> str:
    one = texts[0][change.a_start : change.a_end]
    return f"{one} → {texts[1][change.b_start : change.b_end]}"
