"""The name under which importkit is installed, which is not the name that it is imported by.

On the public package index the name `importkit` belongs to another library; hints that say what to install
take the name from here.
"""

from __future__ import annotations

from importlib import metadata

#: The name of the distribution; package, command and import name are `importkit`.
NAME = "importkit-products"

#: The import name, which a distribution of somebody else has as its own name.
IMPORT_NAME = "importkit"

#: The extras that reach files by the scheme of their address.
_SCHEMES = {"s3": "s3", "s3a": "s3", "sftp": "sftp", "ssh": "sftp"}


def version() -> str:
    """Return the installed version."""
    return metadata.version(NAME)


def repository() -> str:
    """Return the address of the repository, as `project.urls` has it; blank without one."""
    named = (url.partition(", ") for url in metadata.metadata(NAME).get_all("Project-URL") or [])
    return next((address for name, _, address in named if name.casefold() == "repository"), "")


def install_command(extra: str = "") -> str:
    """Return the command that installs importkit, or one of its extras.

    >>> install_command("ui")
    "pip install 'importkit-products[ui]'"
    """
    return f"pip install '{NAME}[{extra}]'" if extra else f"pip install --upgrade {NAME}"


def missing_package(address: str) -> tuple[str, str]:
    """Return that an address needs a package that is not installed, and how to install it.

    >>> missing_package("sftp://host/drop")[1]
    "Install it with: pip install 'importkit-products[sftp]'"
    """
    scheme = address.partition("://")[0]
    extra = _SCHEMES.get(scheme)
    command = install_command(extra) if extra else f"pip install 'fsspec[{scheme}]'"
    return f"Files at {scheme}:// need a package that is not installed.", f"Install it with: {command}"


def requirements() -> list[str]:
    """Return what importkit needs, as `pyproject.toml` has it; what an extra needs carries a marker."""
    return metadata.requires(NAME) or []


def installed_version(name: str) -> str | None:
    """Return the version of a distribution in this environment, None where there is none of that name."""
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return None
