"""Claims and disagreements as the page shows them."""

import math
import re
from typing import Any

import pandas as pd

from .cuts import Row, group_rows
from .evidence import Place, Shelf
from .words import UNMEASURED, clean, counted, listed, number_or, spelled

COUNTS = (
    ("n_articles", "", "Told by", "article", "articles"),
    ("n_pipelines", "pipelines", "Gathered by", "newsroom", "newsrooms"),
    ("n_origins", "origins", "First said by", "origin", "origins"),
)
MOST_MARKS = 24  # a count is drawn as so many marks at most
# how an article comes by what it tells: bases, then the words for one and for many
WAYS = (
    ({"own"}, "reports it itself", "report it themselves"),
    ({"credited", "carried"}, "credits another report", "credit another report"),
    ({"digest"}, "sums up the reports of others", "sum up the reports of others"),
    (
        {"copied"},
        "has the words of another report without credit",
        "have the words of another report without credit",
    ),
)
NAMED = 4  # names given beside a count
RETOLD = ("copied", "digest")  # a telling in another report's stead
LONGEST = 45  # words; a longer sentence stands for a claim only without another
_WORD = re.compile(r"[^\W_]+(?:[’'][^\W_]+)?")
# A sentence leans on the one before it by its opening, or by a voice named there.
OPENS = re.compile(
    r"(?i)\W*(?:he|she|it|they|this|that|these|those|his|her|its|their|such|both|but|"
    r"and|yet|so|still|however|also|meanwhile|instead|another|others|the (?:same|"
    r"latter|former|other|visit|officials?|statement|ministry|sources?))\b"
)
_WHO = r"(?:he|she|they|the (?:official|source|figure|minister|spokes\w+)s?)"
_SAID = r"(?:said|says|noted|added|told|warned|insisted|explained|put it)"
VOICE = re.compile(rf"(?i)\b(?:{_WHO} {_SAID}|{_SAID} {_WHO})\b")
SHORT = 60  # a wording of so many characters is shown in its sentence
TAGS = {
    "anonymous": "unnamed voices only",
    "unattributed": "told without saying from whom",
}
DIFFERENCES = {
    "figure": "Figures differ",
    "date": "Dates differ",
    "name": "Names differ",
    "wording": "Wordings differ",
    "contradiction": "Accounts contradict each other",
    "attribution": "Attributions differ",
    "content": "Contents differ",
}


def best_first(claims: pd.DataFrame) -> pd.DataFrame:
    """Order claims by how many articles tell them, newsrooms and origins next."""
    by = ["n_articles", "n_pipelines", "n_origins", "start", "claim_id"]
    return claims.sort_values(by, ascending=[False, False, False, True, True])


def main_first(claims: pd.DataFrame) -> pd.DataFrame:
    """Put the main claim first: told by most articles, and nearest to their top."""
    ordered = best_first(claims)
    widest = claims.sort_values(
        ["n_articles", "start", "claim_id"], ascending=[False, True, True]
    )
    main = widest["claim_id"].head(1)
    rest = ordered[~ordered["claim_id"].isin(main)]
    return pd.concat([widest.head(1), rest])


def anchor_of(claim_id: str) -> str:
    """Return the name of a claim's place in the page."""
    return f"claim-{claim_id}"


