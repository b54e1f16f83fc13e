"""What a report says first: the verdict, what holds most products back, and the notes in one line."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from importkit import schema
from importkit.display.cases import SheetFacts
from importkit.display.causes import Cause, causes
from importkit.display.verdicts import (
    NAMED_CAUSES,
    NO_ROWS,
    Verdict,
    verdict_of_check,
    verdict_of_import,
    verdict_of_refusal,
    verdict_of_undo,
)
from importkit.findings import Severity
from importkit.grammar import listed

if TYPE_CHECKING:
    from collections.abc import Mapping

    from importkit.display.protocols import CheckRecord, ImportRecord, PlanRecord
    from importkit.findings import Findings

#: The dialect without peculiarities, and what notes say of columns and rows that are left out.
_OWN, _NOT_IMPORTED = "plan", "Not imported"


@dataclass(frozen=True)
class CauseList:
    """The causes of a report by what they ask for, each list in the order in which it is read.

    Attributes:
        errors: What holds products back.
        warnings: What is worth a look.
        notes: What calls for nothing.
    """

    errors: tuple[Cause, ...] = ()
    warnings: tuple[Cause, ...] = ()
    notes: tuple[Cause, ...] = ()

    @classmethod
    def of(cls, findings: Findings, facts: SheetFacts, *, every: bool) -> CauseList:
        """Return the causes of findings."""
        found = causes(findings, facts, every=every)
        errors, warnings, notes = (
            tuple(one for one in found if one.severity is severity) for severity in Severity
        )
        return cls(errors, warnings, notes)

    @property
    def advice(self) -> str:
        """Return how to mend what alone holds everything back; without errors, what is worth a look."""
        if not self.errors and self.warnings:
            return f"Worth a look: {listed((cause.words for cause in self.warnings), NAMED_CAUSES)}."
        holding = [cause for cause in self.errors if cause.holds_back]
        return holding[0].todo if len(holding) == 1 and holding[0].is_frequent else ""


@dataclass(frozen=True)
class Summary:
    """A report in the order in which it is read.

    Attributes:
        verdict: What becomes of the products, and the causes that hold most of them back.
        found: The causes.
        dialect: The kind of sheet; empty when nobody knows any more.
        told: Codes of notes that the counts beside the report tell already.
    """

    verdict: Verdict
    found: CauseList
    dialect: str = ""
    already_counted: frozenset[str] = frozenset()

    @property
    def advice(self) -> str:
        """Return the sentence after the verdict, or nothing."""
        if self.verdict is NO_ROWS and self.causes:
            return self.causes[0].todo
        return self.found.advice

    @property
    def causes(self) -> tuple[Cause, ...]:
        """Return what somebody may have to do something about."""
        return self.found.errors + self.found.warnings

    @property
    def notes(self) -> str:
        """Return what calls for nothing, in one line; phrases with the same lead share it."""
        leads: dict[str, list[str]] = {}
        for cause in (cause for cause in self.found.notes if cause.code not in self.already_counted):
            leads.setdefault(cause.lead, []).append(cause.words)
        alone = leads.pop("", [])
        led = [f"{self._lead(lead)}: {', '.join(words)}." for lead, words in leads.items()]
        return " ".join((*led, *(f"{words[:1].upper()}{words[1:]}." for words in alone)))

    @property
    def is_cut(self) -> bool:
        """Return whether there is more to see: cases that are counted, or notes that are one line."""
        return bool(self.found.notes) or any(not cause.is_whole for cause in self.causes)

    def first(self, most: int) -> tuple[Summary, int]:
        """Return the report with its first causes, and how many others there are."""
        left, kept = most, []
        for of_severity in (self.found.errors, self.found.warnings, self.found.notes):
            kept.append(of_severity[:left])
            left -= len(kept[-1])
        unshown = sum(map(len, (self.found.errors, self.found.warnings, self.found.notes))) - most + left
        return replace(self, found=CauseList(*kept)), unshown

    def _lead(self, lead: str) -> str:
        dialect = schema.dialects().get(self.dialect)
        is_usual = lead == _NOT_IMPORTED and dialect is not None and dialect.name != _OWN
        return f"{lead}, as usual for a {dialect.title}" if is_usual and dialect else lead


def summarize_check(
    check: CheckRecord,
    *,
    every: bool = False,
    findings: Findings | None = None,
    facts: SheetFacts | None = None,
) -> Summary:
    """Return the report of a check.

    Args:
        check: The check.
        every: Show every single finding.
        findings: Its findings in other words, where they are given.
        facts: What is known of its sheet, where that is not at hand any more.
    """
    facts = facts or SheetFacts.of(check.resolved, check.counts["failed_products"])
    found = CauseList.of(check.findings if findings is None else findings, facts, every=every)
    return Summary(verdict_of_check(check, found.errors, facts.unit), found, check.dialect)


def summarize_plan(plan: PlanRecord, *, every: bool = False, findings: Findings | None = None) -> Summary:
    """Return the report of a plan; `findings` are its own in other words, where they are given."""
    found = CauseList.of(plan.findings if findings is None else findings, plan.facts, every=every)
    verdict = verdict_of_import(plan.summary, plan.mode, found.errors, would=True)
    return Summary(verdict, found, plan.dialect, _already_counted(plan.summary))


def summarize_import(result: ImportRecord, *, every: bool = False) -> Summary:
    """Return the report of an import."""
    return summarize_job(result.summary, result.mode, result.findings, every=every)


def summarize_job(
    summary: Mapping[str, Any], mode: str, findings: Findings, *, every: bool = False
) -> Summary:
    """Return the report of an import by its counts and its findings, which is what is kept of a job.

    What was taken back since says so, in place of what was written once.
    """
    facts = SheetFacts(failed_products=summary.get("failed_products"))
    found = CauseList.of(findings, facts, every=every)
    undone = summary.get("undo")
    verdict = verdict_of_undo(undone) if undone else verdict_of_import(summary, mode, found.errors)
    return Summary(verdict, found, already_counted=_already_counted(summary))


def _already_counted(summary: Mapping[str, Any]) -> frozenset[str]:
    """Return what the counts of an import tell already: the names that are new."""
    return frozenset({"entity.created"} if summary.get("entities_created") else ())


def summarize_refusal(findings: Findings, *, every: bool = False) -> Summary:
    """Return the report of a sheet that no import would take."""
    found = CauseList.of(findings, SheetFacts(), every=every)
    return Summary(verdict_of_refusal(found.errors), found)
