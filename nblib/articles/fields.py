"""What other programs call the fields of an article, and what their values mean.

Exports name one thing in many ways (`body`, `content`, `full_text`). The names stand
in `lexicons/fields.csv`, the best first; a field that none of them fills is missing.
"""

import re
from collections.abc import Mapping
from functools import cache
from typing import Any
from urllib.parse import parse_qsl, quote, urlencode, urlsplit, urlunsplit

from ..lexicons import read_lexicon, split_cell

# Parameters of an address that follow the reader and not the page
TRACKING = re.compile(
    r"(?:utm_\w*|fbclid|gclid|dclid|gbraid|wbraid|msclkid|yclid|igshid|mc_[ce]id|"
    r"ocid|cmpid|cmp|ns_\w+|smid|ref|ref_src|ref_url|icid|sr_share|_ga|at_\w+)",
    re.IGNORECASE,
)
MARKUP = re.compile(
    r"<(?:!doctype|html|body|p|div|article|section|br|h[1-6]|ul)\b", re.I
)
PORTS = {"http": 80, "https": 443}
LONGEST_URL = 2_000  # characters
HOST = re.compile(
    r"[^\W_][\w-]{0,62}(?:\.[^\W_][\w-]{0,62}){1,20}|[\da-f:.]{2,45}", re.IGNORECASE
)
COPYRIGHT = re.compile(
    r"^(?:copyright ?©?|©|\(c\) ?copyright|\(c\))[ \t]*"
    r"(?:\d{4}(?:[-–]\d{2,4})?,?[ \t]*)?(?:by[ \t]+)?"
    r"([A-Z][\w'’&.-]*(?:[ \t][\w'’&.-]+){0,5}?)"
    r"(?:[.,][ \t]|\.?$|[ \t]*[-–|][ \t]|[ \t]+all rights)",
    re.MULTILINE | re.IGNORECASE,
)
TAIL = 2_000  # characters at the end of a text in which a copyright line stands


def read_fields(given: Mapping[str, Any]) -> dict[str, Any]:
    """Return the fields of a record under our names; what is unknown is left out.

    Examples
    --------
    >>> read_fields({"headline": "Talks", "body": "They met.", "source": {"name": "X"}})
    {'text': 'They met.', 'title': 'Talks', 'outlet': 'X'}
    """
    held = {
        re.sub(r"[\s-]+", "_", key.strip().lower()): value
        for key, value in given.items()
        if isinstance(key, str)
    }
    fields: dict[str, Any] = {}
    for field, names in _names():
        values = (_plain(held[name]) for name in names if name in held)
        value = next((value for value in values if value not in (None, "")), None)
        if value is not None:
            fields[field] = value
    text = fields.get("text")
    if "markup" not in fields and isinstance(text, str) and MARKUP.match(text.lstrip()):
        fields["markup"] = fields.pop("text")
    elif "text" in fields:
        fields.pop("markup", None)
    return fields


@cache
def _names() -> tuple[tuple[str, tuple[str, ...]], ...]:
    return tuple(
        (row["field"], tuple(split_cell(row["names"])))
        for row in read_lexicon("fields")
    )


def _plain(value: Any) -> Any:
    """Return the one value that an object or a list of them stands for."""
    if isinstance(value, Mapping):
        keys = ("rendered", "name", "title", "value", "text", "#text", "$oid", "$date")
        return next((_plain(value[key]) for key in keys if value.get(key)), None)
    if isinstance(value, list):
        parts = [_plain(part) for part in value[:100]]
        kept = [str(part) for part in parts if part not in (None, "")]
        joined = "\n" if any(len(part) > 80 for part in kept) else ", "
        return joined.join(kept) or None
    return value


def clean_url(given: str) -> str | None:
    """Return an address in its one form, or None when it is no web address.

    Examples
    --------
    >>> clean_url("HTTPS://News.Example:443/a?utm_source=x&id=7#top")
    'https://news.example/a?id=7'
    >>> clean_url("javascript:alert(1)") is None
    True
    """
    stated = given.strip()
    if len(stated) > LONGEST_URL or re.search(r"[\x00-\x20\x7f\"<>\\^`{|}]", stated):
        return None
    try:
        parts = urlsplit(stated)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        return None
    if parts.scheme not in PORTS or not HOST.fullmatch(host):
        return None
    place = f"[{host}]" if ":" in host else host
    if port not in (None, PORTS[parts.scheme]):
        place += f":{port}"
    pairs = parse_qsl(parts.query, keep_blank_values=True, max_num_fields=None)
    kept = [(key, value) for key, value in pairs if not TRACKING.fullmatch(key)]
    query = parts.query if len(kept) == len(pairs) else urlencode(kept)
    path = quote(parts.path, safe="/%:@!$&'()*+,;=~-._")
    return urlunsplit((parts.scheme, place, path or "/", query, ""))


def host_of(url: str | None) -> str | None:
    """Return the host of a web address without the labels that name no site.

    Examples
    --------
    >>> host_of("https://www.news.example/a")
    'news.example'
    """
    host = urlsplit(url).hostname if url else None
    return re.sub(r"^(?:www\d?|m|amp|mobile)\.", "", host) if host else None


@cache
def _domains() -> dict[str, str]:
    return {
        domain.lower(): row["name"]
        for row in read_lexicon("outlets")
        for domain in split_cell(row["domain"])
    }


def outlet_of(url: str | None) -> str | None:
    """Return the outlet of a web address: its name where known, else its host.

    Examples
    --------
    >>> outlet_of("https://edition.reuters.com/a"), outlet_of("https://a.example/b")
    ('Reuters', 'a.example')
    >>> outlet_of(None) is None
    True
    """
    host = host_of(url)
    labels = host.split(".") if host else []
    ends = [".".join(labels[number:]) for number in range(len(labels) - 1)]
    return next((_domains()[end] for end in ends if end in _domains()), host)


def outlet_credited(text: str) -> str | None:
    """Return the outlet that a copyright line at the end of a text names.

    Examples
    --------
    >>> outlet_credited("© 2025 The Harbour Post. All rights reserved.")
    'The Harbour Post'
    >>> outlet_credited("They met.") is None
    True
    """
    found = [match[1] for match in COPYRIGHT.finditer(text[-TAIL:])]
    return found[-1].rstrip(".") if found else None
