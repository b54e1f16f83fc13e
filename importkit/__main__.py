"""`python -m importkit` is the command `importkit`."""

from __future__ import annotations

from importkit.cli import main

if __name__ == "__main__":
    main()
