"""Files become articles or rejects; every file ends in one of the two tables.

`text` is kept exactly as read, so that every offset made later leads back to it.
Metadata comes from the file itself and, above it, from a metadata table beside
it. What is missing or not understood stays missing, with a note; file times are
never used, because a copy of a file would change them.
"""

import csv
import hashlib
import io
import json
import re
import stat
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime
from email.utils import parsedate_to_datetime
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import pandas as pd

from .errors import EmptyCorpusError, SchemaError, UsageError
from .tables import TABLES, make_table

METADATA, OUTLETS = "metadata.csv", "outlets.csv"
FIELDS = ("title", "outlet", "published", "url", "language")
FRONT_MATTER = re.compile(r"\A---[ \t]*\r?\n(.*?\n)?---[ \t]*(?:\r?\n|\Z)", re.DOTALL)
WORD = re.compile(r"[^\W\d_]{2,}")
ISO_DATE = re.compile(r"\d{4}-\d\d-\d\d(?:[T ].*)?")
SURE_OF_LANGUAGE = 0.9


class Corpus(NamedTuple):
    """What a folder holds.

    Attributes
    ----------
    articles : DataFrame
        One row per published text.
    rejects : DataFrame
        One row per file or row that is no article, with reason and remedy.
    """

    articles: pd.DataFrame
    rejects: pd.DataFrame


class _Reject(Exception):
    """A file or row that is no article; the arguments are reason and remedy."""


def read_articles(path: str | Path, *, metadata: str | Path | None = None) -> Corpus:
    """Read a file or a folder of articles.

    Parameters
    ----------
    path : str or Path
        A `.txt`, `.jsonl` or `.csv` file, or a folder of them at any depth.
        Names that begin with a dot or a tilde are passed over.
    metadata : str or Path, optional
        CSV keyed by `file` or `article_id`; by default `metadata.csv` in the
        folder. Its fields stand above those of the file itself.

    Returns
    -------
    Corpus
        Articles in the order of their ids, and rejects in the order of files.

    Raises
    ------
    UsageError
        If the path or the metadata table does not exist or cannot be read.

    Examples
    --------
    >>> import tempfile
    >>> folder = Path(tempfile.mkdtemp())
    >>> _ = (folder / "a.txt").write_text("Talks began on Wednesday, two people said.")
    >>> _ = (folder / "b.txt").write_text("")
    >>> corpus = read_articles(folder)
    >>> list(corpus.articles["article_id"]), list(corpus.rejects["reason"])
    (['a'], ['empty file'])
    """
    root = Path(path)
    if not root.exists():
        raise UsageError(f"{root} does not exist; name a file or folder of articles")
    folder = root if root.is_dir() else root.parent
    described = _metadata(metadata, folder)
    records: list[dict[str, Any]] = []
    rejects: list[dict[str, Any]] = []
    for file in _files(root):
        name = file.relative_to(folder).as_posix()
        try:
            for place, record in _read(file, folder):
                if isinstance(record, _Reject):
                    rejects.append(_reject(name, place, record))
                else:
                    records.append(_describe(record, name, described))
        except _Reject as refusal:
            rejects.append(_reject(name, None, refusal))
    return Corpus(make_articles(records), make_table("rejects", rejects))


def require_articles(corpus: Corpus, path: str | Path) -> Corpus:
    """Return `corpus` if it holds an article.

    Raises
    ------
    EmptyCorpusError
        If it does not; the message counts the rejects.
    """
    if len(corpus.articles):
        return corpus
    kinds = ", ".join(f"*{suffix}" for suffix in READERS)
    found = f"{len(corpus.rejects)} rejected" if len(corpus.rejects) else "none found"
    raise EmptyCorpusError(
        f"no article to analyse in {path}: {found}; expected {kinds} with text "
        "(nblib check lists the reasons)"
    )


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
            digest = hashlib.sha256(row["text"].encode("utf-8", "surrogatepass"))
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


