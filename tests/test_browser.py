"""The pages in a real browser: nothing runs, nothing is fetched, nothing overflows."""

import re
import subprocess
import sys
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from importlib.resources import files
from pathlib import Path

import nbformat
import pytest
from invented import tables
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output
from test_briefing import save_figure, save_run

from nblib.briefing import convert_notebook, print_page, write_briefing

ROOT = Path(__file__).parents[1]
SEEDS = ROOT.parent / "shared" / "seeds"
SMALL_PHONE, PHONE = {"width": 320, "height": 640}, {"width": 390, "height": 844}
DESK = {"width": 1280, "height": 900}
LARGEST = 1_500_000  # bytes of the sample's briefing
PAPER = {"A4": (178, 261, 595), "Letter": (180, 243, 612)}  # inside in mm; points
UNFOLD = "document.querySelectorAll('details').forEach(d => d.open = true)"
WIDER = """
() => [...document.querySelectorAll('header *, main *')].filter(e => {
  const inside = e.closest('.scroll, pre, details:not([open])');
  return !inside && e.getBoundingClientRect().right > innerWidth + 1;
}).map(e => e.outerHTML.slice(0, 80))
"""
CUT = """
() => [...document.querySelectorAll('main *')].filter(e => {
  const style = getComputedStyle(e);
  const hides = ['hidden', 'clip'].includes(style.overflowX);
  return hides && e.scrollWidth > e.clientWidth + 1;
}).map(e => e.outerHTML.slice(0, 80))
"""
AXE = """
async () => {
  const found = await axe.run(document, {resultTypes: ['violations']});
  return found.violations.map(v => v.id + ': ' + v.nodes[0].html.slice(0, 120));
}
"""


# --- pages ----------------------------------------------------------------------


def hostile_text(address):
    return (
        f'"><script>alert(1)</script><img src="{address}a.png" onerror="alert(2)">'
        f'<link rel=stylesheet href="{address}b.css"><svg onload="alert(3)">'
        f"<style>@import '{address}c.css'</style>\u202e\u2066" + "unbroken" * 30
    )


def hostile_tables(address):
    held = tables()
    text = hostile_text(address)
    held["articles"] = held["articles"].assign(
        title=text, outlet=held["articles"]["outlet"] + text, url=address
    )
    for name, columns in {
        "claims": ("text", "pipelines", "origins"),
        "events": ("text",),
        "nodes": ("name",),
        "rejects": ("file", "reason"),
        "disagreements": ("text",),
        "statements": ("pipeline", "voice"),
    }.items():
        held[name] = held[name].assign(**dict.fromkeys(columns, text))
    return held


def run_line(articles, out):
    """The command line itself, so that the pages are those that readers get."""
    command = [sys.executable, "-m", "nblib", "run", str(articles)]
    done = subprocess.run(
        [*command, "--out", str(out)], capture_output=True, text=True, cwd=out.parent
    )
    assert done.returncode == 0, done.stderr
    return out / "latest"


@pytest.fixture(scope="module")
def sample(tmp_path_factory):
    return run_line(ROOT / "data" / "sample", tmp_path_factory.mktemp("s") / "out")


@pytest.fixture(scope="module")
def invented(tmp_path_factory):
    held = tables()
    folder = save_run(tmp_path_factory.mktemp("run"), held)
    save_figure(folder, held)
    write_briefing(folder)
    return folder


@pytest.fixture(scope="module")
def seeds(tmp_path_factory):
    if not SEEDS.exists():
        pytest.skip("no real articles beside the checkout")
    return run_line(SEEDS, tmp_path_factory.mktemp("e") / "out")


@pytest.fixture(scope="module")
def hostile(tmp_path_factory):
    folder = tmp_path_factory.mktemp("hostile")
    write_briefing(save_run(folder, hostile_tables("http://127.0.0.1:9/")))
    return folder


@pytest.fixture(params=["invented", "sample", "seeds", "hostile"])
def page_file(request):
    """The briefing of each pile in turn."""
    return (request.getfixturevalue(request.param) / "briefing.html").resolve()


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
def visit(browser, path, *, size=DESK, scheme="light", **options):
    """Open a page and keep what it does that it should not."""
    context = browser.new_context(viewport=size, color_scheme=scheme, **options)
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


# --- nothing runs, nothing is fetched -------------------------------------------


def test_no_page_runs_or_fetches_anything(browser, page_file):
    with visit(browser, page_file, offline=True) as page:
        page.evaluate(UNFOLD)
        page.wait_for_load_state("networkidle")

        assert page.misdeeds == []
        assert page.inner_text("h1")


def test_hostile_articles_run_and_fetch_nothing(browser, tmp_path):
    with counting_server() as (address, asked):
        path = write_briefing(save_run(tmp_path, hostile_tables(address)))
        with visit(browser, path) as page:
            page.evaluate(UNFOLD)
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


def test_the_samples_briefing_can_be_mailed(sample):
    assert (sample / "briefing.html").stat().st_size < LARGEST


# --- everybody can read it ------------------------------------------------------


def complaints(browser, path, *, unfold=True, **how):
    """What axe-core finds; the page's policy is lifted for axe alone."""
    axe = files("axe_playwright_python").joinpath("axe.min.js").read_text("utf-8")
    with visit(browser, path, bypass_csp=True, **how) as page:
        if unfold:
            page.evaluate(UNFOLD)
        page.evaluate(axe)
        return page.evaluate(AXE)


def test_axe_finds_nothing(browser, page_file):
    assert complaints(browser, page_file, size=PHONE) == []


def test_axe_finds_nothing_in_the_dark(browser, invented):
    dark = {"scheme": "dark", "size": DESK}

    assert complaints(browser, invented / "briefing.html", **dark) == []


