"""Markdown: the words without their marks; headings keep theirs, links are kept apart.

Emphasis and addresses inside a sentence would hide its words from every later stage;
`original` keeps the file's own text.
"""

import re
from typing import Any

from ..decoding import decode
from ..hygiene import clean_text
from ..limits import Limits
from . import Found
from .text import front_matter

LINK = re.compile(
    r"(!?)\[([^\[\]\n]{0,1000})\]\(\s{0,9}<?([^\s()<>]{0,2000}"
    r"(?:\([^\s()<>]{0,100}\)[^\s()<>]{0,1000})?)>?(?:\s{1,9}[\"'][^\"'\n]{0,300}[\"'])?\s{0,9}\)"
)
EMPHASIS = re.compile(
    r"(?<![\w*_\\])(\*\*\*|\*\*|\*|___|__|_)(?=[^\s*_])([^*_\n]{1,1000})(?<=[^\s*_])\1(?![\w*_])"
)
HEADING = re.compile(r"^# +(\S[^\n]{0,300})$", re.MULTILINE)


def read(raw: bytes, stem: str, limits: Limits) -> Found:
    """Yield the one article of a Markdown file."""
    decoded, notes = decode(raw)
    fields, start = front_matter(decoded)
    body, repairs = clean_text(decoded[start:])
    text, links = plain_words(body)
    heading = HEADING.search(text)
    if heading and "title" not in fields:
        fields["title"] = heading[1].strip("# ")
    changed = {} if text == decoded[start:] else {"original": decoded[start:]}
    yield (
        None,
        {
            **fields,
            **changed,
            "article_id": stem,
            "text": text,
            "links": links,
            "notes": [*notes, *repairs],
        },
    )


def plain_words(text: str) -> tuple[str, list[dict[str, Any]]]:
    """Return the text without marks of emphasis and addresses, and its links.

    Examples
    --------
    >>> plain_words("**Two** people [told AP](https://ap.example/1) so.")
    ('Two people told AP so.', [{'start': 11, 'end': 18, 'url': 'https://ap.example/1'}])
    """
    pieces: list[str] = []
    links: list[dict[str, Any]] = []
    length = position = 0
    for found in LINK.finditer(text):
        before = EMPHASIS.sub(r"\2", text[position : found.start()])
        anchor = "" if found[1] else EMPHASIS.sub(r"\2", found[2])
        length += len(before)
        if anchor:
            links.append(
                {"start": length, "end": length + len(anchor), "url": found[3]}
            )
        pieces += [before, anchor]
        length += len(anchor)
        position = found.end()
    pieces.append(EMPHASIS.sub(r"\2", text[position:]))
    return "".join(pieces), links
