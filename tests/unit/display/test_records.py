"""Every record that notebooks show: what it is, how much, what is wrong first, and what to do next."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd
import pytest
import sqlalchemy as sa
from support.public_names import classes

import importkit as ik
from importkit import settings
from importkit.catalog import Catalog, Duplicates, Export, Mapping, Merge
from importkit.catalog.catalog_records import Cluster
from importkit.cell_edits import NewCell
from importkit.db.brands import Brand, Member
from importkit.display.cases import SheetFacts
from importkit.findings import Finding, Findings
from importkit.frames import FRAMES, typed
from importkit.jobs.draft_records import CellEdit, DraftRecord, StoredEdit
from importkit.jobs.import_list import ImportList
from importkit.jobs.job import ImportResult, Job, Jobs
from importkit.model import CellKind, HiddenRows, JobStatus, Mode, Role, RowStatus
from importkit.outcomes import RowOutcome
from importkit.production import Plan
from importkit.rich_display import Displayed, displays_of
from importkit.shape import EntityKind
from importkit.staging import PreviewPage
from importkit.staging.preview import PreviewRow
from importkit.undo import Undo
from importkit.undo.undo_result import Tally
from importkit.workspace.draft import Draft
from importkit.workspace.draft_files import DraftFile
from importkit.workspace.draft_lists import Drafts, Edits
from importkit.workspace.members import Members

if TYPE_CHECKING:
    from collections.abc import Callable

    from importkit.model import ResolvedSheet

HOSTILE = '<script>alert(1)</script>|"$x$\x1b[31m\n' * 3
JOB = "7d1c84a2-3b1a-4c1d-8e55-3f0e7c9a1b2d"
NOW = datetime(2026, 11, 27, 2, 30, tzinfo=UTC)
MANY = 10_000


def summary(many: int) -> dict[str, Any]:
    figures = {"products_created": many, "failed_products": many, "failed_rows": many, "total_rows": 2 * many}
    entities = [{"type": "material", "name": HOSTILE, "id": JOB}] * many
    return {**figures, "successful_rows": many, "entities_created": entities}


def findings(many: int) -> Findings:
    case = {"column": "SKU", "value": HOSTILE}
    return Findings.of("value.required", [{**case, "row": row, "cell": f"C{row}"} for row in range(many)])


def entries(many: int) -> pd.DataFrame:
    names = [f"{at}{HOSTILE}" for at in range(many)]
    kinds = {"kind": EntityKind.MATERIAL, "attribute": None, "products": 3, "variants": 0, "id": JOB}
    return pd.DataFrame({"name": names}).assign(**kinds)


def job(many: int = 1) -> Job:
    status, name = JobStatus.COMPLETED, f"{HOSTILE}.xlsx"
    return Job(JOB, name, Mode.CREATE, status, summary(many), "", True, HOSTILE, NOW, NOW, NOW)


def result(many: int) -> ImportResult:
    return ImportResult(JOB, JobStatus.COMPLETED, Mode.CREATE, summary(many), findings(many))


def plan(many: int) -> Plan:
    changes = typed(
        "plan_changes",
        pd.DataFrame({"row": range(many)}).assign(product_handle=HOSTILE, field="Title", after=HOSTILE),
    )
    entities = typed("plan_entities", pd.DataFrame({"name": [HOSTILE] * many, "type": "material"}))
    rows = typed("plan_rows", pd.DataFrame({"row": range(many)}))
    sheet, found = ik.Book.from_frame(pd.DataFrame({"SKU": ["TEE"]})).sheet, findings(many)

    def resolve() -> ResolvedSheet:
        raise NotImplementedError  # showing a plan asks for none

    return Plan(
        HOSTILE, Mode.CREATE, "", summary(many), entities, changes, rows, found, sheet, SheetFacts(), resolve
    )


def preview(many: int) -> PreviewPage:
    error = {"cell": "C2", "message": HOSTILE}
    row = PreviewRow(2, HOSTILE, HOSTILE, HOSTILE, None, RowStatus.FAILED, RowOutcome.FAILED, (error, error))
    return PreviewPage((row,) * min(many, 1_000), many, 1, 1_000)


def undo(many: int) -> Undo:
    lines = {
        "kind": "material",
        "product_handle": "",
        "sku": "",
        "barcode": "",
        "field": "",
        "reason": "in_use",
    }
    items = pd.DataFrame({"name": entries(many)["name"]}).assign(**lines)
    return Undo(JOB, HOSTILE, Tally(many), Tally(names=many), Tally(), items, is_dry_run=True)


def duplicates(many: int) -> Duplicates:
    return Duplicates(tuple(Cluster(EntityKind.MATERIAL, entries(2)) for _ in range(many)))


def draft() -> DraftRecord:
    own = (JOB, f"{HOSTILE}.xlsx", "file:///x", "", HOSTILE, None, HiddenRows.IMPORT)
    return DraftRecord(*own, None, None, 1, HOSTILE, NOW, NOW)


def opened(many: int) -> Draft:
    """Return a draft without a header row, or of one row, with as many cells that hold something else."""
    sheet = pd.DataFrame({"Product Handle": ["tee"], "SKU": ["T-1"], "Shelf": [HOSTILE]})
    book = ik.Book.from_frame(sheet, dialect="plan") if many else None
    cell = NewCell(HOSTILE, CellKind.TEXT)
    edits = (StoredEdit(2, "C", None, HOSTILE, HOSTILE, NOW, cell, cell),) * many
    left_out = frozenset([HOSTILE] if many > 1 else [])
    return Draft(workspace(many), draft(), DraftFile((HOSTILE,) * 30, book), edits, left_out)


def workspace(many: int) -> ik.Workspace:
    engine = sa.create_engine("postgresql+psycopg://ana:s3cret@db.example/shop")
    brand = Brand(JOB, "acme", HOSTILE, import_enabled=many > 0)
    return ik.Workspace(engine, brand, "ana@shop.example", settings.load())


def finding(many: int) -> Finding:
    return replace(findings(1)[0], row=many or None, cell=f"C{many}" if many else "", hint=HOSTILE * many)


RECORDS: dict[str, Callable[[int], Displayed]] = {
    "Plan": plan,
    "ImportResult": result,
    "Job": job,
    "Jobs": lambda many: Jobs([job()] * min(many, 10)),
    "PreviewPage": preview,
    "Undo": undo,
    "Catalog": lambda many: Catalog(
        entries(many), entries(many).assign(raw_name=HOSTILE, name=HOSTILE if many > 1 else None)
    ),
    "Duplicates": lambda many: duplicates(min(many, 500)),
    "Draft": opened,
    "Workspace": workspace,
    "Finding": lambda many: finding(min(many, 100)),
    "ImportList": lambda many: ImportList(Jobs([job()] * min(many, 25)), many, many),
    "Member": lambda _: Member(HOSTILE, Role.OWNER),
    "Members": lambda many: Members([Member(HOSTILE, Role.OWNER)] * many),
    "Drafts": lambda many: Drafts([draft()] * many),
    "Edits": lambda many: Edits([CellEdit(2, "C", None, HOSTILE, HOSTILE, NOW)] * many),
    "Brand": lambda many: Brand(JOB, "acme", HOSTILE, import_enabled=many > 0),
    "Mapping": lambda many: Mapping(EntityKind.TAG, "", HOSTILE, HOSTILE, HOSTILE if many else ""),
    "Merge": lambda many: Merge(EntityKind.TAG, "", HOSTILE, HOSTILE, many, many, is_new=many > 0),
    "Export": lambda many: Export(Path(f"/x/{many}.xlsx"), many, many, many, many, many, ("A1",) * many),
    "FindingCodes": lambda many: ik.explain("number.ambiguous" if many == 1 else None)[: 10 * many],
}  # fmt: skip

#: What each says that is to be done about one, in Python's words.
NEXT = {
    "Plan": "kit.import_file(sheet, plan=plan.token)",
    "ImportResult": 'kit.corrections("7d1c84a2", "corrections.xlsx")',
    "Job": 'kit.undo("7d1c84a2", dry_run=True)',
    "Jobs": 'kit.job("7d1c84a2")',
    "PreviewPage": 'kit.preview(job_id, status="failed")',
    "Undo": 'kit.undo("7d1c84a2")',
    "Catalog": "kit.duplicates()",
    "Duplicates": "kit.merge('material', ",
    "Draft": "draft.check",
    "Workspace": "kit.import_file(sheet)",
    "Finding": "check.explain(1)",
    "ImportList": 'kit.corrections("7d1c84a2", "corrections.xlsx")',
    "Member": "kit.add_member(email, role)",
    "Members": "kit.add_member(email, role)",
    "Drafts": f'kit.open_draft("{JOB}")',
    "Edits": ".frame",
    "Brand": "ik.connect(brand='acme')",
    "Mapping": "kit.catalog_data().mappings",
    "Merge": "",
    "Export": "kit.plan('1.xlsx', mode=\"enrich\")",
    "FindingCodes": "check.suggestions",
}


@pytest.mark.slow
@pytest.mark.parametrize("name", RECORDS)
@pytest.mark.parametrize("many", [0, 1, MANY])
def test_a_record_is_shown_in_text_html_and_markdown(name: str, many: int) -> None:
    record = RECORDS[name](many)
    text, html, markdown = repr(record), record._repr_html_(), record._repr_markdown_()

    assert record._mime_() == ("text/html", html)
    assert max(len(shown.encode()) for shown in (text, html, markdown)) <= 50_000
    assert "<script" not in html
    assert "\x1b" not in text + html + markdown
    assert not re.search(r"(?<!\\)<script", re.sub("`[^`\n]+`", "", markdown))
    assert "s3cret" not in text + html + markdown
    assert f"{JOB}'" not in text  # an id stands for itself, never in a record within a record
    assert not re.search(r"^\w+\(|importkit \w+ ", text)
    if many == 1:
        assert NEXT[name] in text
        assert NEXT[name] in markdown


def test_what_is_wrong_comes_before_how_much_there_is() -> None:
    shown = RECORDS["ImportResult"](3)._repr_html_()

    assert shown.index("value.required") < shown.index("held back</th>") < shown.index("kit.corrections")


def test_advice_is_given_once() -> None:
    shown = plan(1)
    advised = replace(shown, findings=Findings.of("column.unknown", [{"column": "Shelf", "cell": "F1"}]))

    assert advised._repr_html_().count("Worth a look") == 1
    assert repr(advised).count("Worth a look") == 1


def test_a_job_says_how_it_stands() -> None:
    waiting = replace(
        job(), status=JobStatus.PENDING, summary={}, finished_at=None, has_exportable_failures=False
    )
    failed = replace(waiting, status=JobStatus.FAILED, error="the disk is full", finished_at=NOW)

    assert "job.watch()" in repr(waiting)
    assert repr(failed).startswith("Nothing was written: the disk is full")


def test_lists_of_records_have_frames_and_stay_what_they_are() -> None:
    frames = {
        "recent_imports": Jobs([job(), replace(job(), summary={}, finished_at=None)]).frame,
        "preview": preview(2).frame,
        "members": Members([Member("ana@shop.example", Role.OWNER)] * 2).frame,
        "drafts": Drafts([draft()] * 2).frame,
        "edits": Edits([CellEdit(2, "C", None, "900", "ana@shop.example", NOW)] * 2).frame,
        "duplicates": duplicates(1).frame,
        "finding_codes": ik.explain("number.")[:2].frame,
    }
    empty = {
        "recent_imports": Jobs(),
        "preview": preview(0),
        "members": Members(),
        "drafts": Drafts(),
        "edits": Edits(),
        "duplicates": duplicates(0),
    }

    assert all(len(FRAMES[name].validate(frame)) == 2 for name, frame in frames.items())
    assert all(FRAMES[name].validate(none.frame).empty for name, none in empty.items())
    assert frames["recent_imports"]["products_created"].to_list() == [1, pd.NA]
    assert isinstance(Jobs([job()])[:1], Jobs)
    assert Jobs([job()]) == [job()]


def test_everything_public_shows_itself() -> None:
    """Settings, steps of progress and a bar that moves are what they are; all else has its displays."""
    shown = [kind for kind in classes() if kind.__name__ not in {"Limits", "Progress", "Watch"}]

    assert len(shown) >= 20
    for kind in shown:
        if kind.__name__ != "ComparedFindings":  # a DataFrame
            assert issubclass(kind, Displayed), kind.__name__
            assert kind.__repr__ is Displayed.__repr__, kind.__name__


def test_a_draft_says_what_is_wrong_where_that_is_known_and_never_asks() -> None:
    known = opened(1)
    asked = repr(known)
    assert known.file.book is not None
    check = vars(known)["check"] = ik.check(known.file.book)

    assert " is a draft of 1 row." in " ".join(asked.split())
    assert "draft.check" in asked
    assert "would not be imported" in " ".join(repr(known).split())
    assert check.findings.errors[0].code in known._repr_html_()


def test_a_draft_that_cannot_be_mended_says_so() -> None:
    imported = replace(opened(1), record=replace(draft(), started_job_id=JOB))

    assert "no header row" in " ".join(repr(opened(0)).split())
    assert 'kit.job("7d1c84a2")' in repr(imported)
    assert "draft.edit(" not in repr(imported)


def test_every_record_that_shows_itself_is_known() -> None:
    kinds, found = [Displayed], []
    while kinds:
        for kind in kinds.pop().__subclasses__():
            kinds.append(kind)
            found += [kind] if kind.__module__.startswith("importkit.") else []

    assert len(found) >= 20
    for kind in found:
        if kind.__name__ not in {"RecordList", "AskedFindings"} and "[" not in kind.__name__:  # bases
            assert displays_of(kind.__new__(kind))


def test_explain_says_what_a_code_means() -> None:
    assert ik.explain("NUMBER.ambiguous")[0].code == "number.ambiguous"
    assert {one.code.partition(".")[0] for one in ik.explain("barcode.")} == {"barcode"}
    assert len(ik.explain()) == len(ik.explain().frame) > 50
    with pytest.raises(ik.UnknownFindingCodeError):
        ik.explain("number.ambigous")
