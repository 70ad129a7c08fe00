"""Bytes become text: what is not text is named, what is not UTF-8 is told.

UTF-8 is tried first because text of another encoding is hardly ever valid UTF-8 by
chance. A file that is UTF-8 but for a few bytes keeps its characters and shows U+FFFD
for the broken ones. What reads as Western text in cp1252 (accents and curly quotes
among plain letters) is taken for that, because a few bytes are too few for statistics;
any other file is read in the encoding that `charset-normalizer` finds. Both leave a
note.
"""

import codecs
import re
from typing import NamedTuple

from .refusal import Refusal

# How files of other kinds begin, whatever their name says
KINDS = {
    b"%PDF": ("PDF", "convert it to text first"),
    b"\x89PNG": ("binary (PNG), not text", "convert it to text first"),
    b"\xff\xd8\xff": ("binary (JPEG), not text", "convert it to text first"),
    b"GIF8": ("binary (GIF), not text", "convert it to text first"),
    b"\x1f\x8b": ("gzip", "rename it to .gz"),
    b"PK\x03\x04": ("zip or office document", "rename it to .zip, or save it as text"),
    b"PK\x05\x06": ("an empty zip", "remove it"),
    b"BZh": ("bzip2", "unpack it first"),
    b"\xfd7zXZ": ("xz", "unpack it first"),
    b"7z\xbc\xaf": ("7z", "unpack it first"),
    b"Rar!": ("rar", "unpack it first"),
    b"(\xb5/\xfd": ("zstd", "unpack it first"),
    b"\xd0\xcf\x11\xe0": ("an old office document", "save it as text"),
    b"{\\rtf": ("RTF", "save it as text"),
    b"SQLite format 3": ("a database", "export its rows as CSV"),
    b"PAR1": ("parquet", "rename it to .parquet"),
    b"\x7fELF": ("a program, not text", "remove it"),
}
MARKS = (  # longest first: the mark of UTF-32 begins with that of UTF-16
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# Encodings that news is written in; a guess among all that exist is a lottery
CANDIDATES = [
    *("cp1254", "cp1250", "cp1251", "koi8_r", "cp1253", "cp1255", "cp1256"),
    *("cp1257", "cp1258", "mac_roman", "gb18030", "big5", "shift_jis", "euc_jp"),
    *("euc_kr", "cp874"),
]
MULTIBYTE = re.compile(
    rb"[\xc2-\xdf][\x80-\xbf]|[\xe1-\xef][\x80-\xbf]{2}|[\xf1-\xf4][\x80-\xbf]{3}"
)
HIGH = re.compile(rb"[\x80-\xff]")
# A letter beside a letter or a digit: what holds none holds no words
LETTERS = re.compile(r"[^\W\d_][^\W_]|\d[^\W\d_]")
CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
# What cp1252 never shows in Western text: the letters that stand for Turkish ones,
# three accented letters in a row, a sign inside a word
NOT_WESTERN = re.compile(
    r"[ðþÐÞ]|[À-ÖØ-öø-ÿ]{3}|(?<=[^\W\d_])[¡-©«-¸»-¿†‡ˆ‰ƒ¢×÷](?=[^\W\d_])|[\x80-\x9f]"
)
SAMPLE = 20_000  # bytes from which an encoding is found
MUCH_CONTROL = 0.02  # share of bytes; text has next to none
DECLARED = re.compile(
    rb"""(?:<meta[^>]{0,200}?charset\s*=\s*|<\?xml[^>]{0,100}?encoding\s*=\s*)"""
    rb"""["']?\s*([A-Za-z0-9_.:-]{2,40})""",
    re.IGNORECASE,
)


class Decoded(NamedTuple):
    """Text of a file, and what its reader should know of the decoding."""

    text: str
    notes: tuple[str, ...] = ()


def decode(raw: bytes, *, declares: bool = False) -> Decoded:
    """Return the text of a file.

    Parameters
    ----------
    raw : bytes
        The whole file.
    declares : bool, default False
        Whether files of this kind may name their encoding (HTML, XML).

    Raises
    ------
    Refusal
        If the file is empty or no text.

    Examples
    --------
    >>> decode("Türkiye’s talks went on, a clerk said.".encode("cp1252")).notes
    ('read as cp1252',)
    """
    if not raw:
        raise Refusal("empty file", "export the article again")
    marked = next((name for mark, name in MARKS if raw.startswith(mark)), _wide(raw))
    if marked:
        return _strictly(raw, marked)
    _check_kind(raw)
    try:
        return Decoded(raw.decode("utf-8"))
    except UnicodeDecodeError:
        return _declared(raw) if declares else _guessed(raw)


def _check_kind(raw: bytes) -> None:
    """Refuse a file that is of another kind, or no text at all."""
    for start, (kind, remedy) in KINDS.items():
        if raw.startswith(start):
            raise Refusal(kind, remedy)
    if _binary(raw):
        raise Refusal("binary, not text", "convert it to text first")


def _strictly(raw: bytes, encoding: str) -> Decoded:
    text = raw.decode(encoding, "replace")
    broken = text.count("\ufffd")
    return Decoded(text, _broken(broken, encoding) if broken else ())


def _broken(count: int, encoding: str) -> tuple[str, ...]:
    return (f"{count} broken characters, read as {encoding}",)


def _wide(raw: bytes) -> str | None:
    """UTF-16 without a mark: Latin text has a zero in every other byte."""
    sample = raw[:1000]
    if len(sample) < 4 or len(raw) % 2:
        return None
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    enough = 0.8 * (len(sample) // 2)
    if odd > enough and even == 0:
        return "utf-16-le"
    return "utf-16-be" if even > enough and odd == 0 else None


def _binary(raw: bytes) -> bool:
    """Whether control bytes are so many that this is no text."""
    sample = raw[:SAMPLE]
    return len(CONTROL.findall(sample)) > MUCH_CONTROL * len(sample)


def _declared(raw: bytes) -> Decoded:
    """Text in the encoding that the file names, where that is true."""
    found = DECLARED.search(raw[:4096])
    if found:
        encoding = found[1].decode("ascii")
        try:
            return Decoded(raw.decode(encoding), (f"read as {encoding.lower()}",))
        except (UnicodeDecodeError, LookupError):
            pass
    return _guessed(raw)


def _guessed(raw: bytes) -> Decoded:
    text = raw.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    if len(MULTIBYTE.findall(raw)) >= broken or _cut_off(raw):
        return Decoded(text, _broken(broken, "utf-8"))
    encoding = "cp1252" if _western(raw) else _found_encoding(raw)
    if encoding is None:
        return Decoded(text, _broken(broken, "utf-8"))
    read = raw.decode(encoding, "replace")
    lost = read.count("\ufffd")
    note = f"read as {encoding}" + (f", {lost} broken characters" if lost else "")
    return Decoded(read, (note,))


def _cut_off(raw: bytes) -> bool:
    """Whether what is broken are pieces of UTF-8: a lead byte or an overlong form."""
    leads = re.findall(rb"[\xc0\xc1\xe0-\xef][\x80-\xbf]|[\xf8-\xfd][\x80-\xbf]", raw)
    return 2 * len(leads) >= len(HIGH.findall(raw)) / 2


def _western(raw: bytes) -> bool:
    """Whether the file reads as Western text in cp1252."""
    try:
        return not NOT_WESTERN.search(raw.decode("cp1252"))
    except UnicodeDecodeError:
        return False


def _found_encoding(raw: bytes) -> str | None:
    """Find the encoding in which what is not ASCII reads best."""
    from charset_normalizer import from_bytes

    lines = [line for line in raw.split(b"\n") if HIGH.search(line)]
    sample = b"\n".join(lines)[:SAMPLE]
    best = from_bytes(sample, cp_isolation=CANDIDATES, enable_fallback=False).best()
    return best.encoding if best is not None else None
