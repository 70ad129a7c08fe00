"""The recipes of docs/schedules.md do what they say, in a scheduler's bare world."""

import configparser
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import tiny
import yaml

from nblib import cli

ROOT = Path(__file__).parents[1]
DOC = (ROOT / "docs/schedules.md").read_text("utf-8")
BARE = {"PATH": "/usr/bin:/bin", "SHELL": "/bin/sh", "LOGNAME": "desk"}
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="schedulers of POSIX")


def blocks(kind):
    return re.findall(rf"(?ms)^```{kind}\n(.*?)^```", DOC)


@pytest.fixture
def srv(tmp_path):
    """A pile, and a command nblib that runs one small notebook."""
    tiny.write_pile(tmp_path / "articles")
    tiny.write_notebook(tmp_path / "notebooks/01_pile.ipynb", tiny.WRITES)
    command = tmp_path / "nblib/.venv/bin/nblib"
    command.parent.mkdir(parents=True)
    line = f"{sys.executable} {tiny.__file__} '{{\"01_pile\": []}}'"
    packages = f"PYTHONPATH={ROOT}"
    command.write_text(
        f'#!/bin/sh\n{packages} exec {line} {tmp_path / "notebooks"} "$@"\n'
    )
    command.chmod(0o700)
    return tmp_path


def run(command, srv, **env):
    return subprocess.run(
        ["/bin/sh", "-c", command.replace("/srv/", f"{srv}/")],
        env={**BARE, "HOME": str(srv), **env},
        cwd=srv,
        capture_output=True,
        text=True,
        check=False,
    )


def cron_lines():
    return [line for block in blocks("cron") for line in block.splitlines()]


@pytest.mark.parametrize("line", cron_lines())
def test_a_cron_line_runs_with_the_environment_of_cron(srv, line):
    *times, command = line.split(maxsplit=5)
    done = run(command, srv)

    assert len(times) == 5
    assert not re.search(r"(?<!\\)%", command), "cron ends a command at a percent sign"
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert (srv / "briefings/latest/briefing.html").exists()
    assert run(command, srv).returncode == 7


def test_a_failure_under_cron_is_one_line_to_mail(srv):
    tiny.write_notebook(srv / "notebooks/01_pile.ipynb", "1 / 0")
    done = run(cron_lines()[0].split(maxsplit=5)[5], srv)

    assert (done.returncode, done.stdout) == (6, "")
    assert done.stderr.startswith("nblib: 01_pile, cell 3: ZeroDivisionError")
    assert done.stderr.count("\n") == 1


def units():
    return dict(zip(("nblib.service", "nblib.timer"), blocks("ini"), strict=True))


def test_the_service_runs_and_takes_nothing_new_for_success(srv):
    parser = configparser.ConfigParser(interpolation=None)
    parser.optionxform = str
    parser.read_string(units()["nblib.service"])
    service = parser["Service"]
    codes = [run(service["ExecStart"], srv).returncode for _ in range(2)]

    assert codes == [0, int(service["SuccessExitStatus"])]
    assert service["ReadWritePaths"] == service["ExecStart"].split()[4]


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="no systemd-analyze")
def test_systemd_accepts_the_units(srv):
    for name, text in units().items():
        (srv / name).write_text(text.replace("/srv/", f"{srv}/"))
    done = subprocess.run(
        ["systemd-analyze", "verify", *(str(srv / name) for name in units())],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "SYSTEMD_LOG_LEVEL": "warning"},
    )

    assert not [line for line in done.stderr.splitlines() if "nblib." in line]


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="no systemd-analyze")
def test_systemd_knows_when_the_timer_runs():
    [when] = re.findall(r"OnCalendar=(.*)", units()["nblib.timer"])
    done = subprocess.run(
        ["systemd-analyze", "calendar", when],
        capture_output=True,
        text=True,
        check=False,
    )

    assert "Mon..Fri" in done.stdout, done.stderr


def test_the_workflow_runs_its_commands(srv):
    [text] = blocks("yaml")
    job = yaml.safe_load(text)["jobs"]["brief"]
    [step] = [step for step in job["steps"] if step.get("id") == "run"]
    bin_folder = srv / "nblib/.venv/bin"
    env = {"PATH": f"{bin_folder}:/usr/bin:/bin", "GITHUB_OUTPUT": str(srv / "said")}
    codes = [run(f"set -e\n{step['run']}", srv, **env).returncode for _ in range(2)]

    assert codes == [0, 0]
    assert (srv / "said").read_text() == "code=0\ncode=7\n"
    assert all("uses" in step or step["run"] for step in job["steps"])


def test_every_option_that_the_page_names_is_there(capsys):
    with pytest.raises(SystemExit):
        cli.main(["run", "--help"])
    known = set(re.findall(r"--[a-z-]+", capsys.readouterr().out))

    of_others = {"--constraint", "--cwd", "--now"}  # pip, papermill, systemctl

    assert set(re.findall(r"(?<![\w-])--[a-z][a-z-]+", DOC)) - of_others <= known


def test_notebooks_are_saved_on_the_sample_only(tmp_path):
    done = subprocess.run(
        [sys.executable, ROOT / "tests/refresh_notebooks.py", tmp_path],
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 1
    assert "on data/sample only" in done.stderr
