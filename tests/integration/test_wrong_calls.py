"""Whatever is called wrongly is refused in one sentence, by every public function: nothing is guessed.

The functions are found by looking at what is public, so that a new one, or a new parameter, has to be given
its wrong values here before this passes.
"""

from __future__ import annotations

import inspect
import re
from dataclasses import dataclass
from enum import Enum
from functools import partial
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest
from support.postgres_fixtures import temporary_database
from support.public_names import INTERNAL, RESULTS

import importkit as ik
from importkit import findings, settings, taxonomy
from importkit.model import JobStatus
from importkit.workbook import sample
from importkit.workbook.template import write_template
from importkit.workspace.draft import Draft

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

NAN, INFINITE = float("nan"), float("inf")

#: What is never a text, a path, a choice or a number.
NOTHING = (None, [], {}, object(), (), 1j)
TEXTS = (*NOTHING, "", "   ", 5, True, b"text", ["a"])
CHOICES = (*TEXTS, "nonsense", "crate", 2.5, 0, "None", JobStatus.PENDING)
NUMBERS = (*NOTHING, True, False, "5", "", 2.5, NAN, INFINITE, -1, -INFINITE, "one", [1], b"1")
PATHS = (*NOTHING, "", "  ", 5, True, 2.5, ["a.xlsx"], "a\0.xlsx")
FLAGS = (*NOTHING, "yes", "", 0, 1, "False")
EMAILS = (*TEXTS, "ana", "@", "ana@ ")
FUNCTIONS = ("print", 5, True, [], {}, object())
RECORDS = (*NOTHING, "text", 5, True)
MAPPINGS = (None, 5, True, "text", ["a"], object())
COLLECTIONS = (None, 5, True, "text", b"text", object())

#: The wrong values of each parameter, by its name: what it takes is the same wherever it is.
WRONG: dict[str, tuple[object, ...]] = {
    "attribute": TEXTS,
    "brand": TEXTS,
    "cell": TEXTS,
    "by": CHOICES,
    "cases": COLLECTIONS,
    "cells": MAPPINGS,
    "codes": (5, True, object(), 1j, [5]),
    "code": (*TEXTS, "nonsense"),
    "column": TEXTS,
    "columns": (5, True, "text", object(), ["nonsense"]),
    "count": NUMBERS,
    "data_dir": PATHS,
    "dialect": CHOICES,
    "draft_id": TEXTS,
    "dry_run": FLAGS,
    "email": EMAILS,
    "filename": TEXTS,
    "frame": RECORDS,
    "handle_keys": COLLECTIONS,
    "handles": MAPPINGS,
    "headers": MAPPINGS,
    "hidden_rows": CHOICES,
    "job": RECORDS,
    "job_id": TEXTS,
    "kind": CHOICES,
    "left_out": FLAGS,
    "letter": TEXTS,
    "letters": MAPPINGS,
    "limit": (*NUMBERS, 0, 11, 10**30),
    "limits": RECORDS,
    "loser": TEXTS,
    "mistakes": (*NUMBERS, 1.5),
    "mode": CHOICES,
    "name": TEXTS,
    "new": PATHS,
    "old": PATHS,
    "outcome": CHOICES,
    "owner_email": EMAILS,
    "other": RECORDS,
    "page": (*NUMBERS, 0, 2, 10**30),
    "page_size": (*NUMBERS, 0, 1_001),
    "parts": COLLECTIONS,
    "over": FLAGS,
    "path": PATHS,
    "plan": (*TEXTS, "nonsense"),
    "product": TEXTS,
    "product_handle": TEXTS,
    "query": TEXTS,
    "raw_name": TEXTS,
    "records": COLLECTIONS,
    "report": FUNCTIONS,
    "role": CHOICES,
    "row": (*NUMBERS, 0),
    "rows": (*NUMBERS, 1_048_576),
    "scope": CHOICES,
    "seed": NUMBERS,
    "seen": NUMBERS,
    "settings": RECORDS,
    "severity": CHOICES,
    "sheet": TEXTS,
    "slug": TEXTS,
    "source": (*(path for path in PATHS if path != ["a.xlsx"]), [5]),  # several workbooks can be checked
    "status": CHOICES,
    "suggested": FLAGS,
    "target": PATHS,
    "taxonomy": RECORDS,
    "taxonomy_file": PATHS,
    "text": TEXTS,
    "url": TEXTS,
    "waiting": FLAGS,
    "winner": TEXTS,
    "words": COLLECTIONS,
    **dict.fromkeys(inspect.signature(ik.Limits).parameters, NUMBERS),
}