def counts_of(claim: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the three counts: number, nouns, names, and as many marks."""
    held = []
    for column, names, label, singular, plural in COUNTS:
        number = number_or(claim[column])
        known = number != UNMEASURED
        named = clean(claim[names], "") if names and known else ""
        apart = claim.get("elsewhere", 0) if not names else 0
        held.append(
            {
                "label": label,
                "number": number if known else f"an {UNMEASURED} number of",
                "noun": singular if number == "1" else plural,
                "names": f"{apart} of them in other stories"
                if apart
                else listed(named.split("; "), NAMED),
                "marks": min(int(number), MOST_MARKS) if known else 0,
            }
        )
    return held


def verdict(claim: dict[str, Any]) -> str:
    """Say in a line how many independent origins a claim has.

    Examples
    --------
    >>> verdict({"n_articles": 4, "n_origins": 1, "origins": "Harbour authority"})
    'One origin behind all 4 articles: Harbour authority.'
    >>> verdict({"n_articles": 3, "n_origins": 2, "origins": "Ilka Moren; City"})
    'Two independent origins behind 3 articles: Ilka Moren and City.'
    """
    told = counted(int(claim["n_articles"]), "article")
    if pd.isna(claim["n_origins"]):
        return f"How many origins stand behind {told} is {UNMEASURED}."
    number = int(claim["n_origins"])
    names = listed(clean(claim["origins"], "").split("; "), NAMED)
    names = f": {names}" if names else ""
    if number == 1:
        every = told if told.startswith("1 ") else f"all {told}"
        return f"One origin behind {every}{names}."
    origins = counted(number, "independent origin").removeprefix(str(number))
    return f"{spelled(number).capitalize()}{origins} behind {told}{names}."


def ways_of(mentions: list[Row], shelf: Shelf) -> str:
    """Say how the articles that tell a claim come by it."""
    bases: dict[str, set[str]] = {}
    for row in mentions:
        place = (row["article_id"], row["start"], row["end"])
        traces = shelf.traces.get(place, [])
        bases.setdefault(row["article_id"], set()).update(t["basis"] for t in traces)
    parts = []
    for kinds, one, many in WAYS:
        mine = [name for name, held in bases.items() if held & kinds]
        for name in mine:
            del bases[name]
        if mine:
            words = one if len(mine) == 1 else many
            parts.append(f"{spelled(len(mine))} {words}")
    return f"Of the articles that tell it, {listed(parts)}." if parts else ""


def why(claim: dict[str, Any]) -> str:
    """Say in a sentence what a claim rests on.

    Examples
    --------
    >>> why({"n_articles": 4, "n_pipelines": 1, "n_origins": None,
    ...      "pipelines": "Brine Wire", "origins": None})
    'Told by 4 articles, gathered by 1 newsroom (Brine Wire), first said by an \
unmeasured number of origins.'
    """
    told, gathered, said = (
        f"{count['number']} {count['noun']}"
        + (f" ({count['names']})" if count["names"] else "")
        for count in counts_of(claim)
    )
    return f"Told by {told}, gathered by {gathered}, first said by {said}."


def places_of(mentions: list[Row]) -> list[Place]:
    """Return where a claim is told."""
    return [(row["article_id"], int(row["start"]), int(row["end"])) for row in mentions]


def stand_alone(claim: dict[str, Any], places: list[Place], shelf: Shelf) -> str:
    """Return the claim's own sentence, or a telling of it that needs no other.

    A telling that copies or sums up another report gives way to one of its own.
    Among the tellings that do not lean on the sentence before them, the one most
    like the others: the cosine of their words, on average.
    """
    own = clean(claim["text"])
    retold = {place for place in places if _is_retold(place, shelf)}
    first_hand = all(
        place not in retold for place in places if _says(place, own, shelf)
    )
    if not places or (first_hand and not leans(own)):
        return own
    words = {place: words_of(shelf.words(*place)) for place in places}

    def order(place: Place) -> tuple[Any, ...]:
        text = shelf.words(*place)
        alike = sum(likeness(words[place], other) for other in words.values())
        long = len(text.split()) > LONGEST
        early = shelf.when(place[0])
        return leans(text), place in retold, long, -round(alike, 6), early, place

    best = shelf.words(*min(places, key=order))
    return own if leans(best) else best


def _is_retold(place: Place, shelf: Shelf) -> bool:
    return any(row["basis"] in RETOLD for row in shelf.traces.get(place, []))


def _says(place: Place, text: str, shelf: Shelf) -> bool:
    return shelf.words(*place) == text


def words_of(text: str) -> set[str]:
    """Return the words of more than three letters.

    Examples
    --------
    >>> sorted(words_of("The pier's cracks were old."))
    ['cracks', "pier's", 'were']
    """
    return {word for word in _WORD.findall(text.casefold()) if len(word) > 3}


def likeness(a: set[str], b: set[str]) -> float:
    """Return the cosine of two sets of words, 0 to 1."""
    return len(a & b) / math.sqrt(len(a) * len(b)) if a and b else 0.0


def leans(text: str) -> bool:
    """Return whether a sentence needs the one before it.

    Examples
    --------
    >>> leans("The same harbour was named."), leans("Port Valen was named.")
    (True, False)
    """
    return bool(OPENS.match(text) or VOICE.search(text)) or text[:1].islower()


def show_claim(
    claim: dict[str, Any],
    mentions: list[Row],
    shelf: Shelf,
    inside: set[str] | None,
) -> dict[str, Any]:
    """Return what the page shows of a claim of the story of the articles `inside`."""
    places = places_of(mentions)
    tags = [TAGS[claim["attribution"]]] if claim["attribution"] in TAGS else []
    tellers = {row["article_id"] for row in mentions}
    elsewhere = tellers - inside if inside is not None else ()
    claim = {**claim, "elsewhere": len(elsewhere)}
    number = len(mentions)
    return {
        "anchor": anchor_of(claim["claim_id"]),
        "text": stand_alone(claim, places, shelf),
        "counts": counts_of(claim),
        "verdict": verdict(claim),
        "ways": ways_of(mentions, shelf),
        "why": why(claim),
        "tags": tags,
        "evidence": shelf.quotes(places),
        "evidence_line": f"{counted(number, 'sentence')} that "
        f"{'tells' if number == 1 else 'tell'} it",
    }


def show_disagreements(rows: list[Row], shelf: Shelf) -> list[dict[str, Any]]:
    """Return the differing wordings, group by group."""
    groups = []
    for name, held in sorted(group_rows(rows, "disagreement_id").items()):
        kind = clean(held[0]["kind"])
        wordings = [
            _wording(clean(words), at, shelf)
            for words, at in sorted(group_rows(held, "text").items())
        ]
        wordings.sort(key=lambda row: -row["carried"])
        groups.append(
            {
                "anchor": f"differ-{name}",
                "title": DIFFERENCES.get(kind, f"{kind.capitalize()} differs"),
                "caption": f"{counted(len(wordings), 'wording')} in "
                f"{counted(len({row['article_id'] for row in held}), 'article')}",
                "rows": wordings,
            }
        )
    return groups


def _wording(words: str, at: list[Row], shelf: Shelf) -> dict[str, Any]:
    ordered = sorted(at, key=lambda row: (row["article_id"], row["start"]))
    first = ordered[0]
    around = shelf.sentence(first["article_id"], first["start"], first["end"])
    outlets = dict.fromkeys(shelf.outlet(row["article_id"]) for row in ordered)
    carried = 0 if pd.isna(first["n_pipelines"]) else int(first["n_pipelines"])
    return {
        "words": words,
        "carried": carried,
        "outlets": listed(outlets),
        "newsrooms": counted(carried, "newsroom") if carried else "",
        "outlier": any(row["outlier"] is True for row in at),
        "sentence": around if len(words) < SHORT and around != words else "",
    }
