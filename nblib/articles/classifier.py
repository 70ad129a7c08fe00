"""The langid model over many texts at once: one walk of its automaton for all of them.

`py3langid` reads one text at a time, byte by byte; a pile has three windows of each
article to read. Here the windows walk in step, a byte of each at a time, and their
counts meet the model's weights in one sparse product. The weights and what is done
with them are those of the library.
"""

import unicodedata
from collections.abc import Sequence
from functools import cache
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

TOGETHER = 1024  # texts that walk in step
Whole = NDArray[np.int64]
Weights = NDArray[np.float32]


class Model(NamedTuple):
    """The model of the library, as arrays.

    Attributes
    ----------
    following : array
        State after a byte, by row of a state and byte.
    row : array
        Row of a state, times 256.
    feature : array
        Feature that a state counts; -1 for none.
    weights, prior : array
        Features × labels, and one for each label.
    labels : list of str
        Language codes; one may stand twice, for two scripts.
    """

    following: NDArray[Any]
    row: Whole
    feature: Whole
    weights: NDArray[Any]
    prior: Weights
    labels: list[str]


def classify(texts: Sequence[str]) -> list[tuple[str, float]]:
    """Return language code and probability of each text.

    Examples
    --------
    >>> texts = ["They met in the old customs house.", "Die Boote fuhren gestern ab."]
    >>> [code for code, _ in classify(texts)]
    ['en', 'de']
    """
    found: list[tuple[str, float]] = []
    for start in range(0, len(texts), TOGETHER):
        found += _classify(texts[start : start + TOGETHER])
    return found


def _classify(texts: Sequence[str]) -> list[tuple[str, float]]:
    model = _model()
    encoded = [_encode(text) for text in texts]
    share = _probabilities(model, encoded)
    best, sure = share.argmax(axis=1), share.max(axis=1)
    labels = [model.labels[label] for label in best.tolist()]
    return list(zip(labels, sure.tolist(), strict=True))


def _encode(text: str) -> bytes:
    lowered = text.lower() if text.isupper() else text
    return unicodedata.normalize("NFC", lowered).encode("utf-8", "surrogatepass")


def _probabilities(model: Model, encoded: Sequence[bytes]) -> Weights:
    """Texts × labels, calibrated by the square root of a text's length."""
    counts = _count(model, encoded)
    held = np.bincount(counts.indices, minlength=counts.shape[1]) > 0
    used, column = np.flatnonzero(held), (np.cumsum(held) - 1)[counts.indices]
    seen = sparse.csr_array(
        (np.log1p(counts.data), column, counts.indptr), (len(encoded), len(used))
    )
    scores: Weights = seen @ model.weights[used].astype(np.float32) + model.prior
    scores[np.diff(counts.indptr) == 0] = 0  # nothing known of the text: all alike
    length = np.array([len(text) or 1 for text in encoded], dtype=np.float32)
    scores /= np.sqrt(length)[:, None]
    share: Weights = np.exp(scores - scores.max(axis=1, keepdims=True))
    share /= share.sum(axis=1, keepdims=True)
    first: dict[str, int] = {}
    for number, label in enumerate(model.labels):
        if first.setdefault(label, number) != number:
            share[:, first[label]] += share[:, number]
            share[:, number] = 0
    return share


def _count(model: Model, encoded: Sequence[bytes]) -> sparse.csr_array:
    """How often each text comes by each feature."""
    lengths = np.array([len(text) for text in encoded])
    width = int(lengths.max(initial=0))
    filled = b"".join(text.ljust(width, b"\0") for text in encoded)
    letters = np.frombuffer(filled, np.uint8).reshape(len(encoded), width)
    state: Whole = np.zeros(len(encoded), dtype=np.int64)
    found = np.full((len(encoded), width), -1, dtype=np.int32)
    for place, letter in enumerate(np.ascontiguousarray(letters.T)):
        state = model.following[model.row[state] + letter]
        found[:, place] = model.feature[state]
    found[np.arange(width) >= lengths[:, None]] = -1
    kept = found >= 0
    ends = np.concatenate([[0], np.cumsum(kept.sum(axis=1))])
    ones = np.ones(ends[-1], np.float32)
    shape = (len(encoded), len(model.weights))
    counts = sparse.csr_array((ones, found[kept], ends), shape)
    counts.sum_duplicates()
    return counts


@cache
def _model() -> Model:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    held = LanguageIdentifier.from_model_file(MODEL_FILE)
    return Model(
        np.asarray(held.tk_nextmove),
        np.asarray(held.tk_row, dtype=np.int64) << 8,
        np.asarray(held.tk_output),
        held.nb_ptc,
        held.nb_pc,
        held.nb_classes,
    )