#: The same of parameters that take something else than others of their name.
WRONG_HERE: dict[str, tuple[object, ...]] = {
    "Draft.revert.cells": TEXTS,
    "Check.sheet.rows": (None, 5, True, "nonsense", object(), [2.5], ["a"], [True]),
    "Findings.where.code": (5, True, "", object(), ["nonsense"], [5]),
    "Findings.where.column": (5, True, "", object(), [5]),
    "Findings.where.product": (5, True, "", object(), [5]),
    "Findings.where.row": ("5", True, 2.5, object(), ["a"], [True]),
    "Findings.where.severity": (5, True, "", object(), "nonsense", ["nonsense"], [5]),
}

#: Functions that are documented although they are not in the package's own list.
MORE: dict[str, Callable[..., object]] = {
    "make_sample": sample.make_sample,
    "write_template": write_template,
    "taxonomy.load": taxonomy.load,
    "findings.entry": findings.entry,
}

#: Classes that are made by whoever calls; all others are results.
MADE = (ik.Limits, ik.Findings)


@dataclass(frozen=True)
class Door:
    """One public function, as it is called.

    Attributes:
        call: Takes the place where everything is and keyword arguments.
    """

    name: str
    call: Callable[..., object]
    parameters: tuple[inspect.Parameter, ...]


def parameters(function: object, *, bound: bool) -> tuple[inspect.Parameter, ...]:
    found = inspect.signature(function, eval_str=False).parameters.values()
    return tuple(list(found)[int(bound) :])


def doors() -> Iterator[Door]:
    """Yield every public function, and every public method of a public class."""
    for name in ik.__all__:
        thing = getattr(ik, name)
        if inspect.isclass(thing):
            yield from doors_of(thing)
        elif callable(thing):
            yield Door(name, partial(called, thing), parameters(thing, bound=False))
    for result in RESULTS:
        yield from doors_of(result)
    for name, function in MORE.items():
        yield Door(name, partial(called, function), parameters(function, bound=False))


def doors_of(kind: type) -> Iterator[Door]:
    if issubclass(kind, BaseException | Enum):
        return
    if kind in MADE:
        yield Door(kind.__name__, partial(called, kind), parameters(kind, bound=False))
    for name in dir(kind):
        method = inspect.getattr_static(kind, name)
        if name.startswith("_") or isinstance(method, property) or not callable(getattr(kind, name)):
            continue
        if not getattr(getattr(kind, name), "__module__", "").startswith("importkit"):
            continue  # inherited from a library
        own = f"{kind.__name__}.{name}"
        if own in INTERNAL:
            continue
        if isinstance(method, classmethod | staticmethod):
            yield Door(
                own, partial(called, getattr(kind, name)), parameters(getattr(kind, name), bound=False)
            )
        else:
            yield Door(own, partial(called_on, kind, name), parameters(getattr(kind, name), bound=True))


def called(function: Callable[..., object], _: Place, /, **given: object) -> object:
    return function(**given)


def called_on(kind: type, name: str, place: Place, /, **given: object) -> object:
    method = getattr(place.one_of(kind), name)
    several = [one.name for one in parameters(method, bound=False) if one.kind is one.VAR_POSITIONAL]
    positional = [given.pop(name) for name in several if name in given]
    return method(*positional, **given)


