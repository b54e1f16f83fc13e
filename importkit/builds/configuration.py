"""What a project has decided about its checks: `[tool.importkit.check]` in pyproject.toml, or importkit.toml.

Paths and patterns in it are relative to its folder.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from importkit.arguments import shown
from importkit.builds.fail_on import FailOn
from importkit.builds.policy import Ignore, Policy
from importkit.choices import chosen, chosen_if_given, nearest
from importkit.errors import ImportkitError, UsageError
from importkit.findings import Severity, entries_of
from importkit.model import HiddenRows, Mode

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

FILES = ("importkit.toml", "pyproject.toml")
KEYS = (
    "paths", "exclude", "mode", "hidden-rows", "taxonomy", "jobs", "fail-on", "select", "ignore", "severity",
    "per-file-ignores", "expect",
)  # fmt: skip
_IGNORE_KEYS = ("code", "reason", "until")


@dataclass(frozen=True)
class Configuration:
    """What a project has decided; None, or nothing, where it has not.

    Attributes:
        folder: What paths and patterns are relative to.
        expected: The file that says what is expected of the samples.
    """

    folder: Path
    paths: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    mode: Mode | None = None
    hidden_rows: HiddenRows | None = None
    taxonomy: Path | None = None
    jobs: int | None = None
    fail_on: FailOn | None = None
    policy: Policy = field(default_factory=Policy)
    expected: Path | None = None


def find_configuration(folder: Path) -> Path | None:
    """Return the file of the nearest folder that has one, from this one up to that of the repository."""
    for parent in (folder, *folder.parents):
        for name in FILES:
            if (parent / name).is_file() and _section(parent / name) is not None:
                return parent / name
        if (parent / ".git").exists():
            return None
    return None


def read_configuration(file: Path | None, folder: Path) -> Configuration:
    """Return what a file says; nothing where there is none.

    Args:
        file: The file.
        folder: The working directory.

    Raises:
        UsageError: It cannot be read, or says something that there is not.
    """
    if file is None:
        return Configuration(folder)
    section = _section(file)
    if section is None:
        raise UsageError(f"{file} has no section [tool.importkit.check].")
    _require_known(section, KEYS, file, "[tool.importkit.check]")
    try:
        return _configuration(section, file.absolute().parent)
    except ImportkitError as error:
        raise UsageError(f"{file}: {error.message}", hint=error.hint) from error


def _section(file: Path) -> Mapping[str, Any] | None:
    """Return what a file says of checks; None where it says nothing."""
    try:
        content = tomllib.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise UsageError(
            f"There is no file {file}.", hint="Name it as it is called, with --config."
        ) from None
    except (OSError, ValueError) as error:
        raise UsageError(f"{file} cannot be read: {str(error).splitlines()[0]}.") from error
    ours = _table(content.get("tool", {}), file).get("importkit", {})
    _require_known(_table(ours, file), ("check",), file, "[tool.importkit]")
    if file.name == FILES[1] or "tool" in content:
        return _table(ours["check"], file) if "check" in ours else None
    _require_known(content, ("check", "tool"), file, "it")
    return _table(content["check"], file) if "check" in content else None


def _table(value: object, file: Path) -> Mapping[str, Any]:
    if not isinstance(value, dict):
        raise UsageError(f"{file}: {shown(value)} stands where a section is to be.")
    return value


def _require_known(found: Iterable[str], known: Iterable[str], file: Path, where: str) -> None:
    for key in found:
        if key not in known:
            near = nearest(key, known)
            hint = f"Did you mean {near}?" if near else f"There are {', '.join(known)}."
            raise UsageError(f"{file}: {where} knows no {shown(key)}.", hint=hint)


def _configuration(section: Mapping[str, Any], folder: Path) -> Configuration:
    taxonomy = _text_if_given(section, "taxonomy")
    return Configuration(
        folder=folder,
        paths=_texts(section, "paths"),
        exclude=_texts(section, "exclude"),
        mode=chosen_if_given(Mode, section.get("mode"), argument="mode"),
        hidden_rows=chosen_if_given(HiddenRows, section.get("hidden-rows"), argument="hidden-rows"),
        taxonomy=None if taxonomy is None else folder / taxonomy,
        jobs=_jobs(section.get("jobs")),
        fail_on=chosen_if_given(FailOn, section.get("fail-on"), argument="fail-on"),
        policy=_policy(section),
        expected=_expected(section.get("expect", False), folder),
    )


def _policy(section: Mapping[str, Any]) -> Policy:
    per_file = _mapping(section, "per-file-ignores")
    return Policy(
        select=tuple(_code(one) for one in _texts(section, "select")),
        ignores=(
            *(_ignore(one) for one in _list(section, "ignore")),
            *(_ignore(one, files) for files, ignores in per_file.items() for one in _list(per_file, files)),
        ),
        severities={
            _code(code): chosen(Severity, word, argument=f"severity of {code}")
            for code, word in _mapping(section, "severity").items()
        },
    )


def _ignore(given: object, files: str = "") -> Ignore:
    """Return an ignore: a code, or a table with a code, a reason and the last day of it."""
    if isinstance(given, str):
        return Ignore(_code(given), files=files)
    if not isinstance(given, dict) or "code" not in given:
        raise UsageError(
            f"ignore is {shown(given)}.",
            hint='Write a code, or {code = "…", reason = "…", until = 2027-01-31}.',
        )
    if unknown := [key for key in given if key not in _IGNORE_KEYS]:
        near = nearest(unknown[0], _IGNORE_KEYS)
        hint = f"Did you mean {near}?" if near else f"There are {', '.join(_IGNORE_KEYS)}."
        raise UsageError(f"ignore knows no {shown(unknown[0])}.", hint=hint)
    return Ignore(
        _code(given["code"]), _text_if_given(given, "reason") or "", _day(given.get("until")), files
    )


def _day(given: object) -> date | None:
    if given is None:
        return None
    if type(given) is date:
        return given
    try:
        return date.fromisoformat(str(given)) if isinstance(given, str) else _no_day(given)
    except ValueError:
        return _no_day(given)


def _no_day(given: object) -> date:
    raise UsageError(f"until is {shown(given)}, which is no day.", hint="Write it as 2027-01-31.")


def _code(given: object) -> str:
    if not isinstance(given, str):
        raise UsageError(f"{shown(given)} is no code of a finding.")
    entries_of(given)  # so that an unknown one is refused with what was probably meant
    return given.strip().lower()


def _expected(given: object, folder: Path) -> Path | None:
    from importkit.builds.baseline import DEFAULT

    if isinstance(given, bool):
        return folder / DEFAULT if given else None
    if isinstance(given, str) and given.strip():
        return folder / given
    raise UsageError(f"expect is {shown(given)}.", hint="Write true, or the name of a file.")


def _jobs(given: object) -> int | None:
    if given is None or (isinstance(given, int) and not isinstance(given, bool) and given >= 0):
        return given
    raise UsageError(f"jobs is {shown(given)}.", hint="Write a whole number; 0 is one for each processor.")


def _text_if_given(section: Mapping[str, Any], key: str) -> str | None:
    given = section.get(key)
    if given is not None and (not isinstance(given, str) or not given.strip()):
        raise UsageError(f"{key} is {shown(given)}, which is no text.")
    return given


def _list(section: Mapping[str, Any], key: str) -> list[Any]:
    given = section.get(key, [])
    if not isinstance(given, list):
        raise UsageError(f"{key} is {shown(given)}, which is no list.", hint='Write it in brackets: ["…"].')
    return given


def _texts(section: Mapping[str, Any], key: str) -> tuple[str, ...]:
    given = _list(section, key)
    if wrong := [one for one in given if not isinstance(one, str) or not one.strip()]:
        raise UsageError(f"{key} has {shown(wrong[0])}, which is no text.")
    return tuple(given)


def _mapping(section: Mapping[str, Any], key: str) -> Mapping[str, Any]:
    given = section.get(key, {})
    if not isinstance(given, dict):
        raise UsageError(f"{key} is {shown(given)}.", hint=f"Write a section [tool.importkit.check.{key}].")
    return given
