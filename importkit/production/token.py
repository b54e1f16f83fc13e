"""A plan's token: what the plan was made of, so that an import can tell whether that is still so.

It is a text and is kept nowhere: a digest of the sheet with its brand and mode, and one of the products in
production that the sheet speaks of.
"""

from __future__ import annotations

import json
import re
from dataclasses import asdict
from hashlib import sha256
from typing import TYPE_CHECKING

import pandas as pd

from importkit.arguments import text
from importkit.errors import OutdatedPlanError, PlanError

if TYPE_CHECKING:
    from importkit.model import Mode, Sheet

#: Letters of each digest: 64 bits, against accidents.
_LETTERS = 16
_FORM = re.compile(rf"p1-([0-9a-f]{{{_LETTERS}}})-([0-9a-f]{{{_LETTERS}}})")


def make_token(sheet: Sheet, mode: Mode, brand_id: str, state: str) -> str:
    """Return the token of a plan.

    Args:
        sheet: The workbook as it was read.
        mode: What the sheet is meant for.
        brand_id: The brand.
        state: What the matched products are like, see `Decision.state` and `repeated_state`.
    """
    return f"p1-{_digest_of_sheet(sheet, mode, brand_id)}-{_state(state)}"


def repeated_state(job_id: str) -> str:
    """Return what products are like that are as an import of the same file has made them."""
    return f"as made by {job_id}"


def joined_states(*states: str) -> str:
    """Return what products are like together, given what they are like in parts, each in one alone."""
    lines, sums = zip(*(map(int, state.split()) for state in states), strict=True)
    return f"{sum(lines)} {sum(sums)}"


def require_token(token: str) -> None:
    """Make sure that a text reads like a plan's token, whatever the plan was made for.

    Raises:
        PlanError: It does not.
    """
    _digests(token)


def require_sheet(token: str, sheet: Sheet, mode: Mode, brand_id: str) -> None:
    """Make sure that a token is that of a plan of this sheet, for this mode and brand.

    Raises:
        PlanError: It is not, or no token at all.
    """
    if _digests(token)[0] != _digest_of_sheet(sheet, mode, brand_id):
        raise PlanError(
            "This plan was made for another workbook, mode or brand, or with other hidden rows.",
            hint="Import what was planned, or plan this: importkit plan FILE",
        )


def require_state(token: str, state: str) -> None:
    """Make sure that the products are still what they were when the plan was made.

    Raises:
        OutdatedPlanError: They are not.
    """
    if not has_state(token, state):
        raise OutdatedPlanError(
            "Products of this workbook have changed since the plan was made.",
            hint="Plan again, look, then import.",
        )


def has_state(token: str, state: str) -> bool:
    """Return whether products are what they were when the plan was made.

    Raises:
        PlanError: The token is none.
    """
    return _digests(token)[1] == _state(state)


def _digests(token: str) -> tuple[str, str]:
    given = text(token, argument="plan", what="the token of a plan")
    form = _FORM.fullmatch(given.strip())
    if form is None:
        raise PlanError(
            "That is no token of a plan.",
            hint="What importkit plan shows ends with the one to give: importkit plan FILE",
        )
    return form[1], form[2]


def _digest_of_sheet(sheet: Sheet, mode: Mode, brand_id: str) -> str:
    digest = sha256(json.dumps([str(brand_id), str(mode), asdict(sheet.layout)]).encode())
    for frame in (sheet.cells, sheet.kinds, sheet.formats):
        digest.update(pd.util.hash_pandas_object(frame).to_numpy().tobytes())
    return digest.hexdigest()[:_LETTERS]


def _state(state: str) -> str:
    return sha256(state.encode()).hexdigest()[:_LETTERS]
