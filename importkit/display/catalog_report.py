"""The catalog of a brand, and the duplicates in it, for the terminal and for notebooks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from rich.console import Group
from rich.table import Table
from rich.text import Text

from importkit.display.safe_text import one_line
from importkit.display.terminal import next_step
from importkit.grammar import count, number

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import pandas as pd
    from rich.console import RenderableType


class CatalogRecord(Protocol):
    """The names of a brand, and what other spellings mean."""

    @property
    def entries(self) -> pd.DataFrame: ...
    @property
    def mappings(self) -> pd.DataFrame: ...


class CategoryRecord(Protocol):
    """A category, and paths of other taxonomies that mean it."""

    @property
    def path(self) -> str: ...
    @property
    def aliases(self) -> Sequence[str]: ...


class ClusterRecord(Protocol):
    """Names of one kind that look alike."""

    @property
    def kind(self) -> str: ...
    @property
    def entries(self) -> pd.DataFrame: ...


class DuplicatesRecord(Protocol):
    """Clusters of names that look alike."""

    @property
    def clusters(self) -> Sequence[ClusterRecord]: ...


_COLUMNS = ("Kind", "Name", "Products", "Variants")


def catalog_text(catalog: CatalogRecord) -> RenderableType:
    """Return the names of a catalog with how many products and variants have each, and the mappings."""
    parts: list[RenderableType] = [_entries(catalog.entries)] if len(catalog.entries) else []
    if len(catalog.mappings):
        parts += [Text()] if parts else []
        parts += [Text("What other spellings mean", "bold"), _mappings(catalog.mappings)]
    return Group(*parts) if parts else Text("There is nothing yet.")


def categories_text(categories: Sequence[CategoryRecord], words: Sequence[str] = ()) -> RenderableType:
    """Return categories by their path; below each, paths elsewhere that mean it, where words were asked for.

    Args:
        categories: The categories.
        words: What was asked for.
    """
    if not categories:
        searched = " and ".join(f'"{one_line(word)}"' for word in words)
        return Text(f"No category has {searched} in its path." if words else "There are no categories.")
    parts: list[RenderableType] = []
    for category in categories:
        parts.append(_path("", category.path, ""))
        parts += [_path("  = ", alias, "dim") for alias in category.aliases if words]
    return Group(*parts, Text(), Text(count(len(categories), "category", "categories"), "bold"))


def _path(before: str, path: str, style: str) -> Text:
    # Wrapped, a path could not be copied; print it with crop=False.
    return Text(f"{before}{one_line(path)}", style, no_wrap=True, overflow="ignore")


def duplicates_text(duplicates: DuplicatesRecord, commands: Sequence[Sequence[str]] = ()) -> RenderableType:
    """Return names that look alike, cluster by cluster.

    Args:
        duplicates: The clusters.
        commands: For each cluster, the commands that put its names into one.
    """
    if not duplicates.clusters:
        return Text("No names look alike.", "bold green")
    parts: list[RenderableType] = []
    for place, cluster in enumerate(duplicates.clusters):
        parts += [Text(), *_cluster(cluster)] if parts else _cluster(cluster)
        for command in commands[place] if commands else ():
            # Wrapped, a command could not be copied; print it with crop=False.
            parts.append(Text(f"    {command}", "bold cyan", no_wrap=True, overflow="ignore"))
    many = count(len(duplicates.clusters), "group")
    advice = "A command puts one name in the place of another; leave it where both are meant."
    return Group(*parts, Text(), Text(f"{many} of names that look alike.", "bold"), next_step(advice))


def _entries(entries: pd.DataFrame) -> Table:
    table = _table(_COLUMNS, numbers=("Products", "Variants"))
    for cells in entry_cells(entries):
        table.add_row(*cells)
    return table


def _mappings(mappings: pd.DataFrame) -> Table:
    table = _table(("Kind", "Spelling", "Means"))
    for cells in mapping_cells(mappings):
        table.add_row(*cells)
    return table


def entry_cells(entries: pd.DataFrame) -> Iterator[tuple[Text, ...]]:
    """Yield the cells of each name: kind, name, products, variants."""
    columns = ["kind", "attribute", "name", "products", "variants"]
    for kind, attribute, name, products, variants in entries[columns].itertuples(index=False):
        uses = (number(products) if products else "", number(variants) if variants else "")
        yield (Text(kind_noun(kind), "dim"), Text(value_name(attribute, name)), *map(Text, uses))


def mapping_cells(mappings: pd.DataFrame) -> Iterator[tuple[Text, ...]]:
    """Yield the cells of each mapping: kind, spelling, what it means."""
    columns = ["kind", "attribute", "raw_name", "name"]
    for kind, attribute, raw_name, name in mappings[columns].itertuples(index=False):
        meaning = (
            Text(one_line(name)) if isinstance(name, str) else Text("nothing that is still there", "red")
        )
        yield (Text(kind_noun(kind), "dim"), Text(value_name(attribute, raw_name)), meaning)


def _cluster(cluster: ClusterRecord) -> list[RenderableType]:
    table = _table(("", "Products", "Variants"), numbers=("Products", "Variants"))
    table.columns[0].header = Text(kind_noun(cluster.kind), "bold")
    for _, *cells in entry_cells(cluster.entries):
        table.add_row(*cells)
    return [table]


def _table(names: Sequence[str], numbers: Sequence[str] = ()) -> Table:
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="bold")
    for name in names:
        if name in numbers:
            table.add_column(name, justify="right", no_wrap=True)
        else:
            table.add_column(name, overflow="fold")
    return table


def value_name(attribute: object, name: str) -> str:
    """Return a name, a value behind its attribute."""
    return one_line(f"{attribute}: {name}" if isinstance(attribute, str) else name)


def kind_noun(kind: str) -> str:
    """Return a kind of names as people call it."""
    return str(kind).replace("_", " ")
