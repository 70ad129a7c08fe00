"""Who really knows this, and since when? Tables from a pile of news articles.

The public functions are loaded on first use, so that `import nblib` costs
nothing that a caller does not need.
"""

from importlib import import_module
from typing import Any

_HOME = {
    "read_articles": "articles",
    "make_articles": "articles",
    "read_outlets": "articles",
    "Corpus": "articles",
    "find_site_lines": "zones",
    "find_zones": "zones",
    "split_sentences": "zones",
    "fit_vectors": "vectors",
    "Vectors": "vectors",
    "find_timexes": "timexes",
    "date_articles": "dates",
    "with_dates": "dates",
    "find_credits": "credits",
    "find_candidates": "reuse",
    "find_reuse": "reuse",
    "score_reuse": "reuse",
    "align_passages": "passages",
    "mark_changes": "passages",
    "find_attributions": "quotes",
    "find_quotes": "quotes",
    "find_speech": "quotes",
    "join_utterances": "quotes",
    "trace_origins": "origins",
    "count_origins": "origins",
    "trace_spans": "origins",
    "draw_origins": "origins",
    "list_copies": "origins",
    "Provenance": "origins",
    "find_stories": "stories",
    "group_articles": "stories",
    "find_components": "stories",
    "cut_curve": "stories",
    "name_stories": "stories",
    "sum_up_stories": "stories",
    "keep_labels": "stories",
    "follow_stories": "stories",
    "carry_ids": "stories",
    "relate_stories": "stories",
    "resolve_ids": "stories",
    "build_timeline": "timeline",
    "Timeline": "timeline",
    "export_timeline": "timeline",
    "find_claims": "claims",
    "Claims": "claims",
    "list_wordings": "claims",
    "measure_hygiene": "claims",
    "export_tables": "exports",
    "view_claims": "briefing",
    "view_evidence": "briefing",
    "view_passages": "briefing",
    "view_stories": "briefing",
    "View": "briefing",
    "explore": "widgets",
    "open_pile": "pile",
    "quote_spans": "pile",
    "show_around": "pile",
    "Pile": "pile",
}

__all__ = sorted(_HOME)  # the names are those of _HOME


def __getattr__(name: str) -> Any:
    """Load the module that holds `name`."""
    if name not in _HOME:
        raise AttributeError(f"module 'nblib' has no attribute {name!r}")
    return getattr(import_module(f".{_HOME[name]}", __name__), name)


def __dir__() -> list[str]:
    """List the public names."""
    return list(__all__)
