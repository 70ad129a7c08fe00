"""Where batches of work are done: here, or on the workers of a Dask cluster.

An engine is one method, `map`, that keeps the order of its calls. Whatever it does in
between, the rows that come back are the same; so nothing above it knows which one runs.
"""

from .dask import DaskEngine, dask_workers
from .local import Engine, LocalEngine, in_slices, make_engine
from .progress import show_progress

__all__ = [
    "DaskEngine",
    "Engine",
    "LocalEngine",
    "dask_workers",
    "in_slices",
    "make_engine",
    "show_progress",
]
