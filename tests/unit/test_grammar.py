"""Sentences with a number in them are right for one thing, for none and for many."""

from __future__ import annotations

import re
from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest

from importkit.checks import Check
from importkit.cli.cleanup import outcome_words
from importkit.display.corrections_outcome import removed_words
from importkit.display.undo_counts import undone_words
from importkit.display.verdicts import verdict_of_check, verdict_of_import
from importkit.findings import Findings
from importkit.grammar import count
from importkit.jobs.retention import Cleanup
from importkit.model import Mode
from importkit.outcomes import later_words, product_counts
from importkit.values.barcodes import gtin_problem
from importkit.worker.supervisor import timeout_reason

if TYPE_CHECKING:
    from collections.abc import Iterator

COUNTS = (0, 1, 2, 1000)

#: One of something in the plural, or with a verb of many; several with a noun or verb of one.
WRONG = re.compile(
    r"(?<![\d.,\xa0])1 (?!is\b|was\b|has\b)(?:more )?[a-z]+s\b(?! held)"
    r"|(?<![\d.,\xa0])1 [a-z]+ (?:are|were|have|fail)\b"
    r"|(?:\b0|\b2|1\xa0000) (?:more )?(?:row|cell|product|variant|value|name|import|file|second|digit|time)\b"
    r"|(?<!of the )(?:\b0|\b2|1\xa0000) (?:[a-z]+s )?(?:is|was|has|fails)\b"
)


def verdicts(many: int) -> Iterator[str]:
    for mode in Mode:
        for would in (False, True):
            for counts in (
                {"products_created": many},
                {"products_updated": many, "variants_updated": many},
                {"products_created": 1, "products_unchanged": many},
                {"products_unchanged": many},
                {"variants_created": many},
                {"products_created": many, "failed_products": many},
                {"failed_products": many},
            ):
                yield verdict_of_import(counts, mode, [], would=would).words
                yield product_counts(counts, mode)
    for failed in (0, 1, many):
        counts = {"rows": many, "products": many, "failed_products": min(failed, many)}
        record = SimpleNamespace(counts=counts, mode=Mode.CREATE)
        yield verdict_of_check(record, []).words


def sentences(many: int) -> Iterator[str]:
    yield from verdicts(many)
    yield later_words("7d1c84a2", many)
    yield removed_words({"removed": many, "of_job": "7d1c84a2-5a1e", "continued_in": None})
    tally = {"products": many, "variants": many, "values": many, "names": many}
    yield undone_words({"reversed": tally, "kept": tally})
    for dry_run in (False, True):
        yield outcome_words(Cleanup(many, many, many, many), is_dry_run=dry_run)
    yield timeout_reason("The import", SimpleNamespace(attempt_s=many))
    yield repr(Check("a.xlsx", Mode.CREATE, Findings()))
    if many:
        yield gtin_problem("7" * min(many, 9))


@pytest.mark.parametrize("many", COUNTS)
def test_sentences_agree_with_their_numbers(many: int) -> None:
    said = list(sentences(many))

    assert [sentence for sentence in said if WRONG.search(sentence)] == []
    assert any(count(many, "product") in sentence for sentence in said) or not many


@pytest.mark.parametrize(
    "wrong",
    ["1 seconds", "All 1 rows", "1 product are there", "2 product", "1\xa0000 products is there", "0 row"],
)
def test_what_is_wrong_is_seen(wrong: str) -> None:
    assert WRONG.search(wrong)
