"""What the documents promise: commands run, every public name is described."""

import inspect
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import nblib

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text("utf-8")
BIN = Path(sys.executable).parent


def blocks(kind):
    return re.findall(rf"(?ms)^```{kind}\n(.*?)^```", README)


COMMANDS = [line for block in blocks("sh") for line in block.splitlines() if line]


@pytest.fixture
def elsewhere(tmp_path):
    """A folder with the sample, so that commands write nothing into the checkout."""
    shutil.copytree(ROOT / "data" / "sample", tmp_path / "data" / "sample")
    return tmp_path


@pytest.mark.parametrize("command", COMMANDS)
def test_readme_commands_run(command, elsewhere):
    env = {
        **os.environ,
        "PATH": f"{BIN}{os.pathsep}{os.environ['PATH']}",
        "OUT": str(elsewhere / "briefings"),
    }
    at = ROOT if command.startswith("make") else elsewhere
    done = subprocess.run(
        command, shell=True, cwd=at, env=env, capture_output=True, text=True
    )

    assert done.returncode == 0, done.stderr
    if "check" not in command:
        assert (elsewhere / "briefings" / "latest" / "briefing.html").exists()


@pytest.mark.parametrize("code", blocks("python"))
def test_readme_python_runs(code, elsewhere):
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", code],
        cwd=elsewhere,
        capture_output=True,
        text=True,
    )

    assert done.returncode == 0, done.stderr
    assert "n_origins" in done.stdout


PUBLIC = [
    pytest.param(getattr(nblib, name), id=name)
    for name in nblib.__all__
    if inspect.isfunction(getattr(nblib, name))
]


@pytest.mark.parametrize("function", PUBLIC)
def test_every_public_function_describes_its_parameters(function):
    said = inspect.getdoc(function) or ""

    assert "Examples\n---" in said or "Raises\n---" in said
    for name in inspect.signature(function).parameters:
        described = re.search(rf"(?m)^(.*, )?\**{re.escape(name)}(, .*)? : ", said)
        assert described, f"{function.__name__} does not describe {name}"


@pytest.mark.parametrize("function", PUBLIC)
def test_every_public_function_is_typed(function):
    signature = inspect.signature(function)

    assert signature.return_annotation is not inspect.Signature.empty
    for parameter in signature.parameters.values():
        assert parameter.annotation is not inspect.Parameter.empty, parameter.name
