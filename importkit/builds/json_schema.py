"""What is printed as JSON, described as JSON Schema: version 1 of checks, imports and plans."""

from __future__ import annotations

import json
from enum import StrEnum
from importlib.resources import files
from typing import Any

from importkit.choices import chosen


class JsonDocument(StrEnum):
    """What has a schema."""

    CHECK = "check"
    IMPORT = "import"
    PLAN = "plan"


def json_schema(name: JsonDocument | str) -> dict[str, Any]:
    """Return the JSON Schema of what `importkit check`, `import` or `plan` prints with `--format json`.

    Raises:
        UsageError: There is no such document.

    >>> json_schema("check")["properties"]["version"]
    {'const': 1}
    """
    document = chosen(JsonDocument, name, argument="name")
    path = files("importkit.builds") / "json_schemas" / f"{document}.schema.json"
    schema: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return schema
