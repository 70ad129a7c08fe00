"""What nobody sees in a text is taken out of it, and told.

An article's `text` is what was read, character by character, as long as that text is
clean; most are. Where it holds characters that no reader sees or means (control bytes,
soft hyphens, direction overrides), letters of another script that stand in for Latin
ones, mojibake that can be undone without doubt, or letters in pieces, `text` is the
repaired reading, `original` keeps what was read, and a note counts the repairs. All
offsets lead into `text`; `locate_original` leads from there to `original`. A repair
never adds or removes a line, so that a place can be found again line by line.
"""

import re
import unicodedata
from collections import Counter
from difflib import SequenceMatcher
from functools import cache

from ..lexicons import read_lexicon

LONE_SURROGATE = re.compile("[\ud800-\udfff]")
CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]")
BIDI = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
HIDDEN = re.compile(
    "[\u00ad\u034f\u180e\u200b\u2060-\u2065\ufeff\ufff9-\ufffb]|"
    "(?<![\U000e0020-\U000e007f\U0001f3f4])[\U000e0000-\U000e007f]+"
)
LIGATURE = re.compile("[\ufb00-\ufb06]")
# What UTF-8 becomes when it is read as cp1252, cp1251 or Mac Roman
GARBLED = re.compile(
    "[ÂÃÄÅÐÑØÙâðïРСвÎ×][\u0080-\u00bf\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192"
    "\u02c6\u02dc\u2013-\u2022\u2026\u2030\u2039\u203a\u20ac\u2122\u0402-\u040f\u0452-\u045f]"
)
ALIEN = re.compile("[\u0370-\u03ff\u0400-\u04ff\u0500-\u052f]")
WORD = re.compile(r"[^\W\d_]+")
LATIN = re.compile("[A-Za-z]")
LONGEST_LINE = 100_000  # characters; a longer one is no line to find a place in
NOTES = {
    "broken": "{} broken characters replaced",
    "control": "{} control characters removed",
    "bidi": "{} direction controls removed",
    "hidden": "{} hidden characters removed",
    "mojibake": "{} lines of mojibake repaired",
    "garbled": "{} lines look garbled",
    "mixed": "mixed-script words: {}",
    "composed": "{} letters put together (NFC)",
}


def clean_text(text: str) -> tuple[str, list[str]]:
    r"""Return the text as it is meant, and a note for each kind of repair.

    Examples
    --------
    >>> clean_text("The tal\x00ks on de\u00adconfliction went on.")[0]
    'The talks on deconfliction went on.'
    >>> clean_text("A plain line."), clean_text("zero\u200b width")[1]
    (('A plain line.', []), ['1 hidden characters removed'])
    """
    if text.isascii() and not CONTROL.search(text):
        return text, []
    counts: Counter[str] = Counter()
    text, counts["broken"] = LONE_SURROGATE.subn("\ufffd", text)
    for _ in range(2):  # what hid inside mojibake shows when that is undone
        if GARBLED.search(text):
            text, repaired, counts["garbled"] = _undo_mojibake(text)
            counts["mojibake"] += repaired
        for kind, pattern in (("control", CONTROL), ("bidi", BIDI), ("hidden", HIDDEN)):
            text, removed = pattern.subn("", text)
            counts[kind] += removed
    text = LIGATURE.sub(lambda found: unicodedata.normalize("NFKC", found[0]), text)
    if not unicodedata.is_normalized("NFC", text):
        composed = unicodedata.normalize("NFC", text)
        counts["composed"] = max(len(text) - len(composed), 1)
        text = composed
    if ALIEN.search(text) and LATIN.search(text):
        text, counts["mixed"] = _restore_letters(text)
    return text, [NOTES[kind].format(count) for kind, count in counts.items() if count]


def clean_field(value: str) -> str | None:
    r"""Return a field of metadata on one line, without what nobody sees.

    Examples
    --------
    >>> clean_field(" a\x00b\x1b[31m \n c ")
    'ab[31m c'
    """
    if is_plain(value):
        return " ".join(value.split()) or None
    text = LONE_SURROGATE.sub("\ufffd", value)
    for pattern in (BIDI, HIDDEN):
        text = pattern.sub("", text)
    text = " ".join(unicodedata.normalize("NFC", text).split())
    return CONTROL.sub("", text) or None


def is_plain(value: str) -> bool:
    """Whether a text is one line of ASCII, with no control character in it."""
    return value.isascii() and value.isprintable()


def locate_original(text: str, original: str, start: int, end: int) -> tuple[int, int]:
    r"""Return where a span of a repaired text stands in what was read.

    Parameters
    ----------
    text, original : str
        The columns of that name of one article.
    start, end : int
        A span of `text`.

    Returns
    -------
    tuple of int
        A span of `original`. Where the line was repaired, the span holds all
        characters that the repaired ones came from.

    Examples
    --------
    >>> locate_original("we met\nde facto", "we met\nd\u00ade facto", 10, 15)
    (11, 16)
    """
    ours, theirs = text.splitlines(keepends=True), original.splitlines(keepends=True)
    if len(ours) != len(theirs):  # a control byte that also ends lines was removed
        ours, theirs = [text], [original]
    at = shift = 0
    found: list[int] = []
    for line, read in zip(ours, theirs, strict=True):
        for place in (start, end)[len(found) :]:
            if place <= at + len(line):
                found.append(shift + _within(line, read, place - at, len(found) == 1))
        at, shift = at + len(line), shift + len(read)
    found += [len(original)] * (2 - len(found))  # behind the last line, or no line
    return found[0], found[1]


def _within(line: str, read: str, place: int, closing: bool) -> int:
    """Place in a line as read; a closing one stands behind what precedes it."""
    if line == read:
        return place
    if max(len(line), len(read)) > LONGEST_LINE:
        return len(read) if closing else 0
    blocks = SequenceMatcher(None, line, read, autojunk=False).get_opcodes()
    for tag, a, b, c, d in blocks:
        inside = a < place <= b if closing else a <= place < b
        if inside and tag == "equal":
            return c + place - a
        if inside:
            return d if closing else c
    return len(read) if closing or line else 0


def _undo_mojibake(text: str) -> tuple[str, int, int]:
    """Repair the lines whose repair leaves no doubt; count them and the others."""
    from ftfy import fix_encoding
    from ftfy.badness import badness

    repaired = garbled = 0
    lines = re.split(r"(\r\n|[\r\n])", text)
    for number, line in enumerate(lines):
        if not GARBLED.search(line) or not badness(line):
            continue
        mended = fix_encoding(line)
        certain = mended != line and not badness(mended) and "\ufffd" not in mended
        if certain and not re.search(r"[\r\n\v\f\x85\u2028\u2029]", mended):
            lines[number], repaired = mended, repaired + 1
        else:
            garbled += 1
    return "".join(lines), repaired, garbled


@cache
def _twins() -> dict[str, str]:
    """Letters of other scripts that look like a Latin one."""
    return {row["letter"]: row["twin"] for row in read_lexicon("lookalikes")}


def _restore_letters(text: str) -> tuple[str, int]:
    """Put Latin letters back where others stand in for them inside Latin words."""
    count = 0

    def restored(found: re.Match[str]) -> str:
        nonlocal count
        word = found[0]
        if not ALIEN.search(word) or not LATIN.search(word):
            return word
        count += 1
        latin = "".join(_twins().get(letter, letter) for letter in word)
        return word if ALIEN.search(latin) else latin

    return WORD.sub(restored, text), count
