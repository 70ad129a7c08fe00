"""Claims and disagreements as the page shows them."""

from typing import Any

import pandas as pd

from .evidence import Shelf
from .words import UNMEASURED, clean, counted, listed, number_or

COUNTS = (
    ("n_articles", "", "article", "articles"),
    ("n_pipelines", "pipelines", "newsroom", "newsrooms"),
    ("n_origins", "origins", "origin", "origins"),
)
NAMED = 4  # names given beside a count
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


def counts_of(claim: dict[str, Any], most: int) -> list[dict[str, Any]]:
    """Return the three counts: number, noun, names, width of a bar in percent."""
    held = []
    for column, names, singular, plural in COUNTS:
        number = number_or(claim[column])
        known = number != UNMEASURED
        named = clean(claim[names], "") if names and known else ""
        apart = claim.get("elsewhere", 0) if not names else 0
        held.append(
            {
                "number": number if known else f"an {UNMEASURED} number of",
                "noun": singular if number == "1" else plural,
                "names": f"{apart} of them in other stories"
                if apart
                else listed(named.split("; "), NAMED),
                "label": plural,
                "width": round(78 * int(number) / max(most, 1)) if known else 0,
            }
        )
    return held


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
        for count in counts_of(claim, 1)
    )
    return f"Told by {told}, gathered by {gathered}, first said by {said}."


def show_claim(
    claim: dict[str, Any], mentions: pd.DataFrame, shelf: Shelf, inside: set[str]
) -> dict[str, Any]:
    """Return what the page shows of a claim of the story of the articles `inside`."""
    told = mentions.sort_values(["article_id", "start"])
    evidence = [
        shelf.quote(row["article_id"], row["start"], row["end"])
        for row in told.to_dict("records")
    ]
    tags = [TAGS[claim["attribution"]]] if claim["attribution"] in TAGS else []
    elsewhere = told.loc[~told["article_id"].isin(inside), "article_id"].nunique()
    claim = {**claim, "elsewhere": elsewhere}
    return {
        "anchor": anchor_of(claim["claim_id"]),
        "text": clean(claim["text"]),
        "counts": counts_of(claim, int(claim["n_articles"])),
        "why": why(claim),
        "tags": tags,
        "evidence": evidence,
        "evidence_line": f"{counted(len(evidence), 'sentence')} that "
        f"{'tells' if len(evidence) == 1 else 'tell'} it",
    }


def show_disagreements(rows: pd.DataFrame, shelf: Shelf) -> list[dict[str, Any]]:
    """Return the differing wordings, group by group."""
    groups = []
    for name, held in rows.groupby("disagreement_id", sort=True):
        kind = clean(held["kind"].iloc[0])
        wordings = [
            _wording(clean(words), at, shelf)
            for words, at in held.groupby("text", sort=True)
        ]
        groups.append(
            {
                "anchor": f"differ-{name}",
                "title": DIFFERENCES.get(kind, f"{kind.capitalize()} differs"),
                "caption": f"{counted(len(wordings), 'wording')} in "
                f"{counted(held['article_id'].nunique(), 'article')}",
                "rows": wordings,
            }
        )
    return groups


def _wording(words: str, at: pd.DataFrame, shelf: Shelf) -> dict[str, str]:
    ordered = at.sort_values(["article_id", "start"])
    first = ordered.iloc[0]
    around = shelf.sentence(first["article_id"], first["start"], first["end"])
    return {
        "words": words,
        "outlets": listed(dict.fromkeys(map(shelf.outlet, ordered["article_id"]))),
        "sentence": around if len(words) < SHORT and around != words else "",
    }
