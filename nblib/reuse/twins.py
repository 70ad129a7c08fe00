"""Sentences of two articles that tell the same in the same order.

Two reporters at one briefing write one sentence alike, seldom a second and a third.
So what counts is how alike the second to the fourth best pairs of sentences are.
Words in quotation marks count little: a statement has its wording from the speaker.
"""

import numpy as np

from .words import Flags, Reading, Whole

OFTEN = 40  # pairs of places; a word that makes more is the subject of both
TELLING = 3  # words in order, at least
UNSPOKEN = 0.7  # how much of a twin's weight its quoted words lose
RANKS = slice(1, 4)  # the second to the fourth best
LIGHTEST = 1.5  # weight of a sentence at least, so that stubs are no twins


def twin_strength(one: Reading, two: Reading) -> float:
    """Return the mean likeness of the second to the fourth best twins, 0 to 1."""
    found: list[tuple[float, int, int]] = _twins(one, two)
    found.sort(key=lambda twin: (-twin[0], twin[1], twin[2]))
    kept: list[float] = []
    taken: tuple[set[int], set[int]] = (set(), set())
    for likeness, i, j in found:
        if i not in taken[0] and j not in taken[1]:
            taken[0].add(i)
            taken[1].add(j)
            kept.append(likeness)
    return sum(sorted(kept, reverse=True)[RANKS]) / 3


def _twins(one: Reading, two: Reading) -> list[tuple[float, int, int]]:
    """Likeness of every two sentences that share enough, with their numbers."""
    x, y, weight = _anchors(one, two)
    if len(x) < TELLING:
        return []
    n = int(two.sentence.max()) + 1
    cell = one.sentence[x] * n + two.sentence[y]
    turn = np.lexsort((-y, x, cell))
    x, y, weight, cell = x[turn], y[turn], weight[turn], cell[turn]
    names = one.detail[x] | two.detail[y]  # one may open its sentence
    spoken = one.quoted[x]
    cells, begins, lengths = np.unique(cell, return_index=True, return_counts=True)
    heavy = np.add.reduceat(weight, begins) >= 1.0
    found = []
    for k in np.flatnonzero(heavy & (lengths >= TELLING)).tolist():
        here = slice(begins[k], begins[k] + lengths[k])
        held, telling = _heaviest_rise(x[here], y[here], weight[here], names[here])
        if telling >= TELLING:
            i, j = divmod(int(cells[k]), n)
            whole = max(one.weights[i], LIGHTEST) * max(two.weights[j], LIGHTEST)
            told = 1 - UNSPOKEN * float(spoken[here].mean())
            found.append((held / float(np.sqrt(whole)) * told, i, j))
    return found


def _anchors(one: Reading, two: Reading) -> tuple[Whole, Whole, np.ndarray]:
    """Every two places of one stem, with a weight that falls with its count."""
    _, i, j = np.intersect1d(
        one.kinds, two.kinds, assume_unique=True, return_indices=True
    )
    here, there = one.often[i], two.often[j]
    kept = here * there <= OFTEN
    i, j, here, there = i[kept], j[kept], here[kept], there[kept]
    many = here * there
    kind = np.repeat(np.arange(len(many)), many)
    step = np.arange(len(kind)) - np.repeat(np.cumsum(many) - many, many)
    x = one.places[one.begins[i][kind] + step // there[kind]]
    y = two.places[two.begins[j][kind] + step % there[kind]]
    return x, y, (many.astype(float) ** -0.25)[kind]


def _heaviest_rise(
    x: Whole, y: Whole, weight: np.ndarray, names: Flags
) -> tuple[float, int]:
    """Weight and number of words of the heaviest sequence that rises on both sides.

    A name's second word, right after its first on both sides, adds nothing.
    """
    rows = list(
        zip(x.tolist(), y.tolist(), weight.tolist(), names.tolist(), strict=True)
    )
    best: list[tuple[float, int]] = []
    for p, (i, j, gain, name) in enumerate(rows):
        top, before = (0.0, 0), -1
        for q in range(p):
            if rows[q][0] < i and rows[q][1] < j and best[q] > top:
                top, before = best[q], q
        if before >= 0 and name and rows[before][3]:
            follows = i - rows[before][0] == 1 == j - rows[before][1]
            gain = 0.0 if follows else gain
        best.append((top[0] + gain, top[1] + (gain > 0)))
    return max(best, default=(0.0, 0))
