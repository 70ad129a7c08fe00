"""JupyterLab as `make lab` opens it: the start page, and a notebook run to its end."""

import contextlib
import importlib.util
import os
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path
from urllib.request import urlopen

import pytest

ROOT = Path(__file__).parents[1]
LONGEST = 180  # seconds; a machine that does much else is slow
READY = re.compile(r"http://127\.0\.0\.1:(\d+)/lab\S*")


@pytest.fixture(scope="module")
def lab(tmp_path_factory):
    """A server on copies, with settings of its own; the address of its start page."""
    if importlib.util.find_spec("jupyterlab") is None:
        pytest.skip("jupyterlab is not installed")
    room = tmp_path_factory.mktemp("room")
    shutil.copytree(ROOT / "data" / "sample", room / "data" / "sample")
    (room / "lab").mkdir()
    for book in [
        *(ROOT / "notebooks").glob("*.ipynb"),
        ROOT / "jupyter" / "start.ipynb",
    ]:
        shutil.copy(book, room / "lab")
    own = ("JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTERLAB_SETTINGS_DIR")
    env = os.environ | {name: str(room / name) for name in own}
    env |= {"JUPYTER_CONFIG_PATH": str(ROOT / "jupyter")}
    env |= {"JUPYTERLAB_WORKSPACES_DIR": str(room / "spaces")}
    env |= {"JUPYTER_PREFER_ENV_PATH": "1", "PYTHONUNBUFFERED": "1"}
    command = [sys.executable, "-m", "jupyterlab", "--no-browser"]
    command += ["--ip=127.0.0.1", "--port=0", "--IdentityProvider.token="]
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        command.append("--allow-root")
    log = (room / "log.txt").open("w")
    server = subprocess.Popen(command, cwd=room, env=env, stdout=log, stderr=log)
    try:
        yield wait_for(server, room / "log.txt")
    finally:
        # A polite end waits for kernels longer than a test should.
        server.kill()
        server.wait()
        log.close()


def wait_for(server, log):
    end = time.monotonic() + LONGEST
    while time.monotonic() < end and server.poll() is None:
        found = READY.search(log.read_text())
        if found:
            with urlopen(f"http://127.0.0.1:{found.group(1)}/api/status", timeout=30):
                return found.group(0)
        time.sleep(0.2)
    pytest.fail(f"JupyterLab did not start: {log.read_text()[-500:]}")


@pytest.fixture
def page(browser, lab):
    context = browser.new_context(viewport={"width": 1400, "height": 1000})
    opened = context.new_page()
    opened.set_default_timeout(LONGEST * 1000)
    opened.away = []
    opened.on(
        "request",
        lambda request: (
            opened.away.append(request.url)
            if not re.match(r"(https?|wss?)://127\.0\.0\.1|data:|blob:", request.url)
            else None
        ),
    )
    yield opened
    context.close()


SHOWN = ".jp-NotebookPanel:not(.lm-mod-hidden)"  # the notebook in front
BEGUN = f"""() => {{
  const book = document.querySelector('{SHOWN}');
  const prompts = [...book.querySelectorAll('.jp-InputArea-prompt')];
  const busy = prompts.some(prompt => prompt.textContent.includes('*'));
  return busy || book.querySelectorAll('.jp-OutputArea-output').length > 0;
}}"""
DONE = f"""() => {{
  const book = document.querySelector('{SHOWN}');
  const prompts = [...book.querySelectorAll('.jp-InputArea-prompt')];
  const busy = prompts.some(prompt => prompt.textContent.includes('*'));
  return !busy && book.querySelectorAll('.jp-OutputArea-output').length > 3;
}}"""


def choose(page, menu, command):
    page.get_by_role("menuitem", name=menu, exact=True).click()
    page.locator(f"[data-command='{command}']").click()


def run_all(page):
    """Choose it until it begins: a busy page loses a click on its menus."""
    from playwright.sync_api import TimeoutError as Late

    for _ in range(3):
        choose(page, "Run", "runmenu:run-all")
        with contextlib.suppress(Late):
            return page.wait_for_function(BEGUN, timeout=30_000)
    pytest.fail("the notebook did not begin to run")


def test_the_start_page_leads_to_a_notebook_that_runs_to_its_end(page, lab):
    page.goto(lab)
    start = page.locator(".jp-MarkdownOutput", has_text="who really knows?").first
    start.locator("a", has_text="03_overlap").click()
    page.locator(".lm-mod-current", has_text="03_overlap.ipynb").first.wait_for()
    book = page.locator(SHOWN)
    book.locator(".jp-Notebook-ExecutionIndicator[data-status='idle']").wait_for()
    choose(page, "Edit", "editmenu:clear-all")
    assert book.locator(".jp-OutputArea-output").count() == 0
    run_all(page)
    page.wait_for_function(DONE)

    assert (
        book.locator("[data-mime-type='application/vnd.jupyter.stderr']").count() == 0
    )
    assert book.locator("[data-mime-type='application/vnd.jupyter.error']").count() == 0
    assert book.locator(".jp-RenderedHTMLCommon table").count() > 0
    assert book.locator(".jp-RenderedImage img").count() > 0
    assert page.away == []
    assert page.locator(".Toastify__toast").all_inner_texts() == []
