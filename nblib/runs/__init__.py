"""The whole line as one run that is published whole or not at all.

`parameters` reads and checks what a user gives, `plan` says what must run and why,
`execution` runs the notebooks in `kernels`, `folders` builds aside and publishes,
`ledger` remembers. papermill is loaded only when a notebook runs.
"""

from .facts import Pile, describe_pile
from .flow import FLOW, Limits, find_notebooks
from .folders import latest_facts, latest_run, require_apart, require_free
from .keeping import Forgotten, forget_article
from .order import Order, Tools
from .parameter_files import collect, read_parameter_file
from .parameters import bind_parameters, read_cells
from .progress import progress_for
from .publishing import NothingNewError, leave_unchanged, publish_run, unchanged
from .warm import Warm, warmed

__all__ = [
    "FLOW",
    "Forgotten",
    "Limits",
    "NothingNewError",
    "Order",
    "Pile",
    "Tools",
    "Warm",
    "bind_parameters",
    "collect",
    "describe_pile",
    "find_notebooks",
    "forget_article",
    "latest_facts",
    "latest_run",
    "leave_unchanged",
    "progress_for",
    "publish_run",
    "read_cells",
    "read_parameter_file",
    "require_apart",
    "require_free",
    "unchanged",
    "warmed",
]
