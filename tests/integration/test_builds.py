"""Reports as other readers take them, and the steps of the Action as far as a runner can be imitated."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from functools import reduce
from pathlib import Path
from typing import Any

import jsonschema
import pandas as pd
import psutil
import pytest
import yaml
from check_jsonschema.builtin_schemas import get_builtin_schema
from junitparser import JUnitXml
from sarif_pydantic import Sarif
from support.command_line import run
from support.workers import until

from importkit.builds.json_schema import json_schema

ROOT = Path(__file__).parents[2]
ACTION = ROOT / ".github" / "actions" / "check"
SHEET: dict[str, list[Any]] = {"Product Handle": ["a"], "Product Title": ["A"], "SKU": ["1"]}


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with twenty files, of which eight are bad, one of them unreadable."""
    folder = tmp_path_factory.mktemp("samples")
    for number in range(12):
        pd.DataFrame(SHEET).to_excel(folder / f"good {number}.xlsx", index=False)
    for number in range(7):
        bad = {**SHEET, "Grams Weight": [f"{number} é abc"], "Remarks": ["mine"]}
        pd.DataFrame(bad).to_excel(folder / f"bad {number}.xlsx", index=False)
    (folder / "text.xlsx").write_text("Handle;Title\n", encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def reports(samples: Path) -> Path:
    """Return the folder of the reports of one call over these files."""
    words = [
        f"--report={form}=out.{form}" for form in ("junit", "sarif", "gitlab", "json", "markdown", "html")
    ]
    ended = run("check", ".", "--report", "github", *words, cwd=samples)

    assert ended.code == 3
    last = "20 files: 12 clean, 7 with findings, 1 unreadable; 7 errors and 7 warnings."
    assert ended.out.splitlines()[-1] == last
    assert len([line for line in ended.out.splitlines() if line.startswith("::error ")]) == 8
    return samples


def read(folder: Path, form: str) -> Any:
    return json.loads((folder / f"out.{form}").read_text(encoding="utf-8"))


def test_a_reader_of_junit_finds_suites_and_cases(reports: Path) -> None:
    found = JUnitXml.fromfile(str(reports / "out.junit"))

    assert (found.tests, found.failures, found.errors) == (20 + 14, 7, 1)
    assert sorted(suite.name for suite in found)[:2] == ["bad 0.xlsx", "bad 1.xlsx"]
    assert all(case.time is not None for suite in found for case in suite)


def test_a_reader_of_sarif_finds_rules_and_places(reports: Path) -> None:
    run_of = Sarif.model_validate(read(reports, "sarif")).runs[0]

    assert len(run_of.results or []) == 15
    assert {rule.id for rule in run_of.tool.driver.rules or []} == {
        "column.unknown", "file.unreadable", "number.invalid",
    }  # fmt: skip
    assert all(one.locations and one.partial_fingerprints for one in run_of.results or [])


def test_an_issue_has_what_gitlab_asks_for(reports: Path) -> None:
    issues = read(reports, "gitlab")

    assert len({issue["fingerprint"] for issue in issues}) == len(issues) == 15
    for issue in issues:
        assert {"description", "check_name", "fingerprint", "severity", "location"} <= issue.keys()
        assert issue["severity"] in {"info", "minor", "major", "critical", "blocker"}
        assert issue["location"]["lines"]["begin"] >= 1


def test_json_is_as_its_schema_has_it(reports: Path, tmp_path: Path) -> None:
    schema = json_schema("check")
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.validate(read(reports, "json"), schema)

    files = [reports / name for name in ("bad 0.xlsx", "good 0.xlsx", "text.xlsx")]
    run("check", *files, "--update-expected", "--expected", tmp_path / "e.json", cwd=tmp_path)
    words = ("--ignore", "column.", "--expected", tmp_path / "e.json", "--format", "json")
    compared = run("check", *files, *words, cwd=tmp_path).json
    jsonschema.validate(compared, schema)
    assert compared["totals"]["missing"] == compared["totals"]["ignored"] == 1
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(compared | {"version": 2}, schema)


def test_an_import_and_a_plan_are_as_their_schemas_have_them(
    samples: Path, tmp_path: Path, database_url: str
) -> None:
    def printed(*words: str | Path) -> Any:
        return run(*words, "--format", "json", cwd=tmp_path, database_url=database_url).json

    (tmp_path / "none.xlsx").write_bytes((samples / "text.xlsx").read_bytes())
    for command in ("plan", "import"):
        schema = json_schema(command)
        jsonschema.Draft202012Validator.check_schema(schema)
        for file in (samples / "good 0.xlsx", samples / "bad 0.xlsx", tmp_path / "none.xlsx"):
            jsonschema.validate(printed(command, file), schema)
    enriched = tmp_path / "enrich.xlsx"
    pd.DataFrame({"SKU": ["1"], "Season": ["Spring"], "Tags": ["a; b"]}).to_excel(enriched, index=False)
    plan = printed("plan", enriched, "--mode", "enrich")
    assert plan["changes"]
    jsonschema.validate(plan, json_schema("plan"))
    jsonschema.validate(
        printed("import", samples / "good 1.xlsx", "--background"), json_schema("import")["$defs"]["queued"]
    )


@pytest.mark.parametrize("encoding", [pytest.param("cp1252", marks=pytest.mark.nightly), "ascii"])
def test_every_report_is_utf8_whatever_the_terminal_speaks(samples: Path, encoding: str) -> None:
    program = "import sys; from importkit.cli import main; main()"
    ended = subprocess.run(
        [sys.executable, "-c", program, "check", "bad 1.xlsx", "--format", "github"],
        cwd=samples,
        env=os.environ | {"PYTHONIOENCODING": encoding},
        capture_output=True,
        check=False,
    )

    assert '"1 é abc" in Grams Weight' in ended.stdout.decode("utf-8")


@pytest.mark.parametrize(
    ("ended", "code", "words"),
    [
        ("all", 130, "Stopped. An import that was under way here has written nothing"),
        ("parent", -signal.SIGKILL, ""),
        ("child", 4, "Error: A process that checked workbooks came to an unexpected end."),
    ],
)
def test_what_ends_one_process_of_a_check_ends_all_of_them(
    samples: Path, ended: str, code: int, words: str
) -> None:
    program = Path(sys.executable).with_name("importkit")
    with subprocess.Popen(
        [program, "check", *["."] * 5, "--jobs=3"],
        cwd=samples,
        start_new_session=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    ) as check:
        here = psutil.Process(check.pid)
        # Two that check and have begun, which more than one thread tells, and what Python starts beside them.
        checking = until(
            lambda: len(found := [one for one in here.children() if one.num_threads() > 1]) == 2 and found,
            every_s=0.02,
        )
        children = here.children()
        if ended == "all":
            os.killpg(check.pid, signal.SIGINT)
        else:
            (here if ended == "parent" else checking[0]).kill()
        stderr = check.communicate(timeout=120)[1]

        assert check.returncode == code
        assert stderr.startswith(words)
        assert "Traceback" not in stderr
        assert not psutil.wait_procs(children, timeout=60)[1]


@pytest.mark.parametrize(
    ("schema", "file"),
    [
        ("vendor.github-actions", ACTION / "action.yml"),
        ("vendor.github-workflows", ROOT / ".github" / "workflows" / "check.yml"),
    ],
)
def test_the_action_and_the_workflow_are_as_github_has_them(schema: str, file: Path) -> None:
    text = file.read_text(encoding="utf-8").replace("\non:\n", '\n"on":\n')  # YAML 1.1 takes it for true

    jsonschema.validate(yaml.safe_load(text), get_builtin_schema(schema))


def step(name: str, folder: Path, **inputs: str) -> subprocess.CompletedProcess[str]:
    """Run a step of the Action as a runner does: its inputs as variables, its script by bash."""
    action = yaml.safe_load((ACTION / "action.yml").read_text(encoding="utf-8"))
    (found,) = [one for one in action["runs"]["steps"] if one.get("name") == name]
    defaults = {key: one.get("default", "") for key, one in action["inputs"].items()} | inputs
    values = {
        **{f"${{{{ inputs.{key} }}}}": value for key, value in defaults.items()},
        "${{ runner.temp }}": str(folder),
        "${{ steps.python.outputs.python-path }}": sys.executable,
        "${{ github.action_path }}": str(ACTION),
    }
    variables = {
        key: reduce(lambda text, one: text.replace(*one), values.items(), text)
        for key, text in found["env"].items()
    }
    assert not [text for text in variables.values() if "${{" in text]
    runner = {"GITHUB_ACTION_PATH": str(ACTION), "GITHUB_OUTPUT": str(folder / "output")}
    runner["GITHUB_STEP_SUMMARY"] = str(folder / "summary")
    return subprocess.run(
        ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", found["run"]],
        cwd=folder,
        env=os.environ | variables | runner,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def test_the_action_checks_what_its_inputs_name(samples: Path, tmp_path: Path) -> None:
    environment = tmp_path / "importkit" / "bin"
    environment.mkdir(parents=True)
    (environment / "importkit").symlink_to(Path(sys.executable).with_name("importkit"))

    ended = step(
        "check",
        tmp_path,
        paths=f"{samples}\n  {samples}/good 1.xlsx\n",
        reports="junit=out.xml\nsarif=my out.sarif",
        arguments="--ignore\ncolumn.; touch hacked",
        jobs="1",
    )
    assert (ended.returncode, "Did you mean" in ended.stderr) == (2, True)  # what is typed is no script
    paths = "\n".join(str(samples / name) for name in ("bad 0.xlsx", "good 0.xlsx", "text.xlsx"))
    ended = step("check", tmp_path, paths=paths, **{"fail-on": "never"}, reports="sarif=my out.sarif")

    assert ended.returncode == 3
    assert ended.stdout.splitlines()[-1].startswith("3 files: 2 clean, 1 unreadable;")
    assert (tmp_path / "output").read_text() == "exit-code=2\nexit-code=3\n"
    assert (tmp_path / "summary").read_text(encoding="utf-8").startswith("**3 files")
    assert (tmp_path / "my out.sarif").exists()
    assert not (tmp_path / "hacked").exists()


def test_the_action_makes_an_environment(tmp_path: Path) -> None:
    ended = step("install importkit", tmp_path, install="pip")  # what importkit needs is not asked for again

    assert ended.returncode == 0, ended.stderr
    assert (tmp_path / "importkit" / "bin" / "python").exists()
