"""The whole line behind one lazy object: ask for a table, get it read or made.

Every notebook opens the same pile and asks for what it shows. A table that another
notebook has written is read back; one that is missing is made, with all that it
needs, and written for the next. The folder of tables belongs to one pile: a
fingerprint of the articles' bytes, of this package's code and of the options stands
beside the tables, and tables of another fingerprint are never used.
"""

import hashlib
import json
import os
import tempfile
from collections.abc import Callable
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import pandas as pd

from .articles import Corpus, read_articles, read_outlets, require_articles
from .claims import find_claims
from .credits import find_credits
from .dates import date_articles, with_dates
from .errors import StorageError, UsageError
from .origins import Provenance, trace_origins
from .passages import align_passages
from .quotes import find_quotes
from .reuse import find_reuse
from .stories import find_stories, name_stories
from .tables import TABLES, make_table
from .timeline import build_timeline
from .timexes import find_timexes
from .vectors import Vectors, fit_vectors
from .zones import find_zones, split_sentences

FINGERPRINT = "pile.json"


class Pile:
    """A folder of articles and every table made from it.

    Each table of `nblib.tables.TABLES` that a step makes is an attribute:
    `pile.articles`, `pile.stories`, and so on. Make one with `open_pile`.

    Attributes
    ----------
    as_of : str or None
        ISO date up to which articles are read; by default the newest known
        publication date, None when no article has one.
    """

    def __init__(
        self, articles_dir: Path, tables_dir: Path | None, options: dict[str, Any]
    ) -> None:
        self._articles_dir = articles_dir
        self._tables_dir = tables_dir
        self._options = options
        self._tables: dict[str, pd.DataFrame] = {}
        self._vectors: Vectors | None = None
        if tables_dir is not None:
            _claim_folder(tables_dir, self._fingerprint())

    def __getattr__(self, name: str) -> pd.DataFrame:
        """Return the table `name`, read or made."""
        if name.startswith("_") or name not in MAKER:
            raise AttributeError(
                f"a pile has no table {name!r}; it has {sorted(MAKER)}"
            )
        if name not in self._tables and not self._read(name):
            self._make(MAKER[name])
        return self._tables[name]

    def __dir__(self) -> list[str]:
        """List the tables among the attributes."""
        return [*super().__dir__(), *MAKER]

    @property
    def as_of(self) -> str | None:
        """ISO date up to which the pile is read."""
        if self._options["as_of"]:
            return str(self._options["as_of"])
        known = self.articles["published"].dropna()
        return str(known.str[:10].max()) if len(known) else None

    @property
    def vectors(self) -> Vectors:
        """The document-term matrix, kept in memory only."""
        if self._vectors is None:
            self._vectors = fit_vectors(self.articles, zones=self.zones)
        return self._vectors

    @property
    def origins(self) -> Provenance:
        """The provenance graph and its statements."""
        return Provenance(self.nodes, self.edges, self.statements)

    @property
    def granularity(self) -> str:
        """What a story is: event or topic."""
        return str(self._options["granularity"])

    def read(self) -> Corpus:
        """Read the folder afresh; articles after `as_of` go to the rejects."""
        corpus = read_articles(self._articles_dir)
        limit = self._options["as_of"]
        late = corpus.articles["published"].str[:10] > limit if limit else None
        if late is not None and late.any():
            corpus = _leave_out(corpus, late.fillna(False).astype(bool), limit)
        return require_articles(corpus, self._articles_dir)

    def outlets_list(self) -> pd.DataFrame:
        """Read the pile's own list of outlets."""
        return read_outlets(self._articles_dir)

    def _make(self, step: "Step") -> None:
        for name, table in zip(step.makes, step.make(self), strict=True):
            self._tables[name] = table
            if self._tables_dir is not None:
                write_table(table, self._tables_dir / f"{name}.parquet")

    def _read(self, name: str) -> bool:
        file = self._tables_dir / f"{name}.parquet" if self._tables_dir else None
        if file is None or not file.exists():
            return False
        self._tables[name] = _typed(pd.read_parquet(file), name)
        return True

    def _fingerprint(self) -> str:
        digest = hashlib.sha256(_code_digest().encode())
        digest.update(json.dumps(self._options, sort_keys=True).encode())
        root = self._articles_dir
        files = [root] if root.is_file() else sorted(root.rglob("*"))
        for file in files:
            if file.is_file() and not file.is_symlink():
                digest.update(file.relative_to(root).as_posix().encode() + b"\0")
                digest.update(hashlib.sha256(file.read_bytes()).digest())
        return digest.hexdigest()