def read_outlets(path: str | Path) -> pd.DataFrame:
    """Read the list of outlets and agencies that a pile may bring.

    Parameters
    ----------
    path : str or Path
        The folder (or a file in it); `outlets.csv` there has the columns
        `name, kind, aliases, domain, family`, aliases separated by `;`.

    Returns
    -------
    DataFrame
        The outlets table; empty when there is no such file.
    """
    root = Path(path)
    file = (root if root.is_dir() else root.parent) / OUTLETS
    if not file.exists():
        return make_table("outlets", [])
    columns = TABLES["outlets"]
    rows = _csv_rows(_decode(file.read_bytes()))
    return make_table("outlets", [{k: row.get(k) for k in columns} for _, row in rows])


# --- one file ----------------------------------------------------------------


def _files(root: Path) -> list[Path]:
    """Every file that may be an article, in an order that no disk decides."""
    if not root.is_dir():
        return [root]
    found = []
    for file in root.rglob("*"):
        parts = file.relative_to(root).parts
        if any(part.startswith((".", "~")) for part in parts) or parts in (
            (METADATA,),
            (OUTLETS,),
        ):
            continue
        if file.is_symlink() or not file.is_dir():
            found.append(file)
    return sorted(found, key=lambda file: file.relative_to(root).as_posix())


def _read(file: Path, folder: Path) -> Iterator[tuple[str | None, Any]]:
    """Yield (place, record or _Reject) for each article in `file`."""
    reader = READERS.get(file.suffix.lower())
    if not file.resolve().is_relative_to(folder.resolve()):
        raise _Reject("link leaves the folder", "copy the file into the folder")
    try:
        if not stat.S_ISREG(file.stat().st_mode):
            raise _Reject("not a regular file", "remove it from the folder")
        if reader is None:
            kinds = ", ".join(READERS)
            raise _Reject(
                f"kind {file.suffix or 'without suffix'} is not read",
                f"convert it to one of {kinds}",
            )
        text = _decode(file.read_bytes())
    except OSError as error:
        raise _Reject(
            f"cannot open: {error.strerror}", "check the file and its permissions"
        ) from error
    stem = file.relative_to(folder).with_suffix("").as_posix()
    for place, record in reader(text, stem):
        yield place, record if isinstance(record, _Reject) else _usable(record)


def _decode(raw: bytes) -> str:
    if not raw:
        raise _Reject("empty file", "export the article again")
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        encoding = "utf-16"
    elif b"\x00" in raw[:4096]:
        raise _Reject("binary, not text", "convert it to text first")
    else:
        encoding = "utf-8-sig"
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError as error:
        raise _Reject(
            f"not {encoding.removesuffix('-sig')} at byte {error.start}",
            "save the file as UTF-8",
        ) from error


def _usable(record: dict[str, Any]) -> dict[str, Any] | _Reject:
    text = record.get("text")
    if not isinstance(text, str) or not text.strip():
        return _Reject("no text", "fill the field text")
    if not WORD.search(text):
        return _Reject("no usable words", "check that this is an article")
    return record


def _read_text(text: str, stem: str) -> Iterator[tuple[None, dict[str, Any]]]:
    """One article, with optional front matter of `key: value` lines."""
    front = FRONT_MATTER.match(text)
    fields: dict[str, Any] = {}
    if front:
        for line in (front[1] or "").splitlines():
            key, colon, value = line.partition(":")
            if colon:
                fields[key.strip().lower()] = value.strip().strip("\"'")
    yield (
        None,
        {**fields, "article_id": stem, "text": text[front.end() if front else 0 :]},
    )


