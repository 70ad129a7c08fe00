"""For which body a named person speaks: "Jo Orlo, who speaks for the ministry".

A spokesperson is heard as the office, not as a witness of its own; so a person and the
body that the text lets him speak for can be taken for one. Who heads an organisation
speaks for it as well. Who heads a ministry or a state speaks for himself.
"""

import re
from collections.abc import Iterator
from itertools import islice

SPOKESPERSON = (
    r"(?:spokes(?:man|woman|person)|(?:press|media|information) (?:secretary|officer))"
)
RANK = r"(?:(?:an?|the|its|their|chief|senior|deputy|lead|top|official|military) )*"
HEAD = (
    r"(?:(?:executive |managing |general )?director|head|founder|co-founder"
    r"|chief executive|CEO|chair(?:man|woman|person)?|secretary[- ]general)"
)
NAMED = r"[A-Z][\w&-]+\s+(?:(?:of|for|the|and|[A-Z][\w&-]+)\s+){0,6}[A-Z][\w&-]+"
GROUPS = frozenset(
    {"group", "company", "firm", "organisation", "organization", "agency", "network"}
    | {"charity", "party", "institute", "union", "association", "monitor", "watchdog"}
)
OFFICE = (
    r"(?:[A-Z][\w&.’-]*|of|for|the|and|ministry|department|office|army|military|police"
    r"|government|navy|foreign|defen[cs]e|interior|finance|health|justice|transport"
    r"|energy|presidential|party|council|court|group|company|firm|network|agency|union)"
)
END = r"(?=[,.;:()\n“”\"]|\s(?:said|says|told|added|confirmed|announced|wrote|who)\b|$)"
LEAD = re.compile(r"(?:(?:of|for|the|and)\s+)+", re.IGNORECASE)
POSSESSIVE = re.compile(r"['’]s?$")
NEAR = 2000  # characters back to whom "the group" means
MENTIONS = 20  # of a person; news tells early who that is
REACH = 160  # characters on either side of a name
INNER = r"(?P<body>[^,.;:()\n“”\"]{2,80}?)"
LED = rf"(?P<body>(?:{OFFICE}(?:['’]s)?\s+){{0,6}}{OFFICE})(?:['’]s?)?\s+"
BEHIND = tuple(
    re.compile(pattern)
    for pattern in (
        rf",? who (?:speaks|spoke) for {INNER}{END}",
        rf",? {RANK}{SPOKESPERSON} (?:for|of|at|with) {INNER}{END}",
        rf",? {RANK}{HEAD} (?:of|at|for) (?:the )?(?P<body>{NAMED})",
    )
)
AHEAD = tuple(
    re.compile(pattern)
    for pattern in (
        rf"\b{LED}{RANK}{SPOKESPERSON},? $",
        rf"\b{SPOKESPERSON} (?:for|of|at|with) {INNER},? $",
        rf"\b(?P<body>{NAMED})\b[^.;“”]*?, (?:its )?{HEAD},? $",
        rf"\b(?P<body>{NAMED})(?:['’]s?)? {RANK}{HEAD},? $",
    )
)


# One of these stands in whatever the patterns match; most names have none near.
OFFICES = re.compile(
    r"who sp|spokes|secretary|officer|director|head|founder|chief executive|CEO|chair"
)


def find_mouth(name: str, text: str) -> str | None:
    """Return the body that a text lets a person speak for, as it is written.

    Parameters
    ----------
    name : str
        The person's full name.
    text : str
        The article.

    Examples
    --------
    >>> find_mouth("Jo Orlo", "Jo Orlo, who speaks for the Valen Port Board, said no.")
    'Valen Port Board'
    >>> find_mouth("Jo Orlo", "Danish transport ministry spokesman Jo Orlo said no.")
    'Danish transport ministry'
    >>> find_mouth("Jo Orlo", "Jo Orlo, a baker, said no.")
    """
    for start, end in islice(_places(name, text), MENTIONS):
        match = _office_beside(text[max(0, start - REACH) : start], text[end:][:REACH])
        if match:
            body = POSSESSIVE.sub("", " ".join(match["body"].split()))
            body = LEAD.sub("", body, count=1) if LEAD.match(body) else body
            return _named(body, text[:start])
    return None


def _places(name: str, text: str) -> Iterator[tuple[int, int]]:
    """Yield where a name stands as words of its own."""
    start = text.find(name)
    while start >= 0:
        end = start + len(name)
        alone = not (
            _is_letter(text[start - 1 : start]) or _is_letter(text[end : end + 1])
        )
        if alone:
            yield start, end
        start = text.find(name, end if alone else start + 1)


def _is_letter(character: str) -> bool:
    return character.isalnum() or character == "_"


def _office_beside(before: str, behind: str) -> re.Match[str] | None:
    """Find the words beside a name that tell its office."""
    found: list[re.Match[str] | None] = []
    if OFFICES.search(behind):
        found += [pattern.match(behind) for pattern in BEHIND]
    if OFFICES.search(before):
        found += [pattern.search(before) for pattern in AHEAD]
    return next(filter(None, found), None)


def _named(body: str, before: str) -> str | None:
    """Return the body by name: "the group" is the last one that was named."""
    if body.casefold() not in GROUPS:
        return body
    named = re.findall(rf"\b[Tt]he ({NAMED})", before[-NEAR:])
    return named[-1] if named else None
