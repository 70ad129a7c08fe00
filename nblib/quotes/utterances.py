"""One utterance in several articles: the same speaker, alike in words or in place.

A quotation survives copying, translation and spinning in different ways, so that no
single likeness will do. Words that are alike speak for themselves; words that are not
("a hazard", "a threat") are one utterance where the sentences around them are alike,
or were aligned, and the speakers can be one. Speakers that cannot be one keep two
utterances apart, unless a long quotation is the same to the letter. An article says an
utterance once: two of its own quotations are joined only if they are alike themselves.
"""

import hashlib
from collections.abc import Iterable, Iterator

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import sparse

from ..credits.names import states_of
from ..vectors import fit_char_vectors, nearest, number_blocks
from ..vectors.blocks import Numbers
from ..vectors.rows import pick_columns
from .twins import Saying, find_twins

ALIKE = 0.55  # cosine of the words said, enough by itself
LIKELY = 0.20  # of the words said, to look at a pair at all
AROUND = 0.30  # of the sentences around two quotations, likewise
TWIN_SENTENCE = 0.50  # of the sentences, where the words said are not alike
TWINS_FIRST = 2.0  # what stands in one place of aligned passages is joined first
TOGETHER = 0.65  # of words and sentences in sum, for speakers that can be one
TOGETHER_NAMED = 0.55  # the same for one name
TO_THE_LETTER = 0.98
LONG = 8  # words that two speakers do not happen to share
SHORT = 3  # words of a phrase that says little by itself
NEIGHBOURS = 12
COMMON = 200  # sayings; a run of letters that more of them hold finds no pair
LOOKED_AT = 2**15  # sayings, counted once for each run: all that COMMON leaves, mostly

Pairs = NDArray[np.int64]  # two columns: places of sayings
Cosines = NDArray[np.float64]


def utterance_ids(
    sayings: list[Saying],
    passages: pd.DataFrame | None = None,
    components: pd.DataFrame | None = None,
) -> list[str]:
    """Return one id for each saying, equal for renderings of one utterance.

    Parameters
    ----------
    sayings : list of Saying
        Of any number of articles.
    passages : DataFrame, optional
        Aligned passages; quotations in aligned sentences are compared as twins.
    components : DataFrame, optional
        Components of the articles; sayings of two of them are never one utterance.

    Examples
    --------
    >>> one = Saying("a", "We shall not move", "We shall not move, Orlo said", (0, 9))
    >>> two = Saying("b", "we shall not move", "Orlo: we shall not move", (0, 9))
    >>> ids = utterance_ids([one, two, Saying("b", "It rains", "It rains.", (9, 12))])
    >>> ids[0] == ids[1], ids[1] == ids[2]
    (True, False)
    """
    blocks = number_blocks((saying.article_id for saying in sayings), components)
    said, around = _vectors(sayings, blocks)
    twins = {
        (a, b): same
        for (a, b), same in find_twins(sayings, passages).items()
        if blocks[a] == blocks[b]
    }
    pairs = _candidates(said, around, twins)
    strengths = _strengths(sayings, pairs, said, around, twins)
    return _named(sayings, _grouped(sayings, strengths, said))


def _vectors(
    sayings: list[Saying], blocks: Numbers
) -> tuple[sparse.csr_array, sparse.csr_array]:
    """Return what is said and the sentences around it, in one reading of both."""
    texts = [saying.said for saying in sayings] + [saying.around for saying in sayings]
    apart = np.concatenate([blocks, blocks + 1 + blocks.max(initial=0)])
    rows = fit_char_vectors(texts, blocks=apart)
    return rows[: len(sayings)], rows[len(sayings) :]


def _candidates(
    said: sparse.csr_array, around: sparse.csr_array, twins: Iterable[tuple[int, int]]
) -> Pairs:
    """Return the pairs that are looked at, the smaller place first, in order."""
    found = [np.array(sorted(twins), dtype=np.int64).reshape(-1, 2)]
    for rows, least in ((said, LIKELY), (around, AROUND)):
        near = nearest(
            _telling(rows), k=NEIGHBOURS, least=least, looked_at=LOOKED_AT
        ).tocoo()
        found.append(np.sort(np.column_stack([near.row, near.col]), axis=1))
    size = max(1, said.shape[0])
    codes = np.unique(np.concatenate(found) @ [size, 1])
    return np.column_stack(np.divmod(codes, size))


def _telling(rows: sparse.csr_array) -> sparse.csr_array:
    """Leave out what one saying alone has, and what many share.

    The first finds no pair. Without the second, each saying meets a bounded number of
    others by each of its runs of letters, so that the search grows with their number;
    what is left of two that are alike is alike still: common runs weigh little.
    """
    often = np.bincount(rows.indices, minlength=rows.shape[1])
    return pick_columns(rows, (often > 1) & (often <= COMMON))


# --- how sure a pair is ------------------------------------------------------


def _strengths(
    sayings: list[Saying],
    pairs: Pairs,
    said: sparse.csr_array,
    around: sparse.csr_array,
    twins: dict[tuple[int, int], bool],
) -> list[tuple[float, int, int]]:
    """Believed pairs with their strength, strongest first."""
    found = []
    for a, b, same, near in _likely(pairs, said, around, twins):
        if twins.get((a, b)) and compatible(sayings[a], sayings[b]):
            found.append((-(same + near + TWINS_FIRST), a, b))
        elif _one(sayings[a], sayings[b], same, near):
            found.append((-(same + near), a, b))
    return sorted(found)


