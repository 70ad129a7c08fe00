"""What a run is asked to do, and what it is given to do it with."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from .flow import TELLS_NEWS, Limits
from .folders import latest_facts, latest_run
from .parameters import Parameter, Value
from .plan import Plan, make_plan
from .progress import Progress
from .warm import Warm


@dataclass(frozen=True)
class Order:
    """What a run is asked to do.

    Attributes
    ----------
    articles, out, notebooks : Path
        Folder or file of articles, output folder, folder of notebooks.
    inputs : str
        Digest of the bytes of all that is read as articles.
    cells : mapping
        Each notebook's parameters, as `read_cells` returns them.
    values : mapping
        Each notebook's given values, as `bind_parameters` returns them.
    flow : mapping
        Notebook name to the names that it waits for.
    limits : Limits
    only_if_changed : bool
        Whether to publish nothing when nothing is new.
    force : bool
        Whether to run all notebooks, whatever has changed.
    keep : int or None
        How many runs to keep; None keeps all.
    cache : bool
        Whether to keep for later runs what was made of each article.
    news : frozenset of str
        Notebooks that tell what is new.
    """

    articles: Path
    out: Path
    notebooks: Path
    inputs: str
    cells: Mapping[str, Mapping[str, Parameter]]
    values: Mapping[str, Mapping[str, Value]]
    flow: Mapping[str, tuple[str, ...]]
    limits: Limits
    only_if_changed: bool = False
    force: bool = False
    keep: int | None = None
    cache: bool = True
    news: frozenset[str] = TELLS_NEWS

    def plan(self) -> Plan:
        """Return what must run, given what was published last."""
        last = latest_facts(self.out)
        return make_plan(
            self.inputs,
            self.notebooks,
            self.values,
            self.flow,
            news=self.news,
            last=last,
            folder=latest_run(self.out) if last else None,
            force=self.force,
        )


@dataclass(frozen=True)
class Tools:
    """What a run uses and does not know the insides of.

    Attributes
    ----------
    convert : callable
        Writes the HTML (second path) of an executed notebook (first path).
    write_briefing : callable
        Writes `briefing.html` into the run folder that it is given.
    progress : Progress
    warm : Warm, optional
        The process that kernels are copies of.
    """

    convert: Callable[[Path, Path], None]
    write_briefing: Callable[[Path], Any]
    progress: Progress = field(default_factory=Progress)
    warm: Warm | None = None