def _read_jsonl(text: str, stem: str) -> Iterator[tuple[str, Any]]:
    """One JSON object per line."""
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        place = f"line {number}"
        try:
            record = json.loads(line)
        except (ValueError, RecursionError) as error:
            yield place, _Reject(f"not JSON: {error}", "mend the line")
            continue
        if not isinstance(record, dict):
            yield place, _Reject("not a JSON object", "one object per line")
        else:
            yield place, _with_id(record, stem, number)


def _read_csv(text: str, stem: str) -> Iterator[tuple[str, Any]]:
    """Read a header with `text`, then one article per row."""
    for number, row in _csv_rows(text):
        place = f"row {number}"
        if "text" not in row:
            raise _Reject("no column text", "name the columns in the first row")
        if None in row or None in row.values():
            yield place, _Reject("cells do not match the header", "quote the cells")
        else:
            yield place, _with_id(row, stem, number)


def _csv_rows(text: str) -> Iterator[tuple[int, dict[str, Any]]]:
    csv.field_size_limit(2**31 - 1)
    try:
        yield from enumerate(csv.DictReader(io.StringIO(text, newline="")), 1)
    except csv.Error as error:
        raise _Reject(f"not CSV: {error}", "export the table again") from error


READERS: dict[str, Callable[[str, str], Iterator[tuple[str | None, Any]]]] = {
    ".txt": _read_text,
    ".jsonl": _read_jsonl,
    ".csv": _read_csv,
}


def _with_id(record: dict[str, Any], stem: str, number: int) -> dict[str, Any]:
    given = record.get("article_id") or record.get("id") or f"{stem}-{number}"
    return {**record, "article_id": given}


def _reject(file: str, place: str | None, refusal: _Reject) -> dict[str, Any]:
    reason, remedy = refusal.args
    return {"file": file, "place": place, "reason": reason, "remedy": remedy}


# --- metadata ----------------------------------------------------------------


def _metadata(given: str | Path | None, folder: Path) -> dict[str, dict[str, str]]:
    """Rows of the metadata table by `file` or `article_id`."""
    file = Path(given) if given else folder / METADATA
    if not file.exists():
        if given:
            raise UsageError(f"metadata table {file} does not exist")
        return {}
    try:
        rows = [row for _, row in _csv_rows(_decode(file.read_bytes()))]
    except _Reject as refusal:
        raise UsageError(f"{file}: {refusal.args[0]}; {refusal.args[1]}") from refusal
    if rows and not {"file", "article_id"} & set(rows[0]):
        raise UsageError(f"{file} needs a column file or article_id")
    return {
        key: {k: v for k, v in row.items() if k and v}
        for row in rows
        if (key := row.get("file") or row.get("article_id"))
    }


def _describe(
    record: dict[str, Any], name: str, described: dict[str, dict[str, str]]
) -> dict[str, Any]:
    own = {k: v for k, v in record.items() if k in (*FIELDS, "article_id", "text")}
    by_id = described.get(str(own["article_id"]), {})
    by_file = described.get(name, {})
    return {**own, **by_file, **by_id, "text": own["text"], "file": name}


def _row(record: Mapping[str, Any], number: int) -> dict[str, Any]:
    given = record.get("article_id")
    article_id = record.get("id") if _absent(given) else given
    text = record.get("text")
    if _absent(article_id):
        raise SchemaError(f"record {number} has no article_id")
    if not isinstance(text, str):
        raise SchemaError(f"record {number} ({article_id}): text is no string")
    note: list[str] = []
    fields = {key: _field(record.get(key)) for key in (*FIELDS, "file")}
    if fields["published"] is not None:
        stated, fields["published"] = fields["published"], iso_date(fields["published"])
        if fields["published"] is None:
            note.append(f"published not understood: {stated!r}")
    fields["language"] = fields["language"] or detect_language(text)
    return {"article_id": str(article_id), **fields, "text": text, "note": note}


def _absent(value: Any) -> bool:
    return value is None or (isinstance(value, float) and value != value)


def _field(value: Any) -> str | None:
    return None if _absent(value) else str(value).strip() or None


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
