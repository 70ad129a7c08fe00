"""House rules: the straight line of imports, sizes, names, set-up files."""

import ast
import re
import tomllib
from importlib.metadata import version
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "nblib"
LINE = [
    *(
        "errors",
        "tables",
        "digests",
        "engines",
        "articles",
        "zones",
        "vectors",
        "timexes",
        "dates",
        "credits",
    ),
    *(
        "reuse",
        "passages",
        "quotes",
        "origins",
        "stories",
        "timeline",
        "claims",
        "changes",
        "pile",
    ),
    *("charts", "exports", "runs", "briefing", "widgets", "cli"),
]
RANK = {name: rank for rank, name in enumerate(LINE)}
TABLES_ONLY = {"charts", "exports", "runs", "briefing"}
ONLY_IN = {
    "matplotlib": {"charts"},
    "sklearn": {"vectors", "reuse", "passages", "stories"},
    "papermill": {"runs"},
    "distributed": {"engines"},
}
MODULES = [
    path
    for path in sorted(PACKAGE.rglob("*.py"))
    if path.parent != PACKAGE or not path.stem.startswith("__")
]
WHOLE_LINES = 300
FUNCTION_LINES = 50


def name_of(path):
    """The module of the house that a file belongs to."""
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def short(path):
    return path.relative_to(PACKAGE).as_posix()


def imports(path):
    """Yield (top-level package, module inside nblib or None) per import."""
    depth = len(path.relative_to(PACKAGE).parts)
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from ((alias.name.split(".")[0], None) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == depth:
            inner = node.module.split(".")[0] if node.module else None
            yield from (("nblib", inner or alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and not node.level:
            yield node.module.split(".")[0], None


@pytest.mark.parametrize(
    "path", [p for p in MODULES if name_of(p) != "lexicons"], ids=short
)
def test_imports_point_up_the_line(path):
    here = name_of(path)
    for package, inner in imports(path):
        assert here in ONLY_IN.get(package, {here}), f"{here} imports {package}"
        if package == "nblib" and inner not in (None, "lexicons"):
            assert RANK[inner] < RANK[here], f"{here} imports {inner}"
            first = RANK[inner] <= RANK["digests"]
            assert first or here not in TABLES_ONLY, f"{here}: {inner}"


@pytest.mark.parametrize("path", MODULES, ids=short)
def test_a_module_fits_in_the_head(path):
    tree = ast.parse(path.read_text(encoding="utf-8"))

    assert ast.get_docstring(tree), "a module opens with its decision"
    assert len(path.read_text(encoding="utf-8").splitlines()) <= WHOLE_LINES
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef):
            said = ast.get_docstring(node, clean=False) or ""
            length = node.end_lineno - node.lineno + 1 - said.count("\n")
            assert length <= FUNCTION_LINES, f"{node.name} has {length} lines"


@pytest.mark.parametrize("path", MODULES, ids=short)
def test_no_identifier_says_source(path):
    names = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.arg):
            names.add(node.arg)
        elif isinstance(node, ast.Name):
            names.add(node.id)
        elif isinstance(node, ast.FunctionDef | ast.ClassDef):
            names.add(node.name)

    assert not {name for name in names if re.search(r"(?i)(^|_)sources?(_|$)", name)}


def test_package_loads_nothing_heavy():
    import subprocess
    import sys

    code = "import nblib, sys; print(*sys.modules)"
    loaded = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    ).stdout.split()

    assert not {"matplotlib", "papermill", "pandas", "sklearn"} & set(loaded)


# --- set-up files ---------------------------------------------------------------

CONDA = {
    "matplotlib": "matplotlib-base",
    "nbconvert": "nbconvert-core",
    "playwright": "playwright-python",
}


def wanted():
    """Name and floor of every package in pyproject.toml."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    extras = project["optional-dependencies"].values()
    return [*project["dependencies"], *(line for extra in extras for line in extra)]


def test_conda_environment_has_the_same_packages_and_floors():
    lines = (ROOT / "environment.yml").read_text("utf-8").splitlines()
    listed = {
        line.strip(" -")
        for line in lines
        if line.strip().startswith("- ") and ">=" in line
    }
    expected = {
        f"{CONDA.get(name, name)}>={floor}"
        for name, floor in (line.split(">=") for line in wanted())
    }

    assert listed - {"python>=3.11"} == expected


def test_every_dependency_is_pinned_and_no_pin_has_an_address():
    pins = (ROOT / "constraints.txt").read_text("utf-8")

    assert "://" not in pins
    assert "@" not in pins
    for line in wanted():
        name = line.split(">=")[0]
        assert re.search(rf"(?m)^{name}==\d", pins), f"{name} has no pin"


def test_version_stands_once():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]

    assert version("nblib") == project["version"]
    assert project["version"] in (ROOT / "CHANGELOG.md").read_text("utf-8")


@pytest.mark.parametrize(
    "path",
    [
        path
        for pattern in ("*.md", "docs/*.md", "nblib/**/*.py", "data/*.md", "*.toml")
        for path in sorted(ROOT.glob(pattern))
    ],
    ids=lambda path: path.relative_to(ROOT).as_posix(),
)
def test_no_file_names_a_machine_or_a_registry(path):
    text = path.read_text(encoding="utf-8")

    assert not re.search(r"(?<![\w.])/(root|home|work)/[a-z]", text)
    assert not re.search(r"pypi\.org|pythonhosted|anaconda\.org|npmjs", text)