def _likely(
    pairs: Pairs,
    said: sparse.csr_array,
    around: sparse.csr_array,
    twins: dict[tuple[int, int], bool],
) -> Iterator[tuple[int, int, float, float]]:
    """Yield the pairs that may be one, with the cosines of their words and places.

    The others are below all that `_one` asks for.
    """
    same, near = (_cosines(rows, *pairs.T) for rows in (said, around))
    placed = np.array([pair in twins for pair in map(tuple, pairs.tolist())], bool)
    near = np.where(placed, np.maximum(near, TWIN_SENTENCE), near)
    likely = (same >= ALIKE) | (near >= TWIN_SENTENCE) | (same + near >= TOGETHER_NAMED)
    kept = (column[likely].tolist() for column in (*pairs.T, same, near))
    yield from zip(*kept, strict=True)


def _cosines(rows: sparse.csr_array, first: Numbers, second: Numbers) -> Cosines:
    if not rows.shape[1]:
        return np.zeros(len(first))
    cosines: Cosines = rows[first].multiply(rows[second]).sum(axis=1)
    return cosines


def _cosine(rows: sparse.csr_array, a: int, b: int) -> float:
    """Return the cosine of two rows; there are too many of these for `_cosines`."""
    one, two = (slice(*rows.indptr[[at, at + 1]]) for at in (a, b))
    _, mine, theirs = np.intersect1d(
        rows.indices[one], rows.indices[two], assume_unique=True, return_indices=True
    )
    return float((rows.data[one][mine] * rows.data[two][theirs]).sum())


def _one(a: Saying, b: Saying, same: float, near: float) -> bool:
    """Whether two sayings are one utterance."""
    short = min(len(a.said.split()), len(b.said.split()))
    if same > TO_THE_LETTER and short >= LONG:
        return True
    if not compatible(a, b):
        return False
    if not (a.speaker and b.speaker):
        return a.quoted and b.quoted and same >= ALIKE and short > SHORT
    if not (a.quoted and b.quoted):
        return same >= ALIKE and near >= AROUND
    least = TOGETHER_NAMED if a.speaker == b.speaker else TOGETHER
    if short <= SHORT:
        return same > 0.9 or near >= TWIN_SENTENCE or same + near >= least
    return same >= ALIKE or near >= TWIN_SENTENCE or same + near >= least


def compatible(a: Saying, b: Saying) -> bool:
    """Whether two speakers can be one person or body.

    Examples
    --------
    >>> one = Saying("a", "", "", (0, 0), "Danish official", "anonymous")
    >>> two = Saying("b", "", "", (0, 0), "spokesman in Copenhagen", "anonymous")
    >>> three = Saying("b", "", "", (0, 0), "Iva Orlo", "person")
    >>> compatible(one, two), compatible(one, three)
    (True, False)
    """
    if not a.speaker or not b.speaker or a.speaker == b.speaker:
        return True
    if "person" in (a.kind, b.kind):
        surname = next(s for s in (a, b) if s.kind == "person").speaker.split()[-1]
        return surname in a.speaker and surname in b.speaker
    one, two = states_of(a.speaker), states_of(b.speaker)
    return not one or not two or bool(one & two)


# --- groups and their names --------------------------------------------------


def _grouped(
    sayings: list[Saying],
    strengths: list[tuple[float, int, int]],
    said: sparse.csr_array,
) -> list[int]:
    """Join the strongest pairs first; one saying of an article in each group."""
    group = list(range(len(sayings)))
    members: dict[int, list[int]] = {at: [at] for at in group}
    for _, a, b in strengths:
        one, two = group[a], group[b]
        if one == two or _repeats(sayings, members[one], members[two], said):
            continue
        for at in members[two]:
            group[at] = one
        members[one] += members.pop(two)
    return group


def _repeats(
    sayings: list[Saying], one: list[int], two: list[int], said: sparse.csr_array
) -> bool:
    """Whether a join would give an article two unlike sayings of one utterance."""
    for a in one:
        for b in two:
            if sayings[a].article_id == sayings[b].article_id:
                if _inside_out(sayings[a], sayings[b]):
                    return True
                least = ALIKE
            elif not compatible(sayings[a], sayings[b]):
                least = TO_THE_LETTER
            else:
                continue
            if _cosine(said, a, b) < least:
                return True
    return False


def _inside_out(one: Saying, two: Saying) -> bool:
    """Whether one is told inside the other, by somebody else: two utterances."""
    meet = one.place[0] < two.place[1] and two.place[0] < one.place[1]
    return meet and one.speaker != two.speaker


def _named(sayings: list[Saying], group: list[int]) -> list[str]:
    """Ids from the content of each group's smallest member, never from its place."""
    keys: dict[int, tuple[str, ...]] = {}
    for saying, root in zip(sayings, group, strict=True):
        key = (saying.said, saying.around, saying.speaker, saying.article_id)
        keys[root] = min(keys.get(root, key), key)
    ids = {
        root: hashlib.sha256("\n".join(key).encode()).hexdigest()[:12]
        for root, key in keys.items()
    }
    return [ids[root] for root in group]