def test_axe_finds_nothing_in_the_pages_of_notebooks(browser, sample):
    pages = sorted((sample.resolve() / "notebooks").glob("*.html"))

    assert len(pages) >= 5
    for page in pages:  # what is folded in them is code alone
        assert complaints(browser, page, unfold=False) == [], page.stem


def test_axe_would_find_something(browser, tmp_path):
    bad = tmp_path / "bad.html"
    bad.write_text("<html><body><img src='x.png'><h3>Skipped</h3></body></html>")

    assert any(found.startswith("image-alt") for found in complaints(browser, bad))


def test_the_keyboard_reaches_everything_and_shows_where_it_is(browser, invented):
    with visit(browser, invented / "briefing.html") as page:
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.className") == "skip"
        page.keyboard.press("Enter")
        assert page.evaluate("location.hash") == "#main"
        reached = set()
        for _ in range(30):
            page.keyboard.press("Tab")
            now = page.evaluate("document.activeElement.localName")
            if now == "body":  # past the last one
                break
            reached.add(now)
            line = "getComputedStyle(document.activeElement).outlineStyle"
            assert page.evaluate(line) != "none"

        assert {"a", "summary"} <= reached


def test_motion_is_left_out_where_it_is_not_wanted(browser, invented):
    path = invented / "briefing.html"
    moves = "getComputedStyle(document.documentElement).scrollBehavior"
    for wish, expected in (("reduce", "auto"), ("no-preference", "smooth")):
        with visit(browser, path, reduced_motion=wish) as page:
            assert page.evaluate(moves) == expected


# --- it fits --------------------------------------------------------------------


def test_nothing_is_wider_than_the_screen_or_cut(browser, page_file):
    with visit(browser, page_file) as page:
        page.evaluate(UNFOLD)
        for size in (SMALL_PHONE, PHONE, DESK):
            page.set_viewport_size(size)

            assert page.evaluate(WIDER) == []
            assert page.evaluate(CUT) == []
            wide = page.evaluate("document.documentElement.scrollWidth")
            assert wide <= size["width"]


@pytest.mark.parametrize("paper", PAPER)
def test_it_prints_without_cutting_a_figure(browser, sample, paper):
    width, height, _ = PAPER[paper]
    size = {"width": int(width / 25.4 * 96), "height": 900}
    with visit(browser, (sample / "briefing.html").resolve(), size=size) as page:
        page.emulate_media(media="print")
        heights = page.eval_on_selector_all(
            "figure.card", "all => all.map(f => f.getBoundingClientRect().height)"
        )

        assert page.evaluate(WIDER) == []
        assert max(heights) < height / 25.4 * 96


@pytest.mark.parametrize("paper", PAPER)
@pytest.mark.usefixtures("browser")
def test_it_becomes_a_pdf_of_that_paper(invented, tmp_path, paper):
    printed = print_page(
        invented / "briefing.html", tmp_path / "b.pdf", paper=paper
    ).read_bytes()
    boxes = re.findall(rb"/MediaBox \[0 0 ([\d.]+)", printed)

    assert printed.startswith(b"%PDF")
    assert {round(float(box)) for box in boxes} == {PAPER[paper][2]}


def test_dark_mode_keeps_figures_on_white(browser, invented):
    with visit(browser, invented / "briefing.html", scheme="dark") as page:
        behind = "e => getComputedStyle(e).backgroundColor"

        assert page.eval_on_selector("body", behind) != "rgb(255, 255, 255)"
        assert page.eval_on_selector("figure.card", behind) == "rgb(255, 255, 255)"


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_the_first_screen_says_how_many_origins_and_why(browser, invented, size):
    with visit(browser, invented / "briefing.html", size=size) as page:
        answer = page.locator(".answer > li").first
        box = answer.locator(".verdict").bounding_box()
        said = answer.inner_text()

        assert box["y"] + box["height"] < size["height"]
        assert "One origin behind all 4 articles: Port Valen harbour" in said
        assert "have the words" in said or "has the words" in said
        assert answer.locator("tr:last-child i").count() == 1


# --- it leads to what it says ---------------------------------------------------


def test_a_link_opens_what_it_leads_to(browser, page_file):
    with visit(browser, page_file) as page:
        places = page.eval_on_selector_all(
            "a[href^='#']", "links => links.map(link => link.getAttribute('href'))"
        )
        assert places
        for place in dict.fromkeys(places):
            page.evaluate("place => { location.hash = place }", place)
            target = page.locator(f"[id='{place[1:]}']")
            assert target.bounding_box()["height"] > 0


@pytest.mark.parametrize("pile", ["invented", "sample", "seeds"])
def test_a_sentence_leads_to_its_evidence(browser, request, pile):
    path = (request.getfixturevalue(pile) / "briefing.html").resolve()
    with visit(browser, path, reduced_motion="reduce") as page:
        sentences = page.locator(".summary li")
        assert sentences.count() > 0
        for number in range(sentences.count()):
            sentence = sentences.nth(number)
            text = sentence.locator("bdi").text_content()
            link = sentence.locator("a")
            target = page.locator(link.get_attribute("href"))
            link.click()

            quoted = target.locator(".quote q").all_text_contents()
            assert text in target.inner_text()
            assert text in quoted
            assert 0 <= target.bounding_box()["y"] < DESK["height"]
            told = int(link.inner_text().split()[0])
            assert target.locator(".from bdi").count() >= told


def test_every_figure_is_loaded_and_named(browser, sample):
    with visit(browser, (sample / "briefing.html").resolve()) as page:
        found = page.eval_on_selector_all(
            "img", "all => all.map(i => [i.naturalWidth > 0, i.alt.length > 20])"
        )

        assert found
        assert all(all(pair) for pair in found)