@dataclass(frozen=True)
class Place:
    """A workspace of one brand with one import, and what it has."""

    kit: ik.Workspace
    job: ik.Job
    url: str
    folder: Path
    check: ik.Check
    draft: Draft

    def one_of(self, kind: type) -> object:
        made: dict[type, object] = {
            ik.Workspace: self.kit,
            ik.Job: self.job,
            ik.Findings: ik.Findings(),
            ik.Book: ik.read(self.folder / "x.xlsx"),
            ik.Check: self.check,
            ik.SheetPage: self.check.sheet(),
            Draft: self.draft,
        }
        return made[kind]

    def right(self, door: Door) -> dict[str, object]:
        """Return right values of the parameters that have to be given."""
        values: dict[str, object] = {
            "cases": [{}], "cell": "A2", "cells": {}, "code": "number.negative",
            "draft_id": self.job.id,
            "email": "ana@shop.example", "filename": "x.xlsx", "frame": ik.read(self.folder / "x.xlsx").frame,
            "handle_keys": ["tee"], "headers": {}, "job": self.job, "job_id": self.job.id, "kind": "tag",
            "letter": "A", "column": "SKU", "letters": {}, "loser": "Men", "name": "Men",
            "new": self.folder / "x.xlsx",
            "old": self.folder / "x.xlsx", "other": self.check, "parts": [],
            "product_handle": "tee", "mode": "create", "hidden_rows": "skip",
            "report": print,
            "query": "SELECT 1", "raw_name": "Herren", "records": [], "row": 2,
            "rows": 5, "severity": "error", "sheet": "Products", "slug": "acme",
            "source": self.folder / "x.xlsx", "target": self.folder / "y.xlsx",
            "taxonomy": taxonomy.load(), "winner": "Women",
        }  # fmt: skip
        required = {one.name for one in door.parameters if one.default is one.empty}
        given = {name: values[name] for name in required if name in values}
        if any(one.name == "url" for one in door.parameters):
            given["url"] = self.url
        return given


@pytest.fixture(scope="module")
def place(
    server_url: str, migrated_template: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Place]:
    folder = tmp_path_factory.mktemp("sheets")
    workbook = openpyxl.Workbook()
    workbook.active.title = "Products"
    for row in (["Product Handle", "Product Title", "SKU"], ["tee", "Tee", "A-1"], ["cap", "Cap", None]):
        workbook.active.append(row)
    workbook.save(folder / "x.xlsx")
    with (
        pytest.MonkeyPatch.context() as surroundings,
        temporary_database(server_url, migrated_template) as url,
    ):
        surroundings.setenv("IMPORTKIT_FILES", str(folder))
        surroundings.setenv("IMPORTKIT_DATA_DIR", str(folder))
        with ik.connect(url) as kit:
            job = kit.job(kit.import_file(folder / "x.xlsx").job_id)
            draft = kit.draft(folder / "x.xlsx")
            yield Place(kit, job, url, folder, ik.check(folder / "x.xlsx"), draft)


def takes(parameter: inspect.Parameter, value: object) -> bool:
    """Return whether a value is right there after all: None means "not given" where it is the default."""
    return value is None and parameter.default is None


def wrong_values(door: Door, parameter: inspect.Parameter) -> tuple[object, ...]:
    """Return the wrong values of a parameter; none where it has not been thought of."""
    return WRONG_HERE.get(f"{door.name}.{parameter.name}", WRONG.get(parameter.name, ()))


DOORS = list(doors())


def test_every_parameter_of_every_public_function_has_its_wrong_values() -> None:
    uncovered = {
        f"{door.name}({parameter.name})"
        for door in DOORS
        for parameter in door.parameters
        if not wrong_values(door, parameter)
    }

    assert uncovered == set()
    assert len(WRONG_CALLS) >= 300


WRONG_CALLS = [
    (door, parameter, value)
    for door in DOORS
    for parameter in door.parameters
    for value in wrong_values(door, parameter)
    if not takes(parameter, value)
]


@pytest.mark.parametrize("door", [door for door in DOORS if door.parameters], ids=lambda door: door.name)
def test_what_is_called_wrongly_is_refused_in_one_sentence(place: Place, door: Door) -> None:
    for parameter in door.parameters:
        for value in wrong_values(door, parameter):
            if takes(parameter, value):
                continue
            reported = refusal(place, door, parameter.name, value)

            assert re.fullmatch(r"[^\n]+[.?]", reported), (parameter.name, value, reported)
            assert not re.search(r"[.?!] [A-Z]", reported), (parameter.name, value, reported)
            assert parameter.name.replace("_", " ") in reported.replace("_", " "), (
                parameter.name,
                value,
                reported,
            )


