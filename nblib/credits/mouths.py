"""For which body a named person speaks: "Jo Orlo, who speaks for the ministry".

A spokesperson is heard as the office, not as a witness of its own; so a person and the
body that the text lets him speak for can be taken for one.
"""

import re
from functools import cache

SPOKESPERSON = (
    r"(?:spokes(?:man|woman|person)|(?:press|media|information) (?:secretary|officer))"
)
RANK = r"(?:(?:an?|the|its|their|chief|senior|deputy|lead|top|official|military) )*"
OFFICE = (
    r"(?:[A-Z][\w&.’-]*|of|for|the|and|ministry|department|office|army|military|police"
    r"|government|navy|foreign|defen[cs]e|interior|finance|health|justice|transport"
    r"|energy|presidential|party|council|court)"
)
END = r"(?=[,.;:()\n“”\"]|\s(?:said|says|told|added|confirmed|announced|wrote|who)\b|$)"
LEAD = re.compile(r"(?:(?:of|for|the|and)\s+)+", re.IGNORECASE)
POSSESSIVE = re.compile(r"['’]s?$")


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
    for pattern in _patterns(name):
        if match := pattern.search(text):
            body = POSSESSIVE.sub("", " ".join(match["body"].split()))
            return LEAD.sub("", body, count=1) if LEAD.match(body) else body
    return None


@cache
def _patterns(name: str) -> tuple[re.Pattern[str], ...]:
    who = re.escape(name)
    inner = r"(?P<body>[^,.;:()\n“”\"]{2,80}?)"
    body = inner + END
    before = rf"(?P<body>(?:{OFFICE}(?:['’]s)?\s+)*{OFFICE})(?:['’]s?)?\s+"
    return (
        re.compile(rf"{who},? who (?:speaks|spoke) for {body}"),
        re.compile(rf"{who},? {RANK}{SPOKESPERSON} (?:for|of|at|with) {body}"),
        re.compile(rf"{before}{RANK}{SPOKESPERSON},? {who}\b"),
        re.compile(rf"{SPOKESPERSON} (?:for|of|at|with) {inner},? {who}\b"),
    )
