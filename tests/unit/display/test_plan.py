"""A plan as people see it: in order, shortened only where that is said, and harmless."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import pandas as pd
from rich.console import Console

from importkit import display
from importkit.display.cases import SheetFacts
from importkit.display.notebook_report import report_html
from importkit.display.plan_report import plan_report
from importkit.findings import Findings
from importkit.frames import empty

COUNTS = {"products_created": 1, "variants_created": 2, "total_rows": 3, "successful_rows": 3}


@dataclass
class Plan:
    changes: pd.DataFrame
    entities: pd.DataFrame = field(default_factory=lambda: empty("plan_entities"))
    filename: str = "spring.xlsx"
    mode: str = "ENRICH"
    summary: dict[str, Any] = field(default_factory=lambda: {**COUNTS, "entities_created": []})
    findings: Findings = field(default_factory=Findings)
    facts: SheetFacts = field(default_factory=SheetFacts)
    dialect: str = ""


def changes(*values: tuple[object, object, object, object], inherited: object = None) -> pd.DataFrame:
    reported = pd.DataFrame(list(values), columns=["before", "after", "added", "removed"], dtype="object")
    reported["inherited"] = pd.Series([inherited] * len(reported), dtype="object")
    return reported.assign(product_handle="tee", sku=None, barcode="4006381333931", field="Tags")


def shown(plan: Plan, **how: Any) -> list[str]:
    console = Console(width=100, no_color=True, highlight=False)
    with console.capture() as captured:
        console.print(display.plan_text(plan, **how))
    return [" ".join(line.split()) for line in captured.get().splitlines()]


def test_a_list_is_told_by_what_it_gains_and_loses() -> None:
    reported = shown(Plan(changes((["a", "b"], ["b", "c"], ["c"], ["a"]))))

    assert "1 change of what is stored" in reported
    assert "tee 4006381333931 Tags +c \N{MINUS SIGN}a" in reported


def test_what_counts_from_the_product_is_told_beside_a_value_of_the_variants_own() -> None:
    override = changes((None, "6.5", None, None), inherited="5")
    inherit = changes(("6.5", None, None, None), inherited="5")
    materials = changes(([], ["Silk: 100%"], ["Silk: 100%"], []), inherited=["Wool: 50%", "Hemp: 50%"])

    assert "tee 4006381333931 Tags 5 (the product's) → 6.5" in shown(Plan(override))
    assert "tee 4006381333931 Tags 6.5 → 5 (the product's)" in shown(Plan(inherit))
    assert "tee 4006381333931 Tags +Silk: 100% (the product's: Wool: 50% and Hemp: 50%)" in shown(
        Plan(materials)
    )


def test_what_is_left_out_is_counted_and_all_of_it_can_be_had() -> None:
    plan = Plan(
        changes(*[(None, str(number), None, None) for number in range(25)]),
        pd.DataFrame([{"type": "eco_claim", "name": f"claim {n}", "similar_to": None} for n in range(12)]),
    )

    few, every = shown(plan), shown(plan, every=True)

    assert "5 more changes; --all lists every one" in few
    assert "2 more names; --all lists every one" in few
    assert "tee 4006381333931 Tags (blank) → 24" not in few
    assert {"tee 4006381333931 Tags (blank) → 24", "eco claim claim 11"} <= set(every)
    assert not [line for line in every if "more" in line]


def test_a_name_like_one_that_exists_is_told_with_it() -> None:
    entity = {"type": "material", "name": "Organic coton", "similar_to": "Organic Cotton"}

    reported = shown(Plan(changes(), pd.DataFrame([entity])))

    assert "material Organic coton looks like Organic Cotton" in reported


def test_a_plan_begins_with_what_would_become_of_the_products() -> None:
    plan = Plan(changes(), mode="CREATE")

    assert shown(plan)[:2] == [
        "1 product would be imported.",
        "spring.xlsx plan CREATE nothing was written",
    ]


def test_a_plan_without_changes_has_no_empty_tables() -> None:
    assert not [line for line in shown(Plan(changes())) if "change" in line and "unchanged" not in line]
    assert "Field" not in report_html(plan_report(Plan(changes())))


def test_text_of_a_workbook_is_harmless() -> None:
    plan = Plan(changes(("<i>\x1b[31m", "[bold]new", None, None)), filename="<script>.xlsx")

    assert "tee 4006381333931 Tags <i> [31m → [bold]new" in shown(plan)
    html = report_html(plan_report(plan))
    assert "<script>" not in html
    assert "&lt;i&gt;" in html
