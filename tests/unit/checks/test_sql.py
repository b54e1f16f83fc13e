"""One SELECT over the frames of a check, and a chart of its findings."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest
from defusedxml import ElementTree

import importkit as ik

if TYPE_CHECKING:
    from pathlib import Path


def test_frames_are_known_by_their_names(check: ik.Check) -> None:
    found = check.sql(
        """
        SELECT rows.sku, count(findings.code) AS many, sum(rows.row) AS places, list(findings.cell) AS cells
        FROM rows LEFT JOIN findings ON findings.row = rows.row AND findings.severity = 'error'
        WHERE rows.role <> 'skipped' GROUP BY rows.sku ORDER BY rows.sku
        """
    )

    assert found["sku"].to_list() == ["C-1", "C-2", "S-1", "S-2"]
    assert found["many"].to_list() == [1, 0, 0, 0]
    assert [str(dtype) for dtype in found.dtypes] == ["str", "Int64", "Int64", "object"]
    assert found.loc[0, "cells"] == ["J4"]


def test_severities_are_in_their_order_and_missing_values_are_na(check: ik.Check) -> None:
    found = check.sql("SELECT severity, row FROM findings ORDER BY severity DESC")

    assert found["severity"].iloc[0] == "error"
    assert found["row"].isna().any()
    assert check.sql("SELECT percentage FROM materials WHERE percentage IS NULL")["percentage"].isna().all()
    assert len(check.sql("FROM cells")) == len(check.cells)
    assert check.sql("SELECT avg(percentage) AS mean FROM Materials")["mean"].dtype == "Float64"


@pytest.mark.parametrize(
    "query",
    [
        "SELECT 1; SELECT 2",
        "SELECT 1; DROP TABLE findings",
        "COPY findings TO 'out.csv'",
        "COPY (SELECT 1) TO 'out.csv'",
        "EXPORT DATABASE 'out.csv'",
        "ATTACH 'out.csv'",
        "INSTALL httpfs",
        "LOAD httpfs",
        "SET enable_external_access = true",
        "CREATE TABLE mine AS SELECT 1",
        "PRAGMA database_list",
        "DELETE FROM findings",
    ],
)
def test_what_is_no_single_select_is_refused(
    check: ik.Check, query: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)

    with pytest.raises(ik.UsageError, match="query has to be one SELECT"):
        check.sql(query)

    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("SELECT * FROM '{file}'", "disabled"),
        ("SELECT * FROM read_text('{file}')", "disabled"),
        ("SELECT * FROM read_csv('{file}')", "disabled"),
        ("SELECT * FROM glob('{file}')", "disabled"),
        ("SELECT * FROM read_parquet('https://example.com/a.parquet')", "disabled"),
        ("SELECT * FROM query('COPY (SELECT 1) TO ''{file}''')", "SELECT"),
        ("SELEC code FROM findings", "syntax error"),
        ("SELECT nothing FROM findings", "nothing"),
        ("SELECT * FROM check", "syntax error"),
        ("SELECT * FROM sys", "does not exist"),
    ],
)
def test_files_the_network_and_mistakes_are_refused_in_duckdbs_words(
    check: ik.Check, query: str, words: str, tmp_path: Path
) -> None:
    secret = tmp_path / "secret.csv"
    secret.write_text("secret\n1\n", encoding="utf-8")

    with pytest.raises(ik.UsageError, match=words) as raised:
        check.sql(query.format(file=secret))

    assert raised.value.message.startswith("DuckDB cannot answer this: ")
    assert "findings" in raised.value.hint
    assert secret.read_text(encoding="utf-8") == "secret\n1\n"


@pytest.mark.parametrize("query", ["", "  ", None, 7])
def test_a_query_has_to_be_a_text(check: ik.Check, query: str) -> None:
    with pytest.raises(ik.UsageError, match="query cannot be"):
        check.sql(query)


@pytest.mark.parametrize("by", ["column", "CODE"])
def test_a_chart_has_a_bar_for_each_column_or_code(check: ik.Check, by: str) -> None:
    drawn = check.plot(by).to_dict()

    (lines,) = drawn["datasets"].values()
    assert sum(line["cells"] for line in lines) == len(check.findings)
    assert set(lines[0]) == {by.lower(), "severity", "cells"}


@pytest.mark.slow
def test_a_chart_shows_without_the_web_and_a_chosen_renderer_stays(check: ik.Check) -> None:
    import altair as alt

    charted = ik.check(check.book, filename="<b>&.xlsx").plot()

    shown = charted._repr_mimebundle_()
    picture = ElementTree.fromstring(shown["image/svg+xml"])
    words = [text.text for text in picture.iter("{http://www.w3.org/2000/svg}text")]
    assert "text/html" not in shown
    assert shown["application/vnd.vegalite.v6+json"]["mark"] == {"type": "bar"}
    assert "<b>&.xlsx" in words
    assert {finding.column for finding in check.findings if finding.column} <= set(words)
    with alt.renderers.enable("json"):
        assert set(charted._repr_mimebundle_()[0]) >= {"application/json"}


def test_without_altair_its_frame_is_returned_and_said(
    check: ik.Check, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "altair", None)

    with pytest.warns(UserWarning, match="Altair is not installed"):
        counted = check.plot()

    assert counted["cells"].sum() == len(check.findings)
    with pytest.raises(ik.UsageError, match="by cannot be"):
        check.plot("rows")
