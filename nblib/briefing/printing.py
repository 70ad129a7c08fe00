"""A page becomes a PDF through a browser that is already on the machine.

Chromium and its kin all print without a window. The page is printed from a copy that
names the paper, in a profile of its own, with every address outside unresolvable.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from ..errors import StorageError, UsageError

PAPERS = ("A4", "Letter")
VARIABLE = "NBLIB_BROWSER"
COMMANDS = (
    *("chromium", "chromium-browser", "google-chrome", "google-chrome-stable"),
    *("chrome", "microsoft-edge", "msedge", "brave-browser"),
)
PROGRAMS = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    r"C:\Program Files\Google\Chrome\Application\chrome.exe",
    r"C:\Program Files (x86)\Google\Chrome\Application\chrome.exe",
    r"C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe",
)
FLAGS = (
    *("--headless", "--disable-gpu", "--no-first-run", "--disable-extensions"),
    *("--disable-background-networking", "--disable-component-update"),
    *("--disable-sync", "--disable-quic", "--disable-dev-shm-usage"),
    *("--no-pdf-header-footer", "--host-resolver-rules=MAP * ~NOTFOUND"),
)
LONGEST = 180  # seconds


def find_browser() -> str:
    """Return the command of a Chromium, Chrome or Edge of this machine.

    Raises
    ------
    UsageError
        If there is none; the message says what to install.
    """
    named = os.environ.get(VARIABLE)
    if named:
        found = shutil.which(named)
        if not found:
            raise UsageError(f"{VARIABLE} names {named}, which is no program")
        return found
    for name in (*COMMANDS, *PROGRAMS):
        found = shutil.which(name)
        if found:
            return found
    raise UsageError(
        "no Chromium, Chrome or Edge found to print with; install one (Debian and "
        f"Ubuntu: apt-get install chromium) or name its program in {VARIABLE}"
    )


def print_page(
    page: Path, out: Path, *, paper: str = "A4", unfold: bool = False
) -> Path:
    """Print an HTML page to a PDF file.

    Parameters
    ----------
    page : Path
        A page made by this package.
    out : Path
        The PDF to write; what stood there is replaced only by a whole one.
    paper : str, default "A4"
        A4 or Letter.
    unfold : bool, default False
        Print what is folded up, too: every sentence behind every count.

    Returns
    -------
    Path
        `out`.

    Raises
    ------
    UsageError
        If the page does not exist, the paper is unknown, or no browser is found.
    StorageError
        If the browser makes no PDF, or it cannot be written.
    """
    if paper not in PAPERS:
        raise UsageError(f"paper must be {' or '.join(PAPERS)}, got {paper!r}")
    try:
        html = page.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"cannot read the page {page}: {error}") from error
    browser = find_browser()
    size = f"@page {{ size: {paper}; }}\n</style>"
    html = html.replace("</style>", size, 1)
    if unfold:
        html = html.replace("<details>", "<details open>")
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as room:
        copy, made = Path(room, "page.html"), Path(room, "page.pdf")
        copy.write_text(html, encoding="utf-8")
        _print(browser, copy, made, Path(room, "profile"))
        _move(made, out)
    return out


def _print(browser: str, page: Path, made: Path, profile: Path) -> None:
    as_root = hasattr(os, "geteuid") and os.geteuid() == 0
    command = [
        browser,
        *FLAGS,
        *(["--no-sandbox"] if as_root and sys.platform != "win32" else []),
        f"--user-data-dir={profile}",
        f"--print-to-pdf={made}",
        page.as_uri(),
    ]
    try:
        done = subprocess.run(
            command, capture_output=True, text=True, errors="replace", timeout=LONGEST
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise StorageError(f"{browser} made no PDF: {error}") from error
    if not made.exists() or not made.stat().st_size:
        last = next(iter(done.stderr.strip().splitlines()[-1:]), "no message")
        raise StorageError(f"{browser} made no PDF: {last}")


def _move(made: Path, out: Path) -> None:
    """Put the whole file in its place at once."""
    aside = out.with_name(f".{out.name}.part")
    try:
        shutil.copyfile(made, aside)
        aside.replace(out)
    except OSError as error:
        aside.unlink(missing_ok=True)
        raise StorageError(f"cannot write {out}: {error.strerror}") from error
