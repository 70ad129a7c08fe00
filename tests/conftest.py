"""A browser for the tests that look at pages as their readers do, and what is asked of
a divided pile by more than one file of tests."""

import os
import shutil

import pandas as pd
import pytest

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="module")
def browser():
    """The Chromium of this machine, else Playwright's own, else a skipped test."""
    required = os.environ.get("NBLIB_REQUIRE_BROWSER") == "1"
    try:
        from playwright.sync_api import Error, sync_playwright
    except ImportError:
        if required:
            raise
        pytest.skip("playwright is not installed")
    found = next(filter(None, map(shutil.which, BROWSERS)), None)
    with sync_playwright() as play:
        try:
            opened = play.chromium.launch(executable_path=found, args=FLAGS)
        except Error as error:
            if required:
                raise
            pytest.skip(f"no Chromium to open pages with: {str(error).splitlines()[0]}")
        yield opened
        opened.close()


@pytest.fixture
def check_divided():
    """Divided steps of a pile, done anew by an engine, give the tables that it has."""
    from nblib.pile.batches import run_batches
    from nblib.pile.steps import STEPS

    def check(pile, engine, size):
        for step in (step for step in STEPS if step.by):
            given = step.given(pile)
            made = run_batches(
                step.function,
                pile.articles,
                given,
                makes=step.makes,
                units=step.by(pile.articles, **given),
                engine=engine,
                size=size,
            )
            for name, table in zip(step.makes, made, strict=True):
                pd.testing.assert_frame_equal(table, getattr(pile, name))

    return check
