"""The distribution is not named like the package: the public index has another library of that name."""

from __future__ import annotations

import re
import subprocess
import sys
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from packaging.requirements import Requirement

import importkit as ik
from importkit import distribution
from importkit.doctor import doctor

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[2]
_INSTALL = re.compile(r"pip install\s+((?:-\S+\s+)*)(\S+)")
#: A folder, a checkout, a wheel of ours, or a name that the code takes from `distribution`.
_OURS = re.compile(r"""['"]?(?:\.(?:\[[\w,]+\])?|importkit-products(?:\[[\w,]+\])?|\{NAME\}\S*)['"`.,;]*$""")
#: Requirements of other libraries, which are named by what needs them.
_THEIRS = ("fsspec[", "{needed}", "\\'fsspec", "procrastinate")


def _texts() -> Iterator[tuple[Path, str]]:
    for folder, pattern in (
        ("importkit", "**/*.py"),
        ("importkit", "**/*.yaml"),
        ("notebooks", "*.ipynb"),
        ("schemas", "**/*.yaml"),
        (".", "*.md"),
        (".", "*.toml"),
        (".", "*.yaml"),
    ):
        for path in (ROOT / folder).glob(pattern):
            yield path, path.read_text(encoding="utf-8")


def test_every_hint_installs_this_distribution_and_nobody_elses() -> None:
    named = [
        (path.relative_to(ROOT), found[2])
        for path, text in _texts()
        for found in _INSTALL.finditer(text)
        if not found[2].lstrip("'\"").startswith(_THEIRS)
    ]

    assert len(named) >= 4
    assert [case for case in named if not _OURS.match(case[1])] == []


def test_an_extra_is_installed_by_the_name_of_the_distribution() -> None:
    assert distribution.install_command("ui") == "pip install 'importkit-products[ui]'"
    assert distribution.install_command() == "pip install --upgrade importkit-products"


def test_no_extra_is_named_by_the_import_name() -> None:
    assert [path for path, text in _texts() if re.search(r"\bimportkit\[", text)] == []


def test_the_package_tells_its_version() -> None:
    assert ik.__version__ == metadata.version("importkit-products")
    assert "__version__" in dir(ik)


def test_the_package_runs_as_a_module() -> None:
    ended = subprocess.run(
        [sys.executable, "-m", "importkit", "--version"], capture_output=True, text=True, check=True
    )

    assert ended.stdout == f"importkit {ik.__version__}\n"


@pytest.mark.parametrize(
    ("requirement", "reported"),
    [
        pytest.param("packaging>=1.0", "", id="new enough"),
        pytest.param("packaging>=1.0,<9999", "", id="within its bounds"),
        pytest.param(
            "packaging<1.0", f"packaging {metadata.version('packaging')}, <1.0 is needed", id="too new"
        ),
        pytest.param(
            "packaging>=9999,<10000",
            f"packaging {metadata.version('packaging')}, <10000,>=9999 is needed",
            id="too old",
        ),
        pytest.param(
            "no-such-package-anywhere>=1", "no-such-package-anywhere is missing, >=1 is needed", id="missing"
        ),
        pytest.param("no-such-package-anywhere>=1; extra == 'ui'", "", id="of an extra"),
    ],
)
def test_doctor_compares_versions_as_pip_does(requirement: str, reported: str) -> None:
    assert doctor.unmet(Requirement(requirement)) == reported


def test_doctor_tells_a_library_of_the_same_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "importkit-0.5.8.dist-info"
    folder.mkdir()
    (folder / "METADATA").write_text("Metadata-Version: 2.1\nName: importkit\nVersion: 0.5.8\n")
    monkeypatch.syspath_prepend(str(tmp_path))

    found = [diagnosis for diagnosis in doctor.packages() if diagnosis.state == "problem"]

    assert [diagnosis.message for diagnosis in found] == [
        "another library named importkit (0.5.8) is installed beside this one and may hide it"
    ]
    assert found[0].remedy == (
        "Run: pip uninstall importkit && pip install --upgrade importkit-products --force-reinstall"
    )


def test_what_an_import_loads_is_little() -> None:
    """It is to take 0.3 seconds at most; pandas alone takes more, and so does each of the others."""
    reported = "import sys; before = set(sys.modules); import importkit; print(*set(sys.modules) - before)"
    ended = subprocess.run([sys.executable, "-c", reported], check=True, capture_output=True, text=True)

    loaded = set(ended.stdout.split())
    assert "importkit" in loaded
    assert len(loaded) <= 100
    others = {name for name in loaded if name.partition(".")[0] not in sys.stdlib_module_names}
    assert others == {"importkit", "importkit.rich_display"}
