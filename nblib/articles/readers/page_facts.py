"""What a page states of itself for machines: title, outlet, date, address, language.

Each fact has its places, the most deliberate first: tags that publishers write for
sharing, then JSON-LD, then what stands on the page itself.
"""

import json
import re
from collections.abc import Iterator
from typing import Any

TITLE = ("og:title", "twitter:title", "dc.title", "parsely-title", "headline")
OUTLET = ("og:site_name", "application-name", "dc.publisher", "publisher")
AUTHOR = ("author", "article:author", "dc.creator", "parsely-author", "byl")
PUBLISHED = (
    *("article:published_time", "og:article:published_time", "datepublished"),
    *("article.published", "parsely-pub-date", "sailthru.date", "pubdate"),
    *("publishdate", "publish-date", "publish_date", "dc.date.issued", "dc.date"),
    *("dcterms.created", "dcterms.date", "date", "og:published_time"),
)
LANGUAGE = re.compile(r"[a-z]{2,3}(?=$|[-_])")
PATH_DATE = re.compile(r"/((?:19|20)\d\d)[/-](0[1-9]|1[0-2])[/-]([0-3]\d)(?=/|-)")
TITLE_TAIL = re.compile(r" [|–—·-] ([^|–—·]{2,50})$")
ARTICLE_TYPES = ("article", "posting", "report")


def page_facts(tree: Any) -> dict[str, Any]:
    """Return the fields that a parsed page states; unknown ones are left out."""
    metas = _metas(tree)
    stated = _json_ld(tree)
    title_tag = " ".join((tree.findtext(".//title") or "").split())
    heads = [" ".join(head.text_content().split()) for head in tree.iter("h1")]
    url = _first(
        *(link.get("href") for link in tree.iter("link") if _rel(link) == "canonical"),
        metas.get("og:url"),
        _text_of(stated.get("url")),
    )
    published, basis = _published(tree, metas, stated, url)
    tail = TITLE_TAIL.search(title_tag)
    outlet = _first(
        *(metas.get(name) for name in OUTLET), _text_of(stated.get("publisher"))
    )
    title = _first(
        *(metas.get(name) for name in TITLE),
        _text_of(stated.get("headline")),
        heads[0] if len(heads) == 1 else None,
        title_tag[: tail.start()] if tail else title_tag,
    )
    language = LANGUAGE.match(
        (tree.get("lang") or metas.get("og:locale") or "").lower()
    )
    facts = {
        "title": title,
        "outlet": outlet,
        "author": _first(
            *(metas.get(name) for name in AUTHOR), _text_of(stated.get("author"))
        ),
        "published": published,
        "published_basis": basis,
        "url": url,
        "page_language": language[0] if language else None,
    }
    return {key: value for key, value in facts.items() if value}


def _metas(tree: Any) -> dict[str, str]:
    """First content of each meta tag, by its lower-case name."""
    found: dict[str, str] = {}
    for meta in tree.iter("meta"):
        name = meta.get("property") or meta.get("name") or meta.get("itemprop")
        content = (meta.get("content") or "").strip()
        if name and content:
            found.setdefault(name.strip().lower(), content)
    return found


def _json_ld(tree: Any) -> dict[str, Any]:
    """Return the first object of JSON-LD that describes an article."""
    for script in tree.iter("script"):
        if (script.get("type") or "").strip().lower() != "application/ld+json":
            continue
        try:
            value = json.loads(script.text or "")
        except (ValueError, RecursionError):
            continue
        for item in _objects(value):
            kinds = str(item.get("@type", "")).lower()
            if any(kind in kinds for kind in ARTICLE_TYPES):
                return item
    return {}


def _objects(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, list):
        for inner in value:
            yield from _objects(inner)
    elif isinstance(value, dict):
        yield value
        if isinstance(value.get("@graph"), list):
            yield from _objects(value["@graph"])


def _published(
    tree: Any, metas: dict[str, str], stated: dict[str, Any], url: str | None
) -> tuple[str | None, str | None]:
    for name in PUBLISHED:
        if name in metas:
            return metas[name], "page metadata"
    date = _text_of(stated.get("datePublished")) or _text_of(stated.get("dateCreated"))
    if date:
        return date, "page metadata"
    times = [time for time in tree.iter("time") if time.get("datetime")]
    marked = [t for t in times if t.get("pubdate") is not None or _is_published(t)]
    inside = [
        t
        for t in times
        if any(a.tag in ("article", "header") for a in t.iterancestors())
    ]
    for time in [*marked, *inside]:
        return time.get("datetime").strip(), "time on the page"
    found = PATH_DATE.search(url or "")
    return ("-".join(found.groups()), "page address") if found else (None, None)


def _is_published(time: Any) -> bool:
    said = f"{time.get('itemprop') or ''} {time.get('class') or ''}".lower()
    return "publish" in said


def _rel(link: Any) -> str:
    return (link.get("rel") or "").strip().lower()


def _text_of(value: Any) -> str | None:
    if isinstance(value, list):
        names = [name for inner in value[:20] if (name := _text_of(inner))]
        return ", ".join(names) or None
    if isinstance(value, dict):
        return _text_of(value.get("name") or value.get("@id"))
    return value.strip() if isinstance(value, str) else None


def _first(*values: str | None) -> str | None:
    return next((value.strip() for value in values if value and value.strip()), None)
