"""`importkit`, and `python -m importkit`: the command line, in a process of its own."""

from __future__ import annotations

from importkit import command_process


def main() -> None:
    """Run the command line of this process and exit."""
    command_process.prepare()
    from importkit import cli

    command_process.run(cli.main)


if __name__ == "__main__":
    main()
