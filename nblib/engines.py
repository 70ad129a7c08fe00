"""Where batches of work are done: here, or wherever else somebody brings.

An engine is one method, `map`, that keeps the order of its calls. Whatever it does in
between, the rows that come back are the same; so nothing above it knows which one runs.
"""

from collections.abc import Callable, Iterable
from typing import Any, Protocol


class Engine(Protocol):
    """Whatever can do a list of calls."""

    def map(
        self, function: Callable[..., Any], calls: Iterable[tuple[Any, ...]]
    ) -> list[Any]:
        """Return `function(*call)` for each of `calls`, in their order."""


class LocalEngine:
    """One call after the other, in this process.

    Examples
    --------
    >>> LocalEngine().map(pow, [(2, 3), (3, 2)])
    [8, 9]
    """

    def map(
        self, function: Callable[..., Any], calls: Iterable[tuple[Any, ...]]
    ) -> list[Any]:
        """Return `function(*call)` for each of `calls`, in their order."""
        return [function(*call) for call in calls]