def refusal(place: Place, door: Door, name: str, value: object) -> str:
    given: dict[str, Any] = place.right(door) | {name: value}
    try:
        answer = door.call(place, **given)
    except ik.ImportkitError as refused:
        return refused.message
    except Exception as error:  # the assertion tells which call it was
        raise AssertionError(f"{door.name}({name}={value!r}) raised {error!r}") from error
    raise AssertionError(f"{door.name}({name}={value!r}) answered {answer!r}")


@pytest.mark.parametrize(
    ("method", "given", "message", "hint"),
    [
        ("check", {"mode": "crate"}, 'mode cannot be "crate": give create or enrich.', "create"),
        ("plan", {"mode": "ENRCH"}, 'mode cannot be "ENRCH": give create or enrich.', "enrich"),
        ("start", {"hidden_rows": "skipp"}, 'hidden_rows cannot be "skipp": give import or skip.', "skip"),
        (
            "preview",
            {"status": "comitted"},
            'status cannot be "comitted": give pending, committed or failed.',
            "committed",
        ),
        (
            "add_member",
            {"role": "viewr"},
            'role cannot be "viewr": give owner, member or viewer.',
            "viewer",
        ),
        ("corrections", {"scope": "al"}, 'scope cannot be "al": give failed or all.', "all"),
        (
            "catalog_data",
            {"kind": "materails"},
            'kind cannot be "materails": give manufacturer, season, category, tag, attribute, '
            "attribute_value, material, facility or eco_claim.",
            "material",
        ),
    ],
)
def test_the_choice_that_was_probably_meant_is_offered(
    place: Place, method: str, given: dict[str, object], message: str, hint: str
) -> None:
    door = next(door for door in DOORS if door.name == f"Workspace.{method}")

    with pytest.raises(ik.UsageError) as refused:
        door.call(place, **place.right(door) | given)

    assert refused.value.message == message
    assert refused.value.hint == f"Did you mean {hint}?"


def test_a_mode_counts_alike_however_it_is_named(place: Place) -> None:
    sheet = place.folder / "x.xlsx"

    for given, mode in (("cReAtE", ik.Mode.CREATE), ("eNrIcH", ik.Mode.ENRICH)):
        by_name = ik.check(sheet, mode=given)
        assert by_name.mode is mode
        assert by_name.findings == ik.check(sheet, mode=mode).findings
        assert place.kit.plan(sheet, mode=given).mode is mode
    assert place.kit.import_file(sheet, mode="eNrIcH").mode is ik.Mode.ENRICH


def test_other_choices_count_alike_in_any_case(place: Place) -> None:
    kit, job = place.kit, place.job

    assert kit.preview(job.id, status="failed") == kit.preview(job.id, status=ik.RowStatus.FAILED)
    assert len(kit.preview(job.id, status="Failed").rows) == 1
    assert len(kit.findings(job.id).where(severity="ERROR")) == len(kit.findings(job.id).errors) > 0
    assert kit.findings(job.id).at_least("Error")
    assert kit.catalog_data("Eco-Claims").as_dict() == kit.catalog_data("eco_claim").as_dict()
    assert kit.corrections(job.id, str(place.folder / "all.xlsx"), scope="ALL").exists()
    assert ik.read(place.folder / "x.xlsx", hidden_rows="SKIP").hidden_rows is ik.HiddenRows.SKIP


def test_the_first_page_of_nothing_is_there_and_the_second_is_not(place: Place) -> None:
    assert place.kit.preview(place.job.id, status="pending").rows == ()
    with pytest.raises(ik.UsageError, match="page cannot be 2: give a whole number from 1 to 1"):
        place.kit.preview(place.job.id, status="pending", page=2)


def test_hidden_rows_of_a_sheet_that_was_read_with_them_cannot_be_left_out(place: Place) -> None:
    sheet = ik.read(place.folder / "x.xlsx").sheet

    with pytest.raises(ik.UsageError, match="was read with its hidden rows"):
        ik.check(sheet, hidden_rows="skip")


def test_settings_of_the_surroundings_are_refused_alike(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("IMPORTKIT_LOG", "jsn")

    with pytest.raises(ik.UsageError, match='IMPORTKIT_LOG cannot be "jsn": give text or json'):
        settings.load()
