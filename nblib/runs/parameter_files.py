"""A parameters file gives texts; only the notebooks' annotations give them types.

TOML and YAML disagree about what `007`, `no` or `2025-04-10` is. Here every value
is its text again, as if it stood on the command line. YAML is read from the
parser's events, so nothing in a file is constructed or expanded.
"""

import datetime
import tomllib
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from ..errors import UsageError

LARGEST_FILE = 64 * 1024  # bytes; a parameters file is a page, not a data set


def read_parameter_file(path: Path) -> dict[str, str]:
    """Return the names and texts of a parameters file.

    Parameters
    ----------
    path : Path
        `.toml`, `.yaml` or `.yml`: one flat table of names and plain values. YAML
        is read without its types, tags, anchors and aliases.

    Raises
    ------
    UsageError
        If the file cannot be read, is larger than a page, or holds more than that.
    """
    reader = _FILES.get(path.suffix.lower())
    if reader is None:
        raise UsageError(f"parameters file {path} must end in {', '.join(_FILES)}")
    try:
        with path.open("rb") as file:
            raw = file.read(LARGEST_FILE + 1)
        if len(raw) > LARGEST_FILE:
            raise UsageError(
                f"{path} is larger than {LARGEST_FILE // 1024} kB; "
                "a few lines of NAME and value are enough"
            )
        return dict(_once(reader(raw.decode("utf-8-sig")), str(path)))
    except OSError as error:
        raise UsageError(
            f"cannot read parameters file {path}: {error.strerror}"
        ) from error
    except (ValueError, RecursionError) as error:
        reason = " ".join(str(error).split()) or "nested too deeply"
        raise UsageError(f"parameters file {path}: {reason}") from error


def collect(
    pairs: Iterable[tuple[str, str]], file: Path | None = None
) -> dict[str, str]:
    """Join the pairs of the command line with those of a file, which they override.

    Raises
    ------
    UsageError
        If the command line gives a name twice.

    Examples
    --------
    >>> collect([("k", "7")])
    {'k': '7'}
    """
    own = dict(_once(pairs, "the command line"))
    return {**(read_parameter_file(file) if file else {}), **own}


# --- files -------------------------------------------------------------------


def _once(pairs: Iterable[tuple[str, str]], where: str) -> Iterator[tuple[str, str]]:
    seen = set()
    for name, text in pairs:
        if name in seen:
            raise UsageError(f"{where} gives {name!r} twice; keep one")
        seen.add(name)
        yield name, text


def _toml(text: str) -> Iterator[tuple[str, str]]:
    plain = (str, int, datetime.date, datetime.datetime)
    for name, value in tomllib.loads(text, parse_float=str).items():
        if not isinstance(value, plain):
            raise ValueError(f"{name} must be a plain value")
        yield name, str(value).lower() if isinstance(value, bool) else str(value)


def _yaml(text: str) -> Iterator[tuple[str, str]]:
    """Yield pairs from the parser's events, and stop at the first that is too much."""
    import yaml

    frame = (
        yaml.StreamStartEvent,
        yaml.DocumentStartEvent,
        yaml.MappingStartEvent,
        yaml.MappingEndEvent,
        yaml.DocumentEndEvent,
        yaml.StreamEndEvent,
    )
    scalars: list[str] = []
    mappings = documents = 0
    try:
        for event in yaml.parse(text, Loader=yaml.SafeLoader):
            documents += isinstance(event, yaml.DocumentStartEvent)
            mappings += isinstance(event, yaml.MappingStartEvent)
            if getattr(event, "tag", None) or getattr(event, "anchor", None):
                raise ValueError("tags, anchors and aliases are not read")
            if isinstance(event, yaml.ScalarEvent) and mappings:
                scalars.append(event.value)
            elif not isinstance(event, frame) or max(mappings, documents) > 1:
                raise ValueError("one flat list of NAME: value is needed")
    except yaml.YAMLError as error:
        raise ValueError(str(error)) from error
    yield from zip(scalars[::2], scalars[1::2], strict=True)


_FILES: dict[str, Callable[[str], Iterator[tuple[str, str]]]] = {
    ".toml": _toml,
    ".yaml": _yaml,
    ".yml": _yaml,
}
