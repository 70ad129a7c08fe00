"""What an engine is, the one that needs nothing, and the choice between them."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any, Protocol

from ..errors import UsageError
from .dask import DaskEngine


class Engine(Protocol):
    """Whatever can do a list of calls.

    Attributes
    ----------
    here : bool
        Whether it does them in this process, so that giving them much costs nothing.
    """

    here: bool

    def map(
        self,
        function: Callable[..., Any],
        calls: Iterable[tuple[Any, ...]],
        *,
        shared: tuple[Any, ...] = (),
    ) -> list[Any]:
        """Return `function(*call, *shared)` for each of `calls`, in their order.

        What they share is sent once to wherever the calls are done.
        """


class LocalEngine:
    """One call after the other, in this process.

    Examples
    --------
    >>> LocalEngine().map(pow, [(2, 3), (3, 2)])
    [8, 9]
    """

    here = True

    def map(
        self,
        function: Callable[..., Any],
        calls: Iterable[tuple[Any, ...]],
        *,
        shared: tuple[Any, ...] = (),
    ) -> list[Any]:
        """Return `function(*call, *shared)` for each of `calls`, in their order."""
        return [function(*call, *shared) for call in calls]


def make_engine(name: str = "local", *, scheduler: str = "") -> Engine:
    """Return the engine of this name.

    Parameters
    ----------
    name : {"local", "dask"}
        Where batches are done.
    scheduler : str, default ""
        Address of a running Dask scheduler, such as "tcp://10.0.0.5:8786"; without
        one, `dask` starts workers on this machine.

    Raises
    ------
    UsageError
        If the name is neither of the two, or a scheduler is named for `local`.

    Examples
    --------
    >>> make_engine("cloud")
    Traceback (most recent call last):
    ...
    nblib.errors.UsageError: engine must be local or dask, got 'cloud'
    """
    if name not in ("local", "dask"):
        raise UsageError(f"engine must be local or dask, got {name!r}")
    if scheduler and name != "dask":
        raise UsageError(f"scheduler {scheduler} needs engine dask, got {name!r}")
    return DaskEngine(scheduler) if name == "dask" else LocalEngine()


def in_slices(many: int, size: int) -> Iterator[slice]:
    """Yield where to cut `many` things into parts of `size`, in their order.

    Examples
    --------
    >>> ["abcde"[part] for part in in_slices(5, 2)]
    ['ab', 'cd', 'e']
    """
    for start in range(0, many, size):
        yield slice(start, start + size)