class Step(NamedTuple):
    """One arrow of the line: the tables that it makes, and how."""

    makes: tuple[str, ...]
    make: Callable[[Pile], tuple[pd.DataFrame, ...]]


def open_pile(
    articles_dir: str | Path,
    *,
    tables_dir: str | Path = "",
    as_of: str = "",
    seed: int = 0,
    granularity: str = "event",
) -> Pile:
    """Open a folder of articles and the tables made from it.

    Parameters
    ----------
    articles_dir : str or Path
        File or folder of articles.
    tables_dir : str or Path, default ""
        Folder for the tables, made when missing; "" keeps them in memory.
    as_of : str, default ""
        ISO date; articles published later are left out. "" reads all.
    seed : int, default 0
        Seed of whatever needs chance.
    granularity : str, default "event"
        What a story is: event or topic.

    Returns
    -------
    Pile
        Nothing is read yet.

    Raises
    ------
    UsageError
        If the folder does not exist, or `as_of` or `granularity` is not valid.
    EmptyCorpusError
        When a table is asked for and no article was found.

    Examples
    --------
    >>> folder = Path(tempfile.mkdtemp())
    >>> _ = (folder / "a.txt").write_text("Talks began on Friday, two people said.")
    >>> open_pile(folder).articles["article_id"].tolist()
    ['a']
    """
    root = Path(articles_dir)
    if not root.exists():
        raise UsageError(f"articles_dir {root} does not exist; name an existing folder")
    if as_of:
        try:
            date.fromisoformat(as_of)
        except ValueError as error:
            raise UsageError(
                f"as_of must be a date such as 2025-04-10, got {as_of!r}"
            ) from error
    if granularity not in ("event", "topic"):
        raise UsageError(f"granularity must be event or topic, got {granularity!r}")
    options = {"as_of": as_of, "seed": seed, "granularity": granularity}
    return Pile(root, Path(tables_dir) if str(tables_dir) else None, options)


def quote_spans(articles: pd.DataFrame, spans: pd.DataFrame) -> pd.DataFrame:
    """Return `spans` with the words that they cover, in a column `sentence`.

    Parameters
    ----------
    articles : DataFrame
        The articles table.
    spans : DataFrame
        Has `article_id, start, end`.

    Examples
    --------
    >>> from nblib import make_articles
    >>> pile = make_articles([{"id": "a", "text": "Talks began. They ended."}])
    >>> spans = pd.DataFrame({"article_id": ["a"], "start": [13], "end": [24]})
    >>> quote_spans(pile, spans)["sentence"].tolist()
    ['They ended.']
    """
    text = dict(zip(articles["article_id"], articles["text"], strict=True))
    places = zip(spans["article_id"], spans["start"], spans["end"], strict=True)
    quoted = [" ".join(text[a][start:end].split()) for a, start, end in places]
    return spans.assign(sentence=pd.Series(quoted, index=spans.index, dtype="str"))


def write_table(table: pd.DataFrame, file: Path) -> None:
    """Write a table whole or not at all, however many write it at once.

    Raises
    ------
    StorageError
        If the folder cannot be written.
    """
    try:
        handle, name = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name}.")
        os.close(handle)
        table.to_parquet(name, index=False)
        Path(name).replace(file)
    except OSError as error:
        raise StorageError(
            f"cannot write {file}: {error.strerror}; free space or name another folder"
        ) from error


# --- the line ----------------------------------------------------------------


def _read_step(pile: Pile) -> tuple[pd.DataFrame, ...]:
    corpus = pile.read()
    dates = date_articles(corpus.articles)
    articles = with_dates(corpus.articles, dates)
    return articles, corpus.rejects, dates, pile.outlets_list()


def _origins_step(p: Pile) -> tuple[pd.DataFrame, ...]:
    return trace_origins(
        p.articles,
        zones=p.zones,
        sentences=p.sentences,
        credits=p.credits,
        reuse=p.reuse,
        passages=p.passages,
        outlets=p.outlets,
    )


