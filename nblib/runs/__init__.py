"""The whole line as one run that is published whole or not at all.

`parameters` reads and checks what a user gives, `execution` runs the notebooks in
`kernels`, `folders` builds aside and publishes, `facts` says what ran on what.
papermill is loaded only when a run begins.
"""

from .facts import Pile, describe_pile
from .flow import FLOW, Limits, find_notebooks
from .folders import latest_run, require_apart, require_free
from .parameter_files import collect, read_parameter_file
from .parameters import bind_parameters, read_cells
from .progress import progress_for
from .publishing import NothingNewError, Order, publish_run
from .warm import Warm, warmed

__all__ = [
    "FLOW",
    "Limits",
    "NothingNewError",
    "Order",
    "Pile",
    "Warm",
    "bind_parameters",
    "collect",
    "describe_pile",
    "find_notebooks",
    "latest_run",
    "progress_for",
    "publish_run",
    "read_cells",
    "read_parameter_file",
    "require_apart",
    "require_free",
    "warmed",
]
