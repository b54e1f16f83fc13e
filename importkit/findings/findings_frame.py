"""Findings as analysts meet them: typed, with NA where there is nothing, and equal ones summed up."""

from __future__ import annotations

import pandas as pd

from importkit.findings.catalogue import entry
from importkit.findings.finding import Severity

#: From the least to the worst, so that `frame["severity"] >= "warning"` says what it seems to.
SEVERITIES = pd.CategoricalDtype([str(severity) for severity in reversed(Severity)], ordered=True)

#: What a line of a summary stands for.
_EQUAL = ["severity", "code", "column"]


def typed_frame(records: pd.DataFrame) -> pd.DataFrame:
    """Return findings with NA for what they do not have, `row` Int64 and `severity` an ordered category."""
    texts = [str(name) for name in records if name not in ("row", "severity")]
    named = {name: records[name].mask(records[name] == "") for name in texts}
    severities = records["severity"].astype(SEVERITIES)
    return records.assign(**named, severity=severities).reset_index(drop=True)


def summary_frame(records: pd.DataFrame) -> pd.DataFrame:
    """Return a line for each code and column, the worst and the most frequent first."""
    found = typed_frame(records)
    grouped = found.assign(column=records["column"].to_numpy()).groupby(_EQUAL, sort=False, observed=True)
    summed = grouped.agg(
        cells=("code", "size"),
        rows=("row", "nunique"),
        products=("product_handle", "nunique"),
        first=("cell", "first"),
    ).reset_index()
    words = [entry(str(code)) for code in summed["code"]]
    named = summed.assign(
        title=pd.Series([one.title for one in words], index=summed.index, dtype="str"),
        fix=pd.Series([one.fix for one in words], index=summed.index, dtype="str"),
        column=summed["column"].mask(summed["column"] == ""),
    )
    counts = dict.fromkeys(("cells", "rows", "products"), "Int64")
    ordered = named.sort_values(["severity", "cells"], ascending=False, kind="stable", ignore_index=True)
    columns = ["code", "severity", "column", "title", "cells", "rows", "products", "first", "fix"]
    return ordered[columns].astype(counts | {"first": "str"})