def _stories_step(p: Pile) -> tuple[pd.DataFrame, ...]:
    stories = find_stories(
        p.articles, granularity=p.granularity, zones=p.zones, vectors=p.vectors
    )
    terms = name_stories(
        p.articles, stories, vectors=p.vectors, zones=p.zones, outlets=p.outlets
    )
    return stories, terms


def _timeline_step(p: Pile) -> tuple[pd.DataFrame, ...]:
    return build_timeline(
        p.articles,
        zones=p.zones,
        sentences=p.sentences,
        timexes=p.timexes,
        quotes=p.quotes,
        passages=p.passages,
        origins=p.origins,
    )


def _claims_step(p: Pile) -> tuple[pd.DataFrame, ...]:
    return find_claims(
        p.articles,
        zones=p.zones,
        sentences=p.sentences,
        timexes=p.timexes,
        quotes=p.quotes,
        passages=p.passages,
        stories=p.stories,
        origins=p.origins,
    )


def _reuse_step(p: Pile) -> tuple[pd.DataFrame, ...]:
    return (
        find_reuse(
            p.articles,
            zones=p.zones,
            sentences=p.sentences,
            vectors=p.vectors,
            credits=p.credits,
        ),
    )


STEPS = (
    Step(("articles", "rejects", "dates", "outlets"), _read_step),
    Step(("zones",), lambda p: (find_zones(p.articles),)),
    Step(("sentences",), lambda p: (split_sentences(p.articles, zones=p.zones),)),
    Step(("timexes",), lambda p: (find_timexes(p.articles, zones=p.zones),)),
    Step(
        ("credits",),
        lambda p: (
            find_credits(
                p.articles, zones=p.zones, outlets=p.outlets, sentences=p.sentences
            ),
        ),
    ),
    Step(("stories", "story_terms"), _stories_step),
    Step(("reuse",), _reuse_step),
    Step(
        ("passages",),
        lambda p: (
            align_passages(
                p.articles, p.reuse[["a", "b"]], zones=p.zones, sentences=p.sentences
            ),
        ),
    ),
    Step(
        ("quotes",),
        lambda p: (
            find_quotes(
                p.articles,
                zones=p.zones,
                sentences=p.sentences,
                reuse=p.reuse,
                passages=p.passages,
            ),
        ),
    ),
    Step(("nodes", "edges", "statements"), _origins_step),
    Step(("events", "event_mentions"), _timeline_step),
    Step(("claims", "claim_mentions", "disagreements"), _claims_step),
)
MAKER = {name: step for step in STEPS for name in step.makes}


# --- the folder --------------------------------------------------------------


def _leave_out(corpus: Corpus, late: "pd.Series[bool]", limit: str) -> Corpus:
    left_out = [
        {
            "file": row["file"],
            "place": row["article_id"],
            "reason": f"published {row['published'][:10]}, after as_of {limit}",
            "remedy": "name a later as_of",
        }
        for row in corpus.articles[late].to_dict("records")
    ]
    rejects = pd.concat([corpus.rejects, make_table("rejects", left_out)])
    kept = corpus.articles[~late].reset_index(drop=True)
    return Corpus(kept, rejects.reset_index(drop=True))


def _claim_folder(folder: Path, fingerprint: str) -> None:
    """Make `folder` that of this pile: tables of another one are removed."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        mark = folder / FINGERPRINT
        if mark.exists() and json.loads(mark.read_text("utf-8")) == fingerprint:
            return
        for name in MAKER:
            (folder / f"{name}.parquet").unlink(missing_ok=True)
        fresh = folder / f".{FINGERPRINT}.{os.getpid()}"
        fresh.write_text(json.dumps(fingerprint), encoding="utf-8")
        fresh.replace(mark)
    except (OSError, ValueError) as error:
        raise StorageError(
            f"cannot keep tables in {folder}: {error}; name another tables_dir"
        ) from error


def _typed(table: pd.DataFrame, name: str) -> pd.DataFrame:
    """Give a table that was read back the types of its columns."""
    return table.astype({k: v for k, v in TABLES[name].items() if k in table.columns})


@cache
def _code_digest() -> str:
    digest = hashlib.sha256()
    package = Path(__file__).parent
    for file in sorted(package.rglob("*")):
        if file.suffix in (".py", ".csv", ".tsv", ".txt"):
            digest.update(file.relative_to(package).as_posix().encode() + b"\0")
            digest.update(file.read_bytes())
    return digest.hexdigest()
