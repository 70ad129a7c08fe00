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

from .features import Features

INTERCEPT = -10.3
ORDER, LEAST_ORDER, MOST_ORDER = 2.1, 0.12, 0.82  # slope of the log odds
DETAILS, MOST_DETAILS = 12.3, 0.8
TWINS, CREDITED_TWINS, MOST_TWINS = 4.1, 12.0, 0.3
LOCAL, MOST_LOCAL = 0.7, 2.0
WORD_FOR_WORD, CERTAIN = 0.8, 5.0  # share of the runs of five words; log odds
BELIEVED = 0.5
LEAST_WORDS = 12  # content words; order says little about fewer


def probability(features: Features, *, credited: bool = False) -> float:
    """Return how likely it is that two articles share text by copying, 0 to 1.

    Parameters
    ----------
    features : Features
        Of the pair.
    credited : bool, default False
        Whether both credit one agency, or one credits the other's outlet.

    Examples
    --------
    >>> few = Features(0.4, 0.6, 0.0, 0.4, 0.5, 0.15, 20)
    >>> many = Features(0.6, 0.8, 0.1, 0.7, 2.0, 0.3, 40)
    >>> round(probability(few), 2), round(probability(many), 2)
    (0.06, 0.98)
    >>> round(probability(few, credited=True), 2)
    0.27
    """
    twins = min(features.twins, MOST_TWINS)
    score = (
        INTERCEPT
        + ORDER * log_odds(features.order)
        + DETAILS * min(features.details, MOST_DETAILS)
        + (TWINS + CREDITED_TWINS * credited) * twins
        + LOCAL * min(max(features.local, 0.0), MOST_LOCAL)
    )
    if features.runs >= WORD_FOR_WORD:
        score = max(score, CERTAIN)
    return float(1 / (1 + np.exp(-score)))


def log_odds(order: float) -> float:
    """Return the log odds that a shared word stands in order, within bounds.

    Examples
    --------
    >>> [round(log_odds(order), 2) for order in (0.0, 0.5, 1.0)]
    [-1.99, 0.0, 1.52]
    """
    share = min(max(order, LEAST_ORDER), MOST_ORDER)
    return float(np.log(share / (1 - share)))
