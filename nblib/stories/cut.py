"""Where to cut the tree: three kinds of merges, their shares fitted to the pile."""

from typing import Any, NamedTuple

import numpy as np

Array = np.ndarray[Any, Any]

KINDS = ("event", "topic", "unrelated")
MIDDLE = np.array([-0.95, -2.1, -3.5])  # of log likeness, one for each kind
WIDTH = np.array([0.36, 0.60, 0.70])  # standard deviation
FLOOR = 5e-3  # likeness below which all is equally unlike
PRIOR = 0.5  # merges of each kind taken as seen before any is
EQUAL = np.full(3, 1 / 3)  # shares for topics: their merges are too few to fit any
ROUNDS = 200
GRID = np.exp(np.linspace(np.log(0.02), 0.0, 99))


class Choice(NamedTuple):
    """A chosen cut and what speaks for it; arrays run along `cuts`."""

    cut: float
    cuts: Array
    scores: Array
    n_stories: Array


def choose_cut(heights: Array, n: int, granularity: str) -> Choice:
    """Choose where to cut a tree of `n` articles.

    The score of a cut is the share of merges that it would put right: those above
    it that are within an event (or a topic), those below that are not, by the
    fitted mixture.
    """
    logs = np.log(np.maximum(heights, FLOOR))
    shares = fit_shares(logs) if granularity == "event" else EQUAL
    fine = np.linspace(np.log(FLOOR), 0.5, 1200)
    right = _within(fine, shares, granularity)
    middle = MIDDLE[KINDS.index(granularity)]
    wrong = fine[(right < 0.5) & (fine <= middle)]
    cut = round(float(np.exp(wrong[-1] if len(wrong) else fine[0])), 6)
    cuts = np.unique(np.append(GRID.round(6), cut))
    odds = _within(logs, shares, granularity)
    scores = [
        float(np.where(heights >= at, odds, 1 - odds).mean()) if len(logs) else 1.0
        for at in cuts
    ]
    stories = [n - int((heights >= at).sum()) for at in cuts]
    return Choice(cut, cuts, np.array(scores), np.array(stories))


def fit_shares(logs: Array) -> Array:
    """Fit the share of merges of each kind.

    Examples
    --------
    >>> fit_shares(np.log([0.4, 0.41, 0.39, 0.03])).round(1).tolist()
    [0.6, 0.1, 0.3]
    """
    shares = EQUAL
    for _ in range(ROUNDS):
        counts = _posterior(logs, shares).sum(axis=0) + PRIOR
        shares = counts / counts.sum()
    return shares


def _within(logs: Array, shares: Array, granularity: str) -> Array:
    """Probability that merges at these heights stay within the event or topic.

    Above the middle of the kind it does not fall again.
    """
    upto = KINDS.index(granularity) + 1
    capped = np.minimum(logs, MIDDLE[0])
    within: Array = _posterior(capped, shares)[:, :upto].sum(axis=1)
    return within


def _posterior(logs: Array, shares: Array) -> Array:
    odds = np.log(shares / WIDTH) - ((logs[:, None] - MIDDLE) / WIDTH) ** 2 / 2
    odds = np.exp(odds - odds.max(axis=1, keepdims=True))
    posterior: Array = odds / odds.sum(axis=1, keepdims=True)
    return posterior
