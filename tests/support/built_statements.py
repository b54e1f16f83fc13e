"""The statements that importkit builds, as files that a reviewer can read: run this to write them anew.

python tests/support/built_statements.py
"""

from __future__ import annotations

from pathlib import Path

from importkit.db.shape.built import STAGES
from importkit.resolution.list_statements import list_statements

FOLDER = Path(__file__).parent.parent / "contract" / "statements"


def built_statements() -> dict[str, str]:
    """Return the text of every statement that is built, by its path below the folder."""
    return {
        f"{stage}/{name}.sql": text
        for stage, statements in {**STAGES, "resolution": list_statements}.items()
        for name, text in statements().items()
    }


def kept_statements() -> dict[str, str]:
    """Return the text of every statement that is kept, by its path below the folder."""
    paths = FOLDER.glob("*/*.sql")
    return {path.relative_to(FOLDER).as_posix(): path.read_text(encoding="utf-8") for path in paths}


def main() -> None:
    """Write what is built, and remove what is no more."""
    built = built_statements()
    for name in kept_statements().keys() - built.keys():
        (FOLDER / name).unlink()
    for name, text in built.items():
        path = FOLDER / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
