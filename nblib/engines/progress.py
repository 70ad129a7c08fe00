"""A bar on a terminal for what takes long; nothing for what does not."""

from collections.abc import Iterable
from typing import TypeVar

from tqdm import tqdm

T = TypeVar("T")
QUICK = 2.0  # seconds; what is done by then shows no bar


def show_progress(
    items: Iterable[T], what: str, total: int | None = None
) -> Iterable[T]:
    """Yield `items`, and tell on a terminal how many there were.

    Parameters
    ----------
    items : iterable
        Whatever is gone through.
    what : str
        Stands before the bar.
    total : int, optional
        How many there are; by default their length, unknown where they have none.

    Examples
    --------
    >>> list(show_progress("ab", "letters"))
    ['a', 'b']
    """
    bar: Iterable[T] = tqdm(items, what, total, leave=False, disable=None, delay=QUICK)
    return bar
