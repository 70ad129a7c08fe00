"""Features become a probability by five numbers that anybody can check.

Logistic regression, coefficients held at zero or above so that no more likeness ever
lowers a score. Fitted by `python -m tests.fit_reuse` on ECB+ (Cybulska and Vossen
2014, CC BY 3.0): reports of one event by several newsrooms against copies that the
command makes of them by dropping, moving, mixing and respelling, then rounded. The
rewrites of the benchmark took no part.
"""

import numpy as np

from .features import Features

INTERCEPT = -8.3
COEFFICIENTS = {"tau": 1.0, "chain": 7.5, "local": 0.8, "details": 7.5}
BELIEVED = 0.5
LEAST_WORDS = 20  # content words; order says little about fewer


def probability(features: Features) -> float:
    """Return how likely it is that one text derives from the other, 0 to 1.

    Examples
    --------
    >>> few = Features(0.3, 0.4, 0.0, 0.1, 0.05, 0.5, 20)
    >>> many = Features(0.8, 0.9, 0.2, 0.7, 0.4, 2.0, 40)
    >>> round(probability(few), 2), round(probability(many), 2)
    (0.01, 0.98)
    """
    score = INTERCEPT + sum(
        weight * getattr(features, name) for name, weight in COEFFICIENTS.items()
    )
    return float(1 / (1 + np.exp(-score)))
