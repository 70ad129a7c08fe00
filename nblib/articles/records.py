"""Records become rows of the articles table; what is not understood is missing."""

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import datetime
from email.utils import parsedate_to_datetime
from functools import cache
from typing import Any

import pandas as pd

from ..errors import SchemaError
from ..tables import make_table
from .readers import WORD

FIELDS = ("title", "outlet", "published", "url", "language")
ISO_DATE = re.compile(r"\d{4}-\d\d-\d\d(?:[T ].*)?")
LONE_SURROGATE = re.compile("[\ud800-\udfff]")
SURE_OF_LANGUAGE = 0.9


def make_articles(records: Iterable[Mapping[str, Any]]) -> pd.DataFrame:
    """Make the articles table from dicts.

    Parameters
    ----------
    records : iterable of mapping
        Each with `article_id` (or `id`) and `text`; optionally `title`,
        `outlet`, `published`, `url`, `language`, `file`.

    Returns
    -------
    DataFrame
        Columns of the articles table, sorted by `article_id`. `published` is
        ISO 8601, or missing with a note where it is not understood. `language`
        is an ISO 639-1 code, found from the text where not given, missing where
        the text does not decide. An id that several records bear is made
        distinct from their texts, so that the order of records has no part in it.

    Raises
    ------
    SchemaError
        If a record has no id or no text.

    Examples
    --------
    >>> table = make_articles([{"id": 7, "text": "Talks began.", "published": "soon"}])
    >>> table.loc[0, "article_id"], table.loc[0, "note"]
    ('7', "published not understood: 'soon'")
    """
    rows = [_row(record, number) for number, record in enumerate(records)]
    times = Counter(row["article_id"] for row in rows)
    for row in rows:
        if times[row["article_id"]] > 1:
            digest = hashlib.sha256(row["text"].encode())
            row["note"].append(f"{times[row['article_id']]} records had this id")
            row["article_id"] += f"~{digest.hexdigest()[:8]}"
    rows.sort(key=lambda row: (row["article_id"], row["text"], row["file"] or ""))
    seen: Counter[str] = Counter()
    for row in rows:
        seen[row["article_id"]] += 1
        if seen[row["article_id"]] > 1:  # the same id on the very same text
            row["article_id"] += f".{seen[row['article_id']]}"
        row["note"] = "; ".join(row["note"]) or None
    return make_table("articles", rows)


def _row(record: Mapping[str, Any], number: int) -> dict[str, Any]:
    given = record.get("article_id")
    article_id = record.get("id") if _absent(given) else given
    text = record.get("text")
    if _absent(article_id):
        raise SchemaError(f"record {number} has no article_id")
    if not isinstance(text, str):
        raise SchemaError(f"record {number} ({article_id}): text is no string")
    note: list[str] = []
    text, broken = LONE_SURROGATE.subn("\ufffd", text)
    if broken:
        note.append(f"{broken} broken characters replaced")
    fields = {key: _field(record.get(key)) for key in (*FIELDS, "file")}
    if fields["published"] is not None:
        stated, fields["published"] = fields["published"], iso_date(fields["published"])
        if fields["published"] is None:
            note.append(f"published not understood: {stated!r}")
    fields["language"] = fields["language"] or detect_language(text)
    return {
        "article_id": LONE_SURROGATE.sub("\ufffd", str(article_id)),
        **fields,
        "text": text,
        "note": note,
    }


def _absent(value: Any) -> bool:
    return value is None or (isinstance(value, float) and value != value)


def _field(value: Any) -> str | None:
    if _absent(value):
        return None
    return LONE_SURROGATE.sub("\ufffd", str(value)).strip() or None


def iso_date(stated: str) -> str | None:
    """Return a stated date as ISO 8601, or None when it is not understood.

    ISO dates and times are kept with their zone; the form of e-mail and feeds is
    rewritten. Forms in which day and month could change places are not guessed.

    Examples
    --------
    >>> iso_date("2025-04-10T08:00:00Z"), iso_date("Thu, 10 Apr 2025 08:00:00 +0300")
    ('2025-04-10T08:00:00+00:00', '2025-04-10T08:00:00+03:00')
    >>> iso_date("10/04/2025"), iso_date("2025-02-29")
    (None, None)
    """
    if ISO_DATE.fullmatch(stated):
        try:
            moment = datetime.fromisoformat(stated)
        except ValueError:
            return None
        return stated if len(stated) == len("2025-04-10") else moment.isoformat()
    try:
        return parsedate_to_datetime(stated).isoformat()
    except ValueError:
        return None


def detect_language(text: str) -> str | None:
    """Return the ISO 639-1 code of the text's language, or None when unsure.

    The model (Lui and Baldwin 2012, langid) ships inside its package.

    Examples
    --------
    >>> detect_language("Delegations met in the old customs house on Thursday.")
    'en'
    >>> detect_language("...") is None
    True
    """
    if not WORD.search(text):
        return None
    code, probability = _identifier().classify(text)
    return str(code) if probability >= SURE_OF_LANGUAGE else None


@cache
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
