"""Records become rows of the articles table; what is not understood is missing."""

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Mapping
from itertools import pairwise
from typing import Any

import pandas as pd

from ..errors import SchemaError
from ..tables import make_table
from .fields import clean_url, outlet_credited, outlet_of
from .hygiene import (
    BIDI,
    CONTROL,
    HIDDEN,
    LONE_SURROGATE,
    clean_field,
    clean_text,
    is_plain,
)
from .languages import detect_languages, stated_language
from .moments import iso_date

FIELDS = ("title", "outlet", "published", "url", "language", "author")
BESIDE = ("file", "links", "original", "published_basis")
OWN = (*FIELDS, *BESIDE, "article_id", "text", "page_language")
LONGEST_ID = 200  # characters
LONGEST_TITLE = 1_000  # characters
LONG_GAP = 5  # years between two dates of one pile
UNMEANT = (LONE_SURROGATE, CONTROL, BIDI, HIDDEN)
SHOWN = 60  # characters of a value that was not understood


def make_articles(records: Iterable[Mapping[str, Any]]) -> pd.DataFrame:
    """Make the articles table from dicts.

    Parameters
    ----------
    records : iterable of mapping
        Each with `article_id` (or `id`) and `text`; optionally `title`,
        `outlet`, `published`, `url`, `language`, `author`, `file`.

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
    languages = detect_languages([row["text"] for row in rows])
    for row, found in zip(rows, languages, strict=True):
        _set_language(row, found)
    _note_late(rows)
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
        row["note"] = "; ".join(filter(None, row["note"])) or None
    return make_table("articles", rows)


def describe(
    record: Mapping[str, Any], file: str, described: Mapping[str, Mapping[str, str]]
) -> dict[str, Any]:
    """Return the record of an article as its file and the metadata table give it.

    Its text is cleaned, with `original` beside it where that changed anything; what it
    lacks is filled from what is certain: the outlet from the address or a copyright
    line, the language of the page where the text does not decide.
    """
    name = f"{file}/{record['member']}" if "member" in record else file
    own = {key: value for key, value in record.items() if key in OWN}
    read = str(own["text"])
    text, repairs = clean_text(read)
    if text != read:
        own = {**own, "text": text, "original": own.get("original", read)}
        own.pop("links", None)  # their places are those of the text as read
    beside = {**described.get(name, {}), **described.get(str(own["article_id"]), {})}
    if beside.get("published"):
        own["published_basis"] = "metadata table"
    whole: dict[str, Any] = {**own, **beside, "text": text, "file": name}
    notes = [*record.get("notes", ()), *repairs]
    address = clean_url(str(whole["url"])) if whole.get("url") else None
    if whole.get("url") and address is None:
        notes.append(f"url is no web address: {_shown(whole['url'])}")
    outlet = clean_field(str(whole.get("outlet") or ""))
    whole["url"] = address
    whole["outlet"] = outlet or outlet_of(address) or outlet_credited(text)
    return {**whole, "notes": notes}


def _row(record: Mapping[str, Any], number: int) -> dict[str, Any]:
    given = record.get("article_id")
    article_id = record.get("id") if _absent(given) else given
    text = record.get("text")
    if _absent(article_id):
        raise SchemaError(f"record {number} has no article_id")
    if not isinstance(text, str):
        raise SchemaError(f"record {number} ({article_id}): text is no string")
    note = list(record.get("notes", ()))
    text, broken = LONE_SURROGATE.subn("\ufffd", text)
    if broken:
        note.append(f"{broken} broken characters replaced")
    fields = {key: _field(record.get(key)) for key in (*FIELDS, *BESIDE)}
    note += [_shorten(fields, "title"), *_repaired(record)]
    stated = fields["published"]
    if stated is not None:
        fields["published"] = iso_date(stated)
        if fields["published"] is None:
            fields["published_basis"] = None
            note.append(f"published not understood: {_shown(stated)}")
    if fields["original"] is not None:
        fields["original"] = LONE_SURROGATE.sub("\ufffd", str(record["original"]))
    page = stated_language(record.get("page_language"))
    own = {"article_id": _id(article_id), "text": text, "note": note}
    return {**own, **fields, "page_language": page}


def _set_language(row: dict[str, Any], found: list[str]) -> None:
    """Take the language as stated, else as the text shows it, else the page's."""
    page, stated = row.pop("page_language"), stated_language(row["language"])
    if len(found) > 1:
        row["note"].append(f"mixed languages: {', '.join(found)}")
    row["language"] = stated or next(iter(found), None) or page


def _shorten(fields: dict[str, Any], key: str) -> str | None:
    """Cut a field that is too long to be one; return the note of it."""
    value = fields[key]
    if value is None or len(value) <= LONGEST_TITLE:
        return None
    fields[key] = f"{value[:LONGEST_TITLE]}…"
    return f"{key} of {len(value)} characters cut"


def _repaired(record: Mapping[str, Any]) -> list[str]:
    """Return a note for each field that held characters nobody means."""
    return [
        f"{key}: {count} broken or hidden characters"
        for key in FIELDS
        if isinstance(value := record.get(key), str)
        and not is_plain(value)
        and (count := sum(len(kind.findall(value)) for kind in UNMEANT))
    ]


def _note_late(rows: list[dict[str, Any]]) -> None:
    """Note a date that lies years after every other one: a slip of the year."""
    dated = sorted(
        (row["published"], number)
        for number, row in enumerate(rows)
        if row["published"]
    )
    for (before, _), (after, number) in pairwise(dated):
        gap = int(after[:4]) - int(before[:4])
        if gap > LONG_GAP and dated[-1][1] == number:
            rows[number]["note"].append(f"published {gap} years after all others")


def _id(given: Any) -> str:
    """Return an id that can be shown: no control bytes, of a bearable length."""
    text = CONTROL.sub("\ufffd", LONE_SURROGATE.sub("\ufffd", str(given)))
    if len(text) <= LONGEST_ID:
        return text
    digest = hashlib.sha256(text.encode()).hexdigest()[:8]
    return f"{text[:LONGEST_ID]}~{digest}"


def _absent(value: Any) -> bool:
    return value is None or (isinstance(value, float) and value != value)


def _field(value: Any) -> str | None:
    if isinstance(value, list | dict):
        return json.dumps(value) if value else None
    return None if _absent(value) else clean_field(str(value))


def _shown(value: Any) -> str:
    text = clean_field(str(value)) or ""
    return repr(text if len(text) <= SHOWN else f"{text[:SHOWN]}…")
