"""Where to cut the tree: three kinds of merges, fitted to the pile."""

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np

Array = np.ndarray[Any, Any]

KINDS = ("event", "topic", "unrelated")
MIDDLE = np.array([-1.05, -2.1, -3.5])  # of log likeness, one for each kind
WIDTH = np.array([0.31, 0.60, 0.70])  # standard deviation
FLOOR = 5e-3  # likeness below which all is equally unlike
EXPECTED = np.array([10.5, 2.25, 2.25])  # merges of each kind taken as seen before
EQUAL = np.full(3, 1 / 3)  # shares for topics: their merges are too few to fit any
STRAYS = 0.4  # standard deviation of the middle of events from pile to pile
STEADY = 40  # merges that the width of events is taken as seen in before
HEARD = 10  # merges, at most, that the pile's own middle and width of events go by
ROUNDS = 200
SETTLED = 1e-12  # change of a fit in one round that is none
GRID = np.exp(np.linspace(np.log(0.02), 0.0, 99))


class Mixture(NamedTuple):
    """Share of each kind of merge, middle and width of its log likeness."""

    share: Array
    middle: Array
    width: Array


class Choice(NamedTuple):
    """A chosen cut and what speaks for it; arrays run along `cuts`."""

    cut: float
    cuts: Array
    scores: Array
    n_merged: Array


def choose_cut(
    heights: Array, granularity: str, resampled: Sequence[Array] = ()
) -> Choice:
    """Choose where to cut the tree whose merges have these `heights`.

    With the heights of trees of parts of the pile, `resampled`, the median of their
    cuts is taken: a cut that hangs on one article more or less is no good cut. The
    score of a cut is the share of merges that it would put right: those above it
    that are within an event (or a topic), those below that are not, by the mixture
    fitted to the whole pile.
    """
    levels = [_even_odds(_fit(part, granularity), granularity) for part in resampled]
    mixture = _fit(heights, granularity)
    level = np.median(levels) if levels else _even_odds(mixture, granularity)
    cut = round(float(np.exp(level)), 6)
    cuts = np.unique(np.append(GRID.round(6), cut))
    logs = _logs(heights)
    odds = _within(logs, mixture, granularity)
    scores = [
        float(np.where(heights >= at, odds, 1 - odds).mean()) if len(logs) else 1.0
        for at in cuts
    ]
    merged = [int((heights >= at).sum()) for at in cuts]
    return Choice(cut, cuts, np.array(scores), np.array(merged))


def _logs(heights: Array) -> Array:
    logs: Array = np.log(np.maximum(heights, FLOOR))
    return logs


def _fit(heights: Array, granularity: str) -> Mixture:
    return (
        fit_kinds(_logs(heights))
        if granularity == "event"
        else Mixture(EQUAL, MIDDLE, WIDTH)
    )


def _even_odds(mixture: Mixture, granularity: str) -> float:
    """Log likeness at which a merge is as likely too wide as right."""
    fine = np.linspace(np.log(FLOOR), 0.5, 1200)
    right = _within(fine, mixture, granularity)
    middle = mixture.middle[KINDS.index(granularity)]
    wrong = fine[(right < 0.5) & (fine <= middle)]
    return float(wrong[-1] if len(wrong) else fine[0])


def fit_kinds(logs: Array) -> Mixture:
    """Fit the share of merges of each kind, and how alike reports of one event are.

    The latter, middle and width, depends on who writes: agencies and excerpts are
    more alike, and more evenly so, than long reports of newsrooms with people on the
    spot. A large pile does not move it more than a small one, because its merges are
    not normal enough to trust so many.

    Examples
    --------
    >>> few, many = fit_kinds(np.log([0.4, 0.03])), fit_kinds(np.log([0.2] * 20))
    >>> few.share.round(1).tolist(), many.share.round(1).tolist()
    ([0.7, 0.1, 0.2], [0.9, 0.1, 0.1])
    >>> bool(many.middle[0] < few.middle[0])
    True
    """
    fitted = Mixture(EXPECTED / EXPECTED.sum(), MIDDLE, WIDTH)
    trust = min(1.0, HEARD / max(len(logs), 1))
    for _ in range(ROUNDS):
        posterior = _posterior(logs, fitted)
        counts = posterior.sum(axis=1) + EXPECTED
        event = trust * posterior[0]
        precision = event / fitted.width[0] ** 2
        level = precision @ logs + MIDDLE[0] / STRAYS**2
        level /= precision.sum() + 1 / STRAYS**2
        spread = event @ (logs - level) ** 2 + STEADY * WIDTH[0] ** 2
        width = np.sqrt(spread / (event.sum() + STEADY))
        before, fitted = (
            fitted,
            Mixture(
                counts / counts.sum(),
                np.array([level, *MIDDLE[1:]]),
                np.array([width, *WIDTH[1:]]),
            ),
        )
        if np.allclose(fitted, before, rtol=0, atol=SETTLED):
            break
    return fitted


def _within(logs: Array, mixture: Mixture, granularity: str) -> Array:
    """Probability that merges at these heights stay within the event or topic.

    Above the middle of the kind it does not fall again.
    """
    upto = KINDS.index(granularity) + 1
    capped = np.minimum(logs, mixture.middle[0])
    within: Array = _posterior(capped, mixture)[:upto].sum(axis=0)
    return within


def _posterior(logs: Array, mixture: Mixture) -> Array:
    """Probability of each kind (rows), for each merge (columns)."""
    away = (logs - mixture.middle[:, None]) / mixture.width[:, None]
    odds = np.log(mixture.share / mixture.width)[:, None] - away**2 / 2
    odds = np.exp(odds - odds.max(axis=0))
    posterior: Array = odds / odds.sum(axis=0)
    return posterior
