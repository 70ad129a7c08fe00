"""A pile: its articles, and every table read or made when asked for."""

import os
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

import pandas as pd

from ..articles import (
    Corpus,
    digest_files,
    read_articles,
    read_outlets,
    require_articles,
)
from ..dates import date_articles, with_dates
from ..digests import code_digest, hash_value
from ..engines import Engine, make_engine
from ..errors import UsageError
from ..origins import Provenance
from ..reuse import WordTable, read_words
from ..tables import make_table
from ..vectors import ArticleTokens, Vectors, fit_vectors, read_article_tokens
from .cache import Cache
from .folder import claim_folder, typed, write_table
from .memory import Memory, read_memory
from .steps import MAKER, NAMES, READ, STEPS

Held = TypeVar("Held")


class Pile:
    """A folder of articles and every table made from it.

    Each table of the line is an attribute:
    `pile.articles`, `pile.stories`, and so on. Make one with `open_pile`.

    Attributes
    ----------
    as_of : str or None
        ISO date up to which articles are read; by default the newest known
        publication date, None when no article has one.
    engine : Engine
        Does whatever can be done in parts.
    memory : Memory
        What is known of the run before.
    cache : Cache or None
        Holds what was made of each article for later runs.
    """

    def __init__(
        self,
        articles_dir: Path,
        tables_dir: Path | None,
        options: dict[str, Any],
        engine: Engine,
    ) -> None:
        self._articles_dir = articles_dir
        self._tables_dir = tables_dir
        self._options = options
        self._tables: dict[str, pd.DataFrame] = {}
        self._held: dict[str, Any] = {}
        self.engine = engine
        self.memory: Memory = read_memory(tables_dir)
        self.cache = Cache(self.memory.cache) if self.memory.cache else None
        self._inputs = digest_files(articles_dir)
        if tables_dir is not None:
            claim_folder(tables_dir, self._fingerprint(), NAMES)

    def __getattr__(self, name: str) -> pd.DataFrame:
        """Return the table `name`, read or made."""
        if name.startswith("_") or name not in NAMES:
            raise AttributeError(f"a pile has no table {name!r}; it has {NAMES}")
        if name not in self._tables and not self._read_back(name):
            self._make(name)
        return self._tables[name]

    def __dir__(self) -> list[str]:
        """List the tables among the attributes."""
        return [*super().__dir__(), *NAMES]

    @property
    def as_of(self) -> str | None:
        """ISO date up to which the pile is read."""
        if self._options["as_of"]:
            return str(self._options["as_of"])
        known = self.articles["published"].dropna()
        return str(known.str[:10].max()) if len(known) else None

    @property
    def tokens(self) -> ArticleTokens:
        """The words of titles and bodies, in memory while tables need them."""
        return self._hold(
            "tokens",
            lambda: read_article_tokens(
                self.articles, zones=self.zones, engine=self.engine
            ),
        )

    @property
    def vectors(self) -> Vectors:
        """The document-term matrix, in memory while tables need it."""
        return self._hold(
            "vectors", lambda: fit_vectors(self.articles, tokens=self.tokens)
        )

    @property
    def words(self) -> WordTable:
        """What pairs of articles are compared by, in memory while tables need it."""
        return self._hold(
            "words",
            lambda: WordTable(
                read_words(
                    self.articles, self.zones, self.sentences, tokens=self.tokens
                )
            ),
        )

    @property
    def origins(self) -> Provenance:
        """The provenance graph and its statements."""
        return Provenance(self.nodes, self.edges, self.statements)

    @property
    def granularity(self) -> str:
        """What a story is: event or topic."""
        return str(self._options["granularity"])

    @property
    def previous(self) -> pd.DataFrame | None:
        """The articles of the run before, None when there was none."""
        return self.memory.articles

    @property
    def memberships(self) -> pd.DataFrame:
        """The story of each article, and no more."""
        return self.stories[["article_id", "story_id"]]

    @property
    def pairs(self) -> pd.DataFrame:
        """The pairs of articles whose passages are aligned."""
        return self.reuse[["a", "b"]]

    def _make(self, name: str) -> None:
        if name in READ:
            made = dict(zip(READ, self._read(), strict=True))
        else:
            step = MAKER[name]
            made = dict(zip(step.makes, step.run(self), strict=True))
        self._tables |= made
        for made_name, table in made.items():
            if self._tables_dir is not None:
                write_table(table, self._tables_dir / f"{made_name}.parquet")
        self._let_go()

    def _hold(self, name: str, make: Callable[[], Held]) -> Held:
        """Return what is held under a name, made when it is not."""
        if name not in self._held:
            self._held[name] = make()
        found: Held = self._held[name]
        return found

    def _let_go(self) -> None:
        """Drop what no table needs any more that is not made."""
        unmade = [step for step in STEPS if step.makes[0] not in self._tables]
        needed = {name for step in unmade for name in step.asks(self)}
        if "words" in needed - set(self._held):
            needed.add("tokens")  # of which they are made
        self._held = {k: v for k, v in self._held.items() if k in needed}

    def _read(self) -> tuple[pd.DataFrame, ...]:
        """Read the folder; articles after `as_of` go to the rejects."""
        corpus = self.memory.corpus(self._inputs) or read_articles(self._articles_dir)
        limit = self._options["as_of"]
        if limit:
            corpus = _leave_out_later(corpus, limit)
        articles, rejects = require_articles(corpus, self._articles_dir)
        dates = date_articles(articles)
        outlets = read_outlets(self._articles_dir)
        return with_dates(articles, dates), rejects, dates, outlets

    def _read_back(self, name: str) -> bool:
        file = self._tables_dir / f"{name}.parquet" if self._tables_dir else None
        if file is None or not file.exists():
            return False
        self._tables[name] = typed(pd.read_parquet(file), name)
        return True

    def _fingerprint(self) -> str:
        parts = [code_digest(), self._inputs, self._options]
        return hash_value(parts)


def open_pile(
    articles_dir: str | Path,
    *,
    tables_dir: str | Path = "",
    as_of: str = "",
    seed: int = 0,
    granularity: str = "event",
    engine: str | None = None,
    scheduler: str | None = None,
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
    engine : {"local", "dask"}, optional
        Where batches of articles are done: in this process, or by Dask workers. The
        tables are the same. By default what the environment names in NBLIB_ENGINE,
        by which `nblib run` tells its notebooks, else "local".
    scheduler : str, optional
        Address of a Dask scheduler, such as "tcp://10.0.0.5:8786". By default that
        of NBLIB_SCHEDULER; without one, workers are started here.

    Returns
    -------
    Pile
        Nothing is read yet.

    Raises
    ------
    UsageError
        If the folder does not exist, or an option is not valid.
    EmptyCorpusError
        When a table is asked for and no article was found.

    Examples
    --------
    >>> import tempfile
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
    where = make_engine(
        engine or os.environ.get("NBLIB_ENGINE") or "local",
        scheduler=scheduler or os.environ.get("NBLIB_SCHEDULER", ""),
    )
    return Pile(root, Path(tables_dir) if str(tables_dir) else None, options, where)


def _leave_out_later(corpus: Corpus, limit: str) -> Corpus:
    days = corpus.articles["published"].str[:10]
    late = (days > limit).fillna(False).astype(bool)
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
