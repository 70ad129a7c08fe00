"""In which language a text is: the model of Lui and Baldwin (2012, langid), offline.

Its time grows with the text, and a few hundred characters decide; so a text is looked
at through up to three windows, those of a pile together. Windows that are sure of
different languages are told, because English rules then read only half of the text.
"""

from collections import Counter
from collections.abc import Sequence
from itertools import islice
from typing import TYPE_CHECKING

from .decoding import LETTERS

if TYPE_CHECKING:
    import pandas as pd

WINDOW = 600  # characters
SHORTEST = 200  # characters of a window; fewer do not decide
SURE = 0.9
TOGETHER = 256  # texts whose windows are held at a time
NO_LANGUAGE = "zxx"
MEASURED = "en"  # the language that the rules read
CODES = {
    **{"eng": "en", "tur": "tr", "spa": "es", "fra": "fr", "fre": "fr", "deu": "de"},
    **{"ger": "de", "ara": "ar", "rus": "ru", "heb": "he", "zho": "zh", "chi": "zh"},
    **{"fas": "fa", "per": "fa", "por": "pt", "ita": "it", "nld": "nl", "ukr": "uk"},
    **{"aze": "az", "kur": "ku", "iw": "he", "in": "id", "jpn": "ja", "kor": "ko"},
}


def detect_language(text: str) -> str | None:
    """Return the ISO 639-1 code of the text's language, or None when unsure.

    Examples
    --------
    >>> detect_language("Delegations met in the old customs house on Thursday.")
    'en'
    >>> detect_language("...") is None
    True
    """
    return next(iter(detect_languages([text])[0]), None)


def detect_languages(texts: Sequence[str]) -> list[list[str]]:
    """Return for each text the languages of its windows, that of most windows first.

    Examples
    --------
    >>> detect_languages(["They met in the old customs house on Thursday.", "..."])
    [['en'], []]
    """
    found: list[list[str]] = []
    for start in range(0, len(texts), TOGETHER):
        parts = [windows(text) for text in texts[start : start + TOGETHER]]
        codes = iter(_classify([part for held in parts for part in held]))
        found += (_ranked([*islice(codes, len(held))]) for held in parts)
    return found


def _ranked(found: list[str | None]) -> list[str]:
    times = Counter(code for code in found if code)
    return sorted(times, key=lambda code: (-times[code], found.index(code)))


def windows(text: str) -> list[str]:
    """Return the beginning, the middle and the end of a text, or the text itself.

    Examples
    --------
    >>> [len(part) for part in windows("a " * 5000)], windows("short")
    ([600, 600, 600], ['short'])
    """
    size = min(WINDOW, len(text) // 3)
    if size < SHORTEST:
        return [text]
    middle = (len(text) - size) // 2
    return [text[:size], text[middle : middle + size], text[-size:]]


def count_unmeasured(articles: "pd.DataFrame") -> "pd.DataFrame":
    """Count the articles whose times, credits and speech no rule reads.

    Parameters
    ----------
    articles : DataFrame
        The articles table.

    Returns
    -------
    DataFrame
        `language, n_articles`, a row for each language but English; an article of no
        known language is read as English.

    Examples
    --------
    >>> from nblib import make_articles
    >>> rows = [{"id": "a", "text": "x", "language": "tr"}, {"id": "b", "text": "y"}]
    >>> count_unmeasured(make_articles(rows)).to_dict("records")
    [{'language': 'tr', 'n_articles': 1}]
    """
    from ..tables import check_table, make_table

    held = check_table(articles, "articles")["language"].dropna()
    times = Counter(held[held != MEASURED])
    rows = [{"language": code, "n_articles": times[code]} for code in sorted(times)]
    return make_table("unmeasured", rows)


def stated_language(stated: str | None) -> str | None:
    """Return a stated language as a code, or None when it is no code.

    Examples
    --------
    >>> stated_language("en-GB"), stated_language("tur"), stated_language("English")
    ('en', 'tr', None)
    """
    code = (stated or "").strip().lower().replace("_", "-").split("-")[0]
    code = CODES.get(code, code)
    return code if code.isascii() and code.isalpha() and len(code) in (2, 3) else None


def _classify(parts: Sequence[str]) -> list[str | None]:
    """Return the language of each part that leaves no doubt."""
    from .classifier import classify

    worded = [bool(LETTERS.search(part)) for part in parts]
    found = iter(classify([p for p, held in zip(parts, worded, strict=True) if held]))
    read = (next(found) if held else (NO_LANGUAGE, 0.0) for held in worded)
    return [
        code if sure >= SURE and code != NO_LANGUAGE else None for code, sure in read
    ]
