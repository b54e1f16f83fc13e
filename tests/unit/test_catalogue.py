from __future__ import annotations

import importlib
import re
from pathlib import Path
from string import Formatter
from typing import TYPE_CHECKING

import pytest

from importkit import schema
from importkit.errors import UnknownFindingCodeError
from importkit.findings import Entry, catalogue, entry

if TYPE_CHECKING:
    from collections.abc import Callable

# The function of the same name hides the module.
catalogue_module = importlib.import_module("importkit.findings.catalogue")

TEXTS = ("title", "message", "hint", "why", "fix", "example")

PACKAGE = Path(schema.__file__).parent

#: Codes that others build on: they never change their name.
PROMISED = {
    "row.stray",
    "row.totals",
    "sheet.empty",
    "value.required",
    "number.invalid",
    "number.negative",
    "number.out-of-range",
    "number.ambiguous",
    "number.rounded",
    "sku.duplicate",
    "barcode.duplicate",
    "sku.taken",
    "barcode.taken",
    "barcode.scientific",
    "barcode.precision-lost",
    "barcode.not-gtin",
    "barcode.zero-restored",
    "cell.error",
    "cell.uncached-formula",
    "cell.date",
    "category.not-found",
    "attribute.incomplete",
    "attribute.repeated",
    "materials.invalid",
    "materials.over-100",
    "materials.length-mismatch",
    "image.not-url",
    "row.orphan",
    "handle.missing",
    "handle.duplicate",
    "handle.scattered",
    "product.exists",
    "variant.not-found",
    "variant.identity-conflict",
    "variant.duplicate-row",
    "variant.other-product",
    "column.missing",
    "column.unknown",
    "column.not-imported",
    "header.not-found",
    "entity.created",
    "entity.similar",
}


def test_the_promised_codes_are_there() -> None:
    assert set(catalogue()) >= PROMISED


def test_a_message_counts_with_words_that_agree_with_the_number() -> None:
    counted = re.compile(
        r"\{(count|many|\w*digits|decimals|length)\} (more )?(row|cell|value|digit|decimal)s\b"
    )

    assert codes_but(lambda words: not counted.search(f"{words.message} {words.hint}")) == []


def codes_but(holds: Callable[[Entry], bool]) -> list[str]:
    """Return the codes whose entry breaks a rule."""
    return [code for code, words in catalogue().items() if not holds(words)]


def facts_of(template: str) -> set[str]:
    return {fact for _, fact, _, _ in Formatter().parse(template) if fact is not None}


def is_explained(words: Entry) -> bool:
    before, arrow, after = words.example.partition(" → ")
    return (
        re.fullmatch(r"[a-z]+\.[a-z0-9]+(-[a-z0-9]+)*", words.code) is not None
        and 0 < len(words.title) <= 40
        and words.why.endswith(".")
        and words.fix.endswith(".")
        and bool(before and arrow and after)
        and "\n" not in words.example
    )


def is_a_sentence(words: Entry) -> bool:
    return words.message.endswith(".") and words.hint.endswith((".", "{advice}"))


def names_plain_facts(words: Entry) -> bool:
    return all(
        (fact is None or re.fullmatch(r"[a-z_]+", fact)) and not spec and conversion is None
        for template in (words.message, words.hint)
        for _, fact, spec, conversion in Formatter().parse(template)
    )


def counts_in_one_phrase(words: Entry) -> bool:
    return all(
        facts_of(cause.one + cause.many) <= {"count", "column"}
        and "{count}" not in cause.one
        and ("{count}" in cause.many or not cause.many)
        and not cause.one.endswith(".")
        and facts_of(cause.fix_all) <= {"letter", "cell"}
        and set(cause.beside) <= set(catalogue())
        for cause in (words.cause, *words.cause.columns.values())
    )


def speaks_of_python(words: Entry) -> bool:
    text = f"{words.title} {words.message} {words.hint} {words.why} {words.fix}"
    jargon = r"\b(NaN|None|dtype|regex|null|exception|integer|float|boolean|parse[drs]?|Python)\b"
    return re.search(jargon, text) is not None


def test_a_code_is_explained_with_reason_cure_and_example() -> None:
    assert codes_but(is_explained) == []


def test_a_message_is_a_sentence_over_named_facts() -> None:
    assert codes_but(is_a_sentence) == []
    assert codes_but(names_plain_facts) == []


def test_a_cause_counts_its_cases_in_one_phrase() -> None:
    assert codes_but(counts_in_one_phrase) == []


def test_the_words_are_those_of_spreadsheets() -> None:
    assert [code for code, words in catalogue().items() if speaks_of_python(words)] == []


def test_a_code_without_a_phrase_of_its_own_is_counted_by_its_title() -> None:
    entry_without = catalogue_module._entry("x.y", "error", **dict.fromkeys(TEXTS, "Odd cell"))

    assert (entry_without.cause.one, entry_without.cause.many) == ("Odd cell", "Odd cell ({count} times)")


def test_codes_of_one_topic_stand_together() -> None:
    topics = [code.split(".")[0] for code in catalogue()]
    changes = [topic for topic, before in zip(topics, ["", *topics[:-1]], strict=True) if topic != before]

    assert len(changes) == len(set(changes))


def test_every_code_of_the_catalogue_is_used() -> None:
    sources = [*PACKAGE.rglob("*.py"), *PACKAGE.rglob("*.sql"), *schema.FOLDER.rglob("*.yaml")]
    text = "\n".join(path.read_text(encoding="utf-8") for path in sources)

    # A code may be put together from the kind of identifier: f"{kind}.taken".
    unused = [code for code in catalogue() if code not in text and f"}}.{code.split('.')[1]}" not in text]

    assert unused == []


def test_every_code_that_is_used_has_its_words() -> None:
    sources = (path.read_text(encoding="utf-8") for path in PACKAGE.rglob("*.py"))
    used = {code for text in sources for code in re.findall(r'Findings\.of\(\s*"([^"]+)"', text)}

    assert used
    assert used <= set(catalogue())


def test_one_entry_is_found_by_its_code() -> None:
    assert entry("number.negative").title == "Negative number"


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        pytest.param("row.orphn", "row.orphan", id="a slip"),
        pytest.param("sku-taken", "sku.taken", id="another sign between"),
    ],
)
def test_an_unknown_code_offers_the_nearest(typed: str, offered: str) -> None:
    with pytest.raises(UnknownFindingCodeError) as raised:
        entry(typed)

    assert offered in raised.value.hint


def test_a_code_like_no_other_is_sent_to_the_list() -> None:
    with pytest.raises(UnknownFindingCodeError) as raised:
        entry("zzzzzz")

    assert raised.value.hint == "To see them all: importkit explain"
