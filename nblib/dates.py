"""When an article was published, from its own words where nobody says it.

Every clue is a constraint, none is a guess: a photo's date and the newest past
date told are lower bounds, the date in a page's header is the day on which the
page was saved and so an upper bound, and a weekday leaves one day in seven. A day
is given when the constraints together leave one; else the interval stands. A week
that one article does not know can be known by the pile: the same happening, told
with a date elsewhere. File times and today's date are never used.
"""

import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import pairwise
from math import log
from typing import Any

import pandas as pd

from .tables import check_table, make_table
from .timexes import find_timexes
from .timexes.calendars import grain_of, iso_day, span_of
from .zones import find_zones, split_sentences

_URL_DAY = re.compile(r"(?<!\d)((?:19|20)\d\d)[/_-]?(\d\d)[/_-]?(\d\d)(?!\d)")
_URL_MONTH = re.compile(r"/((?:19|20)\d\d)[/-](\d\d)(?!\d)")
_LABEL = re.compile(r"published|posted|updated|modified", re.IGNORECASE)
_DATELINE = re.compile(r"[A-Z][A-Z.' -]{2,40}(?:, [\w.' ]{2,20})?,?\s$")
_WEEKDAY = re.compile(r"XXXX-WXX-(\d)")
_BARE = re.compile(r"(?:on )?\w+day(?: (?:morning|afternoon|evening|night))?", re.IGNORECASE)
_NEWS_DAY = re.compile(r"today|yesterday|tomorrow", re.IGNORECASE)
_AHEAD = re.compile(r"\b(?:will|would|until|by|next|upcoming|scheduled|planned|due|expected)\b")
_WORD = re.compile(r"[^\W\d_]{4,}")
_HEAD_LINES = 12  # lines in which an article's own date line may stand
_LABEL_WORDS = 2  # words beside the date in an article's own date line
_ALIKE = 0.25  # share of the weighted words of two sentences on one happening
_SHARED = 3  # words that they share at least


@dataclass
class _Clues:
    """What one article says about its own date."""

    article_id: str
    given: str | None = None
    exact: list[tuple[str, str, int | None, int | None]] = field(default_factory=list)
    lower: list[tuple[str, str, int, int]] = field(default_factory=list)
    upper: list[tuple[str, str, int, int]] = field(default_factory=list)
    weekday: tuple[int, int, int] | None = None


