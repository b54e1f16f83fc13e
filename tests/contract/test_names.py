"""Names are the field's terms: what once was called by a turn of phrase is not called so again.

Whole identifiers of code are compared, and the names of modules and of SQL statements; prose is free.
"""

from __future__ import annotations

import io
import tokenize
from functools import cache
from pathlib import Path

import importkit

PACKAGE = Path(importkit.__file__).parent
MODULES = sorted(path for path in PACKAGE.rglob("*.py") if "migrations" not in path.parts)
STATEMENTS = sorted(PACKAGE.glob("*/sql/**/*.sql"))

#: Identifiers that stand nowhere, each with the term that took its place.
TERMS = {
    "Site": "Context",
    "shop": "workspace, or context",
    "How": "ReadOptions",
    "Known": "BrandContext",
    "Knowledge": "BrandLookup",
    "knowledge": "brand_lookup",
    "foresee": "plan",
    "WorkerInside": "LocalWorker",
    "worker_inside": "local_worker",
    "worker_of_parent": "local_worker_process",
    "_bury": "_kill_and_reap",
    "Forsaken": "AbandonedJobs",
    "forsaken": "abandoned",
    "find_forsaken": "select_abandoned",
    "rescue_forsaken": "recover_abandoned",
    "rescue_stalled": "recover_stalled",
    "_pulse": "_heartbeat",
    "pulse": "heartbeat",
    "beat": "record_heartbeat",
    "Telling": "FindingSummary",
    "tellings": "summaries",
    "told": "what it holds",
    "_told": "what it returns",
    "_tell": "what it does",
    "say": "print_note",
    "_say": "print_note",
    "said": "what it holds",
    "faults": "errors, or differences",
    "Wrote": "OnRows",
    "wrote": "on_rows",
    "adding_up": "running_total",
    "nobody_counts": "ignore_rows",
    "Pen": "CellWriter",
    "pen": "writer",
    "Look": "CellStyle, or Badge",
    "look": "style, or badge",
    "sorted_out": "classify_rows",
    "united": "merge_columns",
    "take_in": "load_inputs",
    "give_strays": "load_strays",
    "tell_outcomes": "write_outcomes",
    "Corrected": "CorrectionOutcome",
    "Shelf": "CatalogScope",
    "shelf": "scope_of",
    "trouble": "problem",
    "outlook": "preview",
    "Outlook": "PlanPreview",
    "meanings": "glossary",
    "speakers": "first_value_rows",
}

#: Modules that are called so no more (`cli/cleanup` is a command), and verbs of statements.
MODULE_NAMES = {
    "aside", "arrangement", "background", "cells", "cleanup", "container", "faults", "foreground", "inside",
    "looks", "meanings", "notify", "opening", "outlook", "places", "record", "run", "sheet_cells", "site",
    "takeover", "taking", "underway", "words", "account", "intake", "strays", "trouble",
}  # fmt: skip
STATEMENT_VERBS = ("say_", "choose_", "suspect_", "judge_", "differ_", "hold_", "forget_", "beat")

#: Ordinary words that are terms elsewhere, and where they were turns of phrase.
PLACES = {
    "pipeline": {"look", "examine", "write", "how", "tell"},
    "checks/check": {"how", "look", "knowledge"},
    "jobs/events": {"tell", "journal"},
    "jobs/queue": {"again", "over", "keep", "taken"},
    "jobs/retention": {"look", "clean", "cleanup"},
    "progress": {"tell"},
    "read_options": {"asked", "how"},
    "workspace/imports": {"run", "how"},
    "worker/local_worker": {"inside"},
    "worker/supervisor": {"how", "said"},
    "worker/threads": {"begin", "run"},
    "workbook/sheet/row_classification": {"telling"},
}

#: Identifiers that stand nowhere in tests, each with what took its place.
TEST_TERMS = {
    "shop": "kit, brand or catalog",
    "Shop": "Brand, or Catalog",
    "told": "reported",
    "_told": "_reported",
}


@cache
def identifiers(path: Path) -> frozenset[str]:
    read = io.StringIO(path.read_text(encoding="utf-8")).readline
    return frozenset(token.string for token in tokenize.generate_tokens(read) if token.type == tokenize.NAME)


def name(path: Path) -> str:
    return path.relative_to(PACKAGE).with_suffix("").as_posix()


def test_no_identifier_is_a_turn_of_phrase() -> None:
    found = {name(path): sorted(identifiers(path) & TERMS.keys()) for path in MODULES}

    assert {path: words for path, words in found.items() if words} == {}


def test_no_helper_of_tests_is_a_turn_of_phrase() -> None:
    tests = Path(__file__).parents[1]
    found = {
        str(path.relative_to(tests)): identifiers(path) & TEST_TERMS.keys() for path in tests.rglob("*.py")
    }

    assert {path: words for path, words in found.items() if words} == {}


def test_words_that_are_terms_elsewhere_are_none_where_they_were_turns_of_phrase() -> None:
    found = {place: sorted(identifiers(PACKAGE / f"{place}.py") & words) for place, words in PLACES.items()}

    assert {place: words for place, words in found.items() if words} == {}


def test_modules_and_statements_are_called_by_terms() -> None:
    assert [name(path) for path in MODULES if path.stem in MODULE_NAMES and name(path) != "cli/cleanup"] == []
    assert [name(path) for path in STATEMENTS if path.stem.startswith(STATEMENT_VERBS)] == []
