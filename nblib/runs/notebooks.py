"""A notebook before and after its run: stripped, checked, and pinned.

What differs from run to run (timings, ids, folders that are gone) is
taken out, so that equal runs leave equal bytes.
"""

import re
from collections.abc import Mapping
from itertools import groupby
from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode

from ..errors import NotebookError
from .parameters import FIXED, Value

KERNELSPEC = {"display_name": "Python 3", "language": "python", "name": "python3"}
INJECTED = "injected-parameters"


def is_injected(cell: NotebookNode) -> bool:
    """Return whether papermill put the cell in."""
    return bool(INJECTED in cell.metadata.get("tags", []))


def prepared(path: Path) -> NotebookNode:
    """Return the notebook without outputs, for the kernel of this Python."""
    node: NotebookNode = nbformat.read(path, as_version=4)  # type: ignore[no-untyped-call]
    node.metadata = nbformat.from_dict({"kernelspec": KERNELSPEC})  # type: ignore[no-untyped-call]
    for cell in node.cells:
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
    return node


def require_complete(node: NotebookNode, name: str) -> None:
    """Check that every code cell ran and none of them failed.

    Raises
    ------
    NotebookError
        If one did not; the message names the cell.
    """
    own = [cell for cell in node.cells if not is_injected(cell)]
    for number, cell in enumerate(own, 1):
        if cell.cell_type != "code" or not cell.source.strip():
            continue
        failed = [out for out in cell.outputs if out.output_type == "error"]
        if failed:
            reason = (
                f"{failed[0].ename}: {failed[0].evalue}; a notebook must run to its end"
            )
            raise NotebookError(f"{name}, cell {number}: {reason}")
        if cell.execution_count is None:
            raise NotebookError(
                f"{name}, cell {number}: did not run; remove what skips it"
            )


def pinned(node: NotebookNode, shown: Mapping[str, Value], work: Path) -> NotebookNode:
    """Return the notebook without what differs from run to run.

    Parameters
    ----------
    node : NotebookNode
        As executed; changed in place.
    shown : mapping
        The parameters to show in place of those injected: their folders lay in a
        place that is gone by now.
    work : Path
        The run's working folder, whose name warnings repeat.
    """
    kept = ("kernelspec", "language_info")
    for key in [key for key in node.metadata if key not in kept]:
        del node.metadata[key]
    for cell in node.cells:
        for volatile in ("papermill", "execution"):
            cell.metadata.pop(volatile, None)
        if cell.cell_type == "code":
            cell.outputs = _joined(cell.outputs, work)
        if is_injected(cell):
            cell.id = INJECTED
            lines = [f"{key} = {value!r}" for key, value in shown.items()]
            cell.source = "\n".join(["# Parameters of this run", *lines])
    return node


def _joined(outputs: list[NotebookNode], work: Path) -> list[NotebookNode]:
    """Join what was printed in pieces: how many there are is a matter of timing.

    Streams that follow each other become one each, standard output first. The
    client's own joining takes quadratic time on a long line.
    """
    kept: list[NotebookNode] = []
    kernel = re.compile(re.escape(str(work)) + r"[/\\]ipykernel_\d+")
    for streams, group in groupby(outputs, lambda out: out.output_type == "stream"):
        held = list(group)
        if not streams:
            kept += held
            continue
        for name in ("stdout", "stderr"):
            same = [out for out in held if out.name == name]
            if same:
                joined = "".join(out.text for out in same)
                same[0].text = kernel.sub("ipykernel", joined)
                kept.append(same[0])
    return kept


def write_notebook(node: NotebookNode, path: Path) -> None:
    """Write an executed notebook."""
    nbformat.write(node, path)  # type: ignore[no-untyped-call]


def shown_values(values: Mapping[str, Value], articles: Path) -> dict[str, Value]:
    """Return parameters as a reader of the published notebook should see them.

    Examples
    --------
    >>> shown_values({"k": 5, "tables_dir": "/out/tables"}, Path("/data/sample"))
    {'k': 5, 'tables_dir': '../tables'}
    """
    places: dict[str, Value] = dict(
        zip(FIXED, (articles.name, "../tables"), strict=True)
    )
    return {key: places.get(key, value) for key, value in values.items()}


def fixed_values(
    cell: Mapping[str, Any], articles: Path, tables: Path
) -> dict[str, Value]:
    """Return the folders that a notebook asks for in its parameters cell."""
    places: dict[str, Value] = dict(
        zip(FIXED, (str(articles), str(tables)), strict=True)
    )
    return {name: places[name] for name in FIXED if name in cell}
