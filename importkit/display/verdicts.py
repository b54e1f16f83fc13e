"""The first sentence of a report: what becomes of the products, and what holds most of them back."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from importkit import outcomes, schema
from importkit.display.undo_counts import undone_words
from importkit.grammar import agree, count, every, listed, number
from importkit.model import Mode

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from importkit.display.causes import Cause
    from importkit.display.protocols import CheckRecord

#: How many causes a verdict names before the rest is only counted.
NAMED_CAUSES = 3


class Tone(StrEnum):
    """How a verdict looks."""

    GOOD = "good"
    MIXED = "mixed"
    BAD = "bad"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What becomes of the products of a sheet, in one sentence."""

    words: str
    tone: Tone


#: A sheet that holds nothing but its header, or nothing below it but notes and totals.
NO_ROWS = Verdict("This sheet has no rows of products yet.", Tone.MIXED)


def verdict_of_check(check: CheckRecord, errors: Sequence[Cause], unit: str = "product") -> Verdict:
    """Return what an import would do with the products of a sheet, or whatever else its `unit` is."""
    if not check.counts["rows"]:
        return verdict_of_refusal(errors)
    holding, alone = _by_products(errors)
    return _with_row_failures(_verdict_of_check(check, causes_named(holding), unit), causes_named(alone))


def _verdict_of_check(check: CheckRecord, because: str, unit: str) -> Verdict:
    whole, failed, done = (
        check.counts["products"],
        check.counts["failed_products"],
        outcomes.DONE[Mode(check.mode)],
    )
    if not whole:
        return NO_ROWS
    if not failed:
        return Verdict(f"{every(whole, unit)} can be {done}.", Tone.GOOD)
    if failed < whole:
        some = f"{number(failed)} of {count(whole, unit)}"
        return Verdict(_because(f"{some} would not be {done}", because), Tone.MIXED)
    return Verdict(_because(_none(whole, unit, f"would be {done}"), because), Tone.BAD)


def sheet_words(check: CheckRecord) -> str:
    """Return what kind of sheet a workbook holds, and how long it is; nothing where none could be read."""
    if not check.counts["rows"]:
        return ""
    kind = f"{schema.dialects()[check.dialect].title}, " if check.dialect else ""
    return f"{kind}{count(check.counts['rows'], 'row')}"


def verdict_of_import(
    summary: Mapping[str, Any], mode: str, errors: Sequence[Cause], *, would: bool = False
) -> Verdict:
    """Return what an import did, or `would` do, by its counts."""
    if not summary:
        return Verdict(f"{outcomes.JobOutcome.NOTHING_IMPORTED.words}.", Tone.BAD)
    holding, alone = _by_products(errors)
    verdict = _verdict_of_import(summary, Mode(mode), causes_named(holding), would=would)
    return _with_row_failures(verdict, causes_named(alone))


def _verdict_of_import(summary: Mapping[str, Any], mode: Mode, because: str, *, would: bool) -> Verdict:
    phrases, failed = (
        list(outcomes.product_phrases(summary, mode, would=would)),
        int(summary.get("failed_products", 0)),
    )
    if failed and not phrases:
        done = f"{'would be' if would else 'was'} {outcomes.DONE[mode]}"
        return Verdict(_because(_none(failed, "product", done), because), Tone.BAD)
    if failed:
        held = outcomes.failed_products_phrase(failed, mode, would=would)
        return Verdict(_because(", ".join((*phrases, held)), because), Tone.MIXED)
    if outcomes.writes(summary):
        return Verdict(f"{', '.join(phrases)}.", Tone.GOOD)
    return _verdict_of_nothing(int(summary.get("products_unchanged", 0)), mode)


def verdict_of_refusal(errors: Sequence[Cause]) -> Verdict:
    """Return why a sheet cannot be imported at all; without an error in it, it is empty."""
    if not errors:
        return NO_ROWS
    return Verdict(_because("Nothing can be imported", causes_named(errors)), Tone.BAD)


def verdict_of_undo(undone: Mapping[str, Mapping[str, int]]) -> Verdict:
    """Return what became of an import that was taken back."""
    return Verdict(f"{outcomes.JobOutcome.UNDONE.words}: {undone_words(undone)}.", Tone.MIXED)


def causes_named(found: Sequence[Cause]) -> str:
    """Return the causes that hold most back, and how many others there are."""
    named = [cause.words for cause in found]
    if len(named) <= NAMED_CAUSES + 1:
        return listed(named)
    return listed([*named[:NAMED_CAUSES], f"{number(len(named) - NAMED_CAUSES)} other causes"])


def _verdict_of_nothing(unchanged: int, mode: Mode) -> Verdict:
    if not unchanged:
        return NO_ROWS
    verb, where = ("update", "stored like this") if mode is Mode.ENRICH else ("import", "there")
    whole, are = every(unchanged, "product"), agree(unchanged, "is", "are")
    return Verdict(f"Nothing to {verb}: {whole[0].lower()}{whole[1:]} {are} {where} already.", Tone.GOOD)


def _because(phrases: str, because: str) -> str:
    return f"{phrases}: {because}." if because else f"{phrases}."


def _by_products(errors: Sequence[Cause]) -> tuple[list[Cause], list[Cause]]:
    """Return the causes that hold products back, and those of rows that belong to none and fail alone."""
    holding = [cause for cause in errors if cause.holds_back]
    return holding, [cause for cause in errors if not cause.holds_back]


def _with_row_failures(verdict: Verdict, row_failures: str) -> Verdict:
    """Return a verdict that also says what fails alone."""
    if not row_failures:
        return verdict
    if verdict.tone is Tone.GOOD:
        return Verdict(f"{verdict.words.removesuffix('.')}, but {row_failures}.", Tone.MIXED)
    return Verdict(f"{verdict.words} {row_failures[0].upper()}{row_failures[1:]}.", verdict.tone)


def _none(many: int, noun: str, done: str) -> str:
    """Return that none of so many has something done: "None of the 20 products was imported"."""
    first, _, rest = done.partition(" ")
    few = {1: f"The {noun} {first} not {rest}", 2: f"Neither of the 2 {noun}s {done}"}
    return few.get(many, f"None of the {count(many, noun)} {done}")
