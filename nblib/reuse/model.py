"""Features become a probability by a few numbers that anybody can check.

Logistic regression on figures that level off: beyond a point, more order proves no
more. Coefficients are held at zero or above, so that no likeness ever lowers a score.
Fitted by `python -m tests.fit_reuse` on ECB+ (Cybulska and Vossen 2014, CC BY 3.0):
reports of one event by several newsrooms against copies that the command makes of
them by dropping, moving, mixing, renaming and respelling, then rounded. No rewrite
of the benchmark took part.

Two things are set by reason. What is word for word in another text is a copy,
whatever else: a table of results has no rare words. And credits matter: two texts
that name one agency as their basis are siblings if they share sentences at all, while
a common agency without common sentences shows only that both read the wire. How much a
credit adds to a twin is set so that siblings of one wire are believed while the
look-alike sentences of data/gold stay apart; ECB+ has too few such pairs to fit it.
"""

import numpy as np

from .features import Features, Numbers
from .marks import Flags

INTERCEPT = -10.3
ORDER, LEAST_ORDER, MOST_ORDER = 2.1, 0.12, 0.82  # slope of the log odds
DETAILS, MOST_DETAILS = 12.3, 0.8
TWINS, CREDITED_TWINS, MOST_TWINS = 4.1, 12.0, 0.3
LOCAL, MOST_LOCAL = 0.7, 2.0
WORD_FOR_WORD, CERTAIN = 0.8, 5.0  # share of the runs of five words; log odds
BELIEVED = 0.5
LEAST_WORDS = 12  # content words; order says little about fewer


def probability(features: Features, *, credited: bool | Flags = False) -> Numbers:
    """Return how likely it is that two articles share text by copying, 0 to 1.

    Parameters
    ----------
    features : Features
        Of some pairs.
    credited : bool or array of bool, default False
        Whether both credit one agency, or one credits the other's outlet.

    Examples
    --------
    >>> few, many = [0.4, 0.6, 0, 0.4, 0.5, 0.15, 20], [0.6, 0.8, 0.1, 0.7, 2, 0.3, 40]
    >>> pairs = Features(*np.array([few, many]).T)
    >>> probability(pairs).round(2).tolist()
    [0.06, 0.98]
    >>> probability(pairs, credited=True).round(2).tolist()
    [0.27, 1.0]
    """
    score = (
        INTERCEPT
        + ORDER * log_odds(features.order)
        + DETAILS * np.minimum(features.details, MOST_DETAILS)
        + (TWINS + CREDITED_TWINS * np.asarray(credited))
        * np.minimum(features.twins, MOST_TWINS)
        + LOCAL * np.clip(features.local, 0.0, MOST_LOCAL)
    )
    certain = np.maximum(score, CERTAIN)
    score = np.where(features.runs >= WORD_FOR_WORD, certain, score)
    return np.asarray(1 / (1 + np.exp(-score)))


def log_odds(order: Numbers) -> Numbers:
    """Return the log odds that a shared word stands in order, within bounds.

    Examples
    --------
    >>> log_odds(np.array([0.0, 0.5, 1.0])).round(2).tolist()
    [-1.99, 0.0, 1.52]
    """
    share = np.clip(order, LEAST_ORDER, MOST_ORDER)
    return np.asarray(np.log(share / (1 - share)))