def date_articles(
    articles: pd.DataFrame,
    *,
    zones: pd.DataFrame | None = None,
    timexes: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Date the articles, from their metadata or else from the texts.

    Parameters
    ----------
    articles : DataFrame
        The articles table.
    zones, timexes : DataFrame, optional
        Made when left out.

    Returns
    -------
    DataFrame
        The dates table, one row an article: `published`, missing where more than
        one day is left; `earliest` and `latest`, the interval that is left, each
        missing where open; `weekday` (`XXXX-WXX-4`) where the text shows it;
        `basis` (metadata, address, date line, dateline, a list of the clues that
        were put together, pile, unknown); `start` and `end`, the deciding words
        in the text; `spans`, all of the evidence as `start-end` pairs.

    Examples
    --------
    >>> from nblib.articles import make_articles
    >>> text = "Harbour reopens\\nApril 10, 2025\\nThe harbour reopened on Thursday."
    >>> date_articles(make_articles([{"id": "a", "text": text}]))["published"].tolist()
    ['2025-04-10']
    """
    check_table(articles, "articles")
    zones = find_zones(articles) if zones is None else check_table(zones, "zones")
    if timexes is None:
        timexes = find_timexes(articles)
    check_table(timexes, "timexes")
    clues = _collect(articles, zones, timexes)
    rows = {clue.article_id: _decide(clue) for clue in clues}
    _ask_pile(articles, zones, timexes, clues, rows)
    return make_table("dates", [rows[key] for key in sorted(rows)])


def with_dates(articles: pd.DataFrame, dates: pd.DataFrame) -> pd.DataFrame:
    """Return the articles with missing `published` filled from the dates table.

    Examples
    --------
    >>> from nblib.articles import make_articles
    >>> text = "Harbour reopens\\nApril 10, 2025\\nThe harbour reopened on Thursday."
    >>> articles = make_articles([{"id": "a", "text": text}])
    >>> with_dates(articles, date_articles(articles))["published"].tolist()
    ['2025-04-10']
    """
    check_table(articles, "articles")
    check_table(dates, "dates")
    found = dates.set_index("article_id")["published"]
    filled = articles["published"].fillna(articles["article_id"].map(found))
    return articles.assign(published=filled.astype(articles["published"].dtype))


# --- clues of one article ------------------------------------------------------


def _collect(
    articles: pd.DataFrame, zones: pd.DataFrame, timexes: pd.DataFrame
) -> list[_Clues]:
    zones_of, timexes_of = _by_article(zones), _by_article(timexes)
    clues = []
    for row in articles.to_dict("records"):
        key = row["article_id"]
        clue = _Clues(key, None if pd.isna(row["published"]) else row["published"])
        clues.append(clue)
        if clue.given is None:
            _read_url(clue, row["url"])
            _read_text(clue, row["text"], zones_of[key], timexes_of[key])
    return clues


def _by_article(table: pd.DataFrame) -> dict[str, list[dict[str, Any]]]:
    held: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in table.to_dict("records"):
        held[row["article_id"]].append(row)
    return held


def _read_url(clue: _Clues, url: Any) -> None:
    if pd.isna(url):
        return
    found = _URL_DAY.search(url)
    day = iso_day(*(int(part) for part in found.groups())) if found else None
    month = _URL_MONTH.search(url)
    if day:
        clue.exact.append((day, "address", None, None))
    elif month and 1 <= int(month[2]) <= 12:
        clue.exact.append((f"{month[1]}-{month[2]}", "address", None, None))


def _read_text(
    clue: _Clues, text: str, zones: list[dict[str, Any]], timexes: list[dict[str, Any]]
) -> None:
    """Sort the dates told by the zone they stand in."""
    weekdays: list[tuple[int, int, int]] = []
    newspaper = False
    for timex in timexes:
        place = next((n for n, z in enumerate(zones) if z["start"] <= timex["start"] < z["end"]), None)
        if place is None:
            continue
        zone, span = zones[place], (timex["start"], timex["end"])
        if zone["zone"] == "body":
            newspaper |= bool(_NEWS_DAY.fullmatch(timex["text"]))
        if grain_of(timex["value"][:10]) == "D":
            _read_day(clue, text, zones, place, (timex["value"][:10], *span))
        elif zone["zone"] in ("body", "caption") and grain_of(timex["value"]) in ("M", "Y") and not _ahead(text, *span):
            clue.lower.append((span_of(timex["value"])[0].isoformat(), "newest date told", *span))
        bare = zone["zone"] == "body" and _BARE.fullmatch(timex["text"])
        weekday = _WEEKDAY.match(timex["value"])
        if bare and weekday and not _ahead(text, *span):
            weekdays.append((int(weekday[1]), *span))
    if not newspaper:
        clue.weekday = _newest(weekdays)


def _read_day(
    clue: _Clues, text: str, zones: list[dict[str, Any]], place: int, day: tuple[str, int, int]
) -> None:
    """Take a full date as the article's own, as the page's, or as a lower bound."""
    value, start, end = day
    zone, line = zones[place], text[zones[place]["start"] : zones[place]["end"]]
    if zone["zone"] == "caption":
        clue.lower.append((value, "photo date", start, end))
    elif zone["kind"] in ("page date", "byline") or _alone(line, text[start:end], place):
        if _LABEL.search(text[zone["start"] : zone["end"]]) or not _chrome(zones, place):
            clue.exact.append((value, "date line", start, end))
        else:
            clue.upper.append((value, "page date", start, end))
    elif zone["zone"] == "body":
        before = text[zone["start"] : start]
        if len(before) < 60 and _DATELINE.match(before):
            clue.exact.append((value, "dateline", start, end))
        elif not _ahead(text, start, end):
            clue.lower.append((value, "newest date told", start, end))


def _alone(line: str, day: str, place: int) -> bool:
    """Tell whether a line near the top holds a date and next to nothing else."""
    return place < _HEAD_LINES and len(line.split()) <= len(day.split()) + _LABEL_WORDS


def _chrome(zones: list[dict[str, Any]], place: int) -> bool:
    """Tell whether a date line stands among the page's own furniture.

    It does when boilerplate is its neighbour and no title stands above it.
    """
    above = zones[max(0, place - _HEAD_LINES) : place]
    if any(zone["zone"] == "title" for zone in above) or place > _HEAD_LINES:
        return False
    near = [*above[-1:], *zones[place + 1 : place + 2]]
    return any(z["zone"] == "boilerplate" and z["kind"] != "byline" for z in near)


def _ahead(text: str, start: int, end: int) -> bool:
    """Tell whether the sentence of a date speaks of what is to come."""
    first = max(text.rfind("\n", 0, start), text.rfind(". ", 0, start), start - 200, 0)
    last = min((n for n in (text.find("\n", end), text.find(". ", end)) if n > 0), default=end)
    return bool(_AHEAD.search(text[first : min(last, end + 100)]))


def _newest(weekdays: list[tuple[int, int, int]]) -> tuple[int, int, int] | None:
    """Return the later of the first two weekdays told, by the shorter way round."""
    if not weekdays:
        return None
    first = weekdays[0]
    other = next((day for day in weekdays if day[0] != first[0]), first)
    return other if (other[0] - first[0]) % 7 <= 3 else first


# --- putting clues together ------------------------------------------------------


def _decide(clue: _Clues) -> dict[str, Any]:
    row: dict[str, Any] = {"article_id": clue.article_id, "basis": "unknown"}
    if clue.weekday:
        row |= {"weekday": f"XXXX-WXX-{clue.weekday[0]}"}
        row |= _evidence("weekday", [clue.weekday[1:]])
    if clue.given is not None:
        day = clue.given[:10]
        return row | {"published": clue.given, "earliest": day, "latest": day, "basis": "metadata"}
    lower = max(clue.lower, default=None)
    days = [c for c in clue.exact if grain_of(c[0]) == "D" and (not lower or c[0] >= lower[0])]
    if days:
        value, basis, start, end = days[0]
        spans = [] if start is None or end is None else [(start, end)]
        return row | _day(value) | _evidence(basis, spans)
    return row | _narrow(clue, lower)


def _narrow(clue: _Clues, lower: tuple[str, str, int, int] | None) -> dict[str, Any]:
    """Return what bounds and a weekday leave."""
    used = [lower] if lower else []
    first = lower[0] if lower else None
    last = None
    for value, basis, start, end in clue.exact:
        if grain_of(value) == "M" and start is None and end is None:
            month = [day.isoformat() for day in span_of(value)]
            first, last = max(first or "", month[0]), month[1]
            used.append((value, basis, -1, -1))
    upper = min((u for u in clue.upper if u[0] >= (first or "")), default=None)
    if upper and (last is None or upper[0] < last):
        last = upper[0]
        used.append(upper)
    left = _days_left(first, last, clue.weekday)
    if not used:
        return {}
    if clue.weekday and left:
        used.append((left[0], "weekday", *clue.weekday[1:]))
        first, last = left[0], (left[-1] if last else None)
    result: dict[str, Any] = {"earliest": first, "latest": last}
    if first is not None and first == last:
        result["published"] = first
    spans = [(start, end) for _, _, start, end in reversed(used) if start >= 0]
    return result | _evidence(" + ".join(basis for _, basis, _, _ in used), spans)


def _days_left(
    first: str | None, last: str | None, weekday: tuple[int, int, int] | None
) -> list[str]:
    """Return the days of an interval that fall on the weekday."""
    if first is None or weekday is None:
        return []
    start = date.fromisoformat(first)
    start += timedelta(days=(weekday[0] - start.isoweekday()) % 7)
    end = date.fromisoformat(last) if last else start
    weeks = range((end - start).days // 7 + 1)
    return [(start + timedelta(days=7 * week)).isoformat() for week in weeks]


def _day(value: str) -> dict[str, Any]:
    return dict.fromkeys(("published", "earliest", "latest"), value)


def _evidence(basis: str, spans: list[tuple[int, int]]) -> dict[str, Any]:
    if not spans:
        return {"basis": basis}
    text = " ".join(f"{start}-{end}" for start, end in spans)
    return {"basis": basis, "start": spans[0][0], "end": spans[0][1], "spans": text}


# --- the pile --------------------------------------------------------------------


@dataclass
class _Told:
    """A sentence with a weekday: which one, what it speaks of, where."""

    article_id: str
    weekday: int
    words: frozenset[str]
    span: tuple[int, int]


def _ask_pile(
    articles: pd.DataFrame,
    zones: pd.DataFrame,
    timexes: pd.DataFrame,
    clues: list[_Clues],
    rows: dict[str, dict[str, Any]],
) -> None:
    """Give articles that know only their weekday the week of the pile."""
    open_ones = [c for c in clues if c.weekday and not rows[c.article_id].get("published")]
    if not open_ones or len(rows) == len(open_ones):
        return
    told = _weekday_sentences(articles, zones, timexes)
    counts = Counter(word for sentence in told for word in sentence.words)
    weight = {word: log((len(told) + 1) / n) for word, n in counts.items()}
    while open_ones:
        found = {}
        for clue in open_ones:
            day = _by_neighbours(clue, told, rows, weight)
            if day:
                found[clue.article_id] = day
        if not found:
            return
        for key, (day, span) in found.items():
            rows[key] |= _day(day) | _evidence("weekday + pile", [span])
        open_ones = [clue for clue in open_ones if clue.article_id not in found]


def _weekday_sentences(
    articles: pd.DataFrame, zones: pd.DataFrame, timexes: pd.DataFrame
) -> list[_Told]:
    texts = dict(zip(articles["article_id"], articles["text"], strict=True))
    places = _by_article(split_sentences(articles, zones=zones))
    told = []
    for timex in timexes.to_dict("records"):
        day = _weekday_of(timex)
        if day is None:
            continue
        for place in places[timex["article_id"]]:
            if place["start"] <= timex["start"] < place["end"]:
                span = (place["start"], place["end"])
                words = _WORD.findall(texts[timex["article_id"]][slice(*span)].lower())
                told.append(_Told(timex["article_id"], day, frozenset(words), span))
    return told


def _weekday_of(timex: dict[str, Any]) -> int | None:
    value = timex["value"][:10]
    weekday = _WEEKDAY.match(value)
    if weekday and _BARE.fullmatch(timex["text"]):
        return int(weekday[1])
    if weekday or grain_of(value) != "D" or not _BARE.fullmatch(timex["text"]):
        return None
    return date.fromisoformat(value).isoweekday()


def _by_neighbours(
    clue: _Clues,
    told: list[_Told],
    rows: dict[str, dict[str, Any]],
    weight: dict[str, float],
) -> tuple[str, tuple[int, int]] | None:
    """Return the day that the sentences like this article's vote for."""
    votes: Counter[str] = Counter()
    best: dict[str, tuple[float, tuple[int, int]]] = {}
    weekday = clue.weekday[0] if clue.weekday else 1
    for mine in (t for t in told if t.article_id == clue.article_id):
        for other in told:
            there = rows[other.article_id].get("published")
            if other.weekday != mine.weekday or there is None:
                continue
            alike = _alike(mine.words, other.words, weight)
            if alike < _ALIKE:
                continue
            day = _publication(date.fromisoformat(there[:10]), other.weekday, weekday)
            votes[day] += round(alike * 1000)
            best[day] = max(best.get(day, (0.0, mine.span)), (alike, mine.span))
    ranked = sorted(votes.items(), key=lambda item: (-item[1], item[0]))
    row = rows[clue.article_id]
    ranked = [(d, n) for d, n in ranked if d >= (row.get("earliest") or "")]
    if not ranked or any(2 * b > a for (_, a), (_, b) in pairwise(ranked[:2])):
        return None
    return ranked[0][0], best[ranked[0][0]][1]


def _publication(there: date, happened: int, weekday: int) -> str:
    """Return the day of that weekday in the week after the happening."""
    day = there - timedelta(days=(there.isoweekday() - happened) % 7)
    return (day + timedelta(days=(weekday - happened) % 7)).isoformat()


def _alike(a: frozenset[str], b: frozenset[str], weight: dict[str, float]) -> float:
    shared = a & b
    if len(shared) < _SHARED:
        return 0.0
    least = min(sum(weight[w] for w in sorted(s)) for s in (a, b))
    return sum(weight[w] for w in sorted(shared)) / least if least else 0.0
