"""The pages in a real browser: nothing runs, nothing is fetched, nothing overflows."""

import os
import shutil
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer

import nbformat
import pytest
from invented import tables
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output
from test_briefing import save_figure, save_run

from nblib.briefing import convert_notebook, write_briefing

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
PHONE, DESK = {"width": 390, "height": 844}, {"width": 1280, "height": 900}
CONTRAST = """
() => {
  const parse = c => c.match(/[\\d.]+/g).map(Number);
  const light = ([r, g, b]) => [r, g, b].map(v => v / 255).map(
    v => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4
  ).reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
  const behind = e => {
    for (; e; e = e.parentElement) {
      const c = parse(getComputedStyle(e).backgroundColor);
      if (c.length < 4 || c[3] > 0) return c;
    }
    return [255, 255, 255];
  };
  const poor = [];
  for (const e of document.querySelectorAll('body *')) {
    const own = [...e.childNodes].some(n => n.nodeType === 3 && n.textContent.trim());
    if (!own || e.closest('.skip') || !e.getClientRects().length) continue;
    const [a, b] = [parse(getComputedStyle(e).color), behind(e)].map(light);
    const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    if (ratio < 4.5) poor.push(e.outerHTML.slice(0, 80) + ' ' + ratio.toFixed(1));
  }
  return poor;
}
"""
WIDER = """
() => [...document.querySelectorAll('main *')].filter(e => {
  const inside = e.closest('.scroll, pre, details:not([open])');
  return !inside && e.getBoundingClientRect().right > innerWidth + 1;
}).map(e => e.outerHTML.slice(0, 80))
"""


@pytest.fixture(scope="module")
def browser():
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


@contextmanager
def counting_server():
    """A server on this machine that only counts who asks it."""
    asked = []

    class Count(BaseHTTPRequestHandler):
        def do_GET(self):
            asked.append(self.path)
            self.send_response(204)
            self.end_headers()

        def log_message(self, *_):
            pass

    server = HTTPServer(("127.0.0.1", 0), Count)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/", asked
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@contextmanager
def visit(browser, path, *, size=DESK, scheme="light"):
    """Open a page and keep what it does that it should not."""
    context = browser.new_context(viewport=size, color_scheme=scheme)
    page = context.new_page()
    page.misdeeds = []
    page.on("dialog", lambda dialog: page.misdeeds.append(dialog.message))
    page.on("pageerror", lambda error: page.misdeeds.append(str(error)))
    page.on("console", lambda line: page.misdeeds.append(line.text))
    page.on(
        "request",
        lambda request: (
            None
            if request.url.startswith(("file:", "data:"))
            else page.misdeeds.append(request.url)
        ),
    )
    page.goto(path.as_uri())
    yield page
    context.close()


@pytest.fixture(scope="module")
def briefing(tmp_path_factory):
    held = tables()
    folder = save_run(tmp_path_factory.mktemp("run"), held)
    save_figure(folder, held)
    return write_briefing(folder)


def hostile_text(address):
    return (
        f'"><script>alert(1)</script><img src="{address}a.png" onerror="alert(2)">'
        f'<link rel=stylesheet href="{address}b.css"><svg onload="alert(3)">'
        f"<style>@import '{address}c.css'</style>\u202e\u2066"
    )


def test_hostile_articles_run_and_fetch_nothing(browser, tmp_path):
    held = tables()
    with counting_server() as (address, asked):
        text = hostile_text(address)
        held["articles"] = held["articles"].assign(
            title=text, outlet=held["articles"]["outlet"] + text, url=address
        )
        for name, column in (
            ("claims", "text"),
            ("events", "text"),
            ("nodes", "name"),
            ("rejects", "file"),
            ("disagreements", "text"),
        ):
            held[name] = held[name].assign(**{column: text})
        path = write_briefing(save_run(tmp_path, held))
        with visit(browser, path) as page:
            page.evaluate(
                "document.querySelectorAll('details').forEach(d => d.open = 1)"
            )
            page.wait_for_load_state("networkidle")

            assert page.misdeeds == []
            assert "<script>alert(1)</script>" in page.inner_text("main")
        assert asked == []


def test_hostile_notebook_runs_and_fetches_nothing(browser, tmp_path):
    with counting_server() as (address, asked):
        text = hostile_text(address)
        outputs = [
            new_output("execute_result", {"text/html": text, "text/plain": text}),
            new_output("display_data", {"application/javascript": "alert(4)"}),
            new_output("stream", text=text),
        ]
        cells = [new_markdown_cell(text), new_code_cell(text, outputs=outputs)]
        nbformat.write(new_notebook(cells=cells), tmp_path / "n.ipynb")
        convert_notebook(tmp_path / "n.ipynb", tmp_path / "n.html")
        with visit(browser, tmp_path / "n.html") as page:
            page.wait_for_load_state("networkidle")

            assert page.misdeeds == []
        assert asked == []


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_nothing_is_wider_than_the_screen(browser, briefing, size):
    with visit(browser, briefing, size=size) as page:
        page.evaluate("document.querySelectorAll('details').forEach(d => d.open = 1)")

        assert page.evaluate(WIDER) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_words_stand_out_from_what_is_behind_them(browser, briefing, scheme):
    with visit(browser, briefing, scheme=scheme) as page:
        page.evaluate("document.querySelectorAll('details').forEach(d => d.open = 1)")

        assert page.evaluate(CONTRAST) == []


def test_dark_mode_keeps_figures_on_white(browser, briefing):
    with visit(browser, briefing, scheme="dark") as page:
        behind = "e => getComputedStyle(e).backgroundColor"

        assert page.eval_on_selector("body", behind) != "rgb(255, 255, 255)"
        assert page.eval_on_selector("figure.card", behind) == "rgb(255, 255, 255)"


def test_a_link_opens_what_it_leads_to(browser, briefing):
    with visit(browser, briefing) as page:
        for place in page.eval_on_selector_all(
            "a[href^='#']", "links => links.map(link => link.getAttribute('href'))"
        ):
            page.goto(f"{briefing.as_uri()}{place}")
            assert page.locator(place).bounding_box()["height"] > 0


def test_the_answer_is_on_the_first_screen_of_a_phone(browser, briefing):
    with visit(browser, briefing, size=PHONE) as page:
        box = page.locator(".lead").bounding_box()

        assert "first said by 1 origin" in page.inner_text(".lead")
        assert box["y"] + box["height"] < PHONE["height"]


def test_every_figure_is_loaded_and_named(browser, briefing):
    with visit(browser, briefing) as page:
        found = page.eval_on_selector_all(
            "img", "all => all.map(i => [i.naturalWidth > 0, i.alt.length > 20])"
        )

        assert found
        assert all(all(pair) for pair in found)


@pytest.mark.parametrize("paper", ["A4", "Letter"])
def test_it_prints_without_cutting_a_figure(browser, briefing, paper):
    with visit(browser, briefing) as page:
        page.emulate_media(media="print")
        heights = page.eval_on_selector_all(
            "figure.card", "all => all.map(f => f.getBoundingClientRect().height)"
        )
        printed = page.pdf(format=paper)

        assert printed.startswith(b"%PDF")
        assert max(heights) < 240 / 25.4 * 96  # a page's inner height in CSS pixels
