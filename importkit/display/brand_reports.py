"""A brand, who belongs to it, its catalog and its products as a sheet, for notebooks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from importkit.display.catalog_report import entry_cells, kind_noun, mapping_cells, value_name
from importkit.display.notebook_report import MOST_LINES, NotebookReport, NotebookTable
from importkit.display.safe_text import one_line
from importkit.display.undo_report import KEPT, counts_of, kept_cells, reopened_words, undone_sentence
from importkit.display.verdicts import Tone
from importkit.grammar import agree, count, listed, number

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rich.text import Text

    from importkit.display.catalog_report import CatalogRecord, ClusterRecord, DuplicatesRecord
    from importkit.display.undo_report import UndoRecord


_OF_MAPPINGS = ("Kind", "Spelling", "Means")


def catalog_report(catalog: CatalogRecord) -> NotebookReport:
    """Return the names of a catalog, and what other spellings mean."""
    names = _shown(entry_cells(catalog.entries.head(MOST_LINES)))
    spellings = _shown(mapping_cells(catalog.mappings.head(MOST_LINES)))
    if not names and not spellings:
        step = ("kit.import_file(sheet)", "makes the names that a sheet has")
        return NotebookReport("There is nothing yet.", tone=Tone.MIXED, steps=[step])
    lost = int(catalog.mappings["name"].isna().sum())
    wrong = f", {number(lost)} of them to a name that is gone" if lost else ""
    tables = []
    if names:
        headers = ("Kind", "Name", "Products", "Variants")
        tables.append(NotebookTable(headers, names, "", "catalog.entries", len(catalog.entries)))
    if spellings:
        title, total = "What other spellings mean", len(catalog.mappings)
        tables.append(NotebookTable(_OF_MAPPINGS, spellings, title, "catalog.mappings", total))
    steps = [
        ("kit.duplicates()", "finds names that look alike"),
        ("kit.map_value(kind, spelling, name)", "lets a spelling mean a name in every import"),
    ]
    sizes = count(len(catalog.entries), "name"), count(len(catalog.mappings), "spelling")
    lead = f"{sizes[0]}, {sizes[1]} mapped{wrong}."
    return NotebookReport(lead, tone=Tone.MIXED if lost else Tone.GOOD, tables=tables, steps=steps)


def duplicates_report(duplicates: DuplicatesRecord) -> NotebookReport:
    """Return names that look alike, a row for each cluster."""
    clusters = duplicates.clusters
    if not clusters:
        return NotebookReport("No names look alike.")
    rows = [_cluster_cells(cluster) for cluster in clusters[:MOST_LINES]]
    headers = ("Kind", "Used most", "Looks like it")
    table = NotebookTable(headers, rows, rest="duplicates.frame", total=len(clusters))
    lead = f"{count(len(clusters), 'group')} of names that look alike."
    step = (
        _merge_call(clusters[0]),
        "puts one name in the place of another; leave both where both are meant",
    )
    return NotebookReport(lead, tone=Tone.MIXED, tables=[table], steps=[step])


def mapping_report(mapping: Any) -> NotebookReport:  # noqa: ANN401  a record of the catalog
    """Return what a spelling means."""
    spelling = value_name(mapping.attribute or None, mapping.raw_name)
    lead = f'{kind_noun(mapping.kind).capitalize()} "{spelling}" means "{mapping.name}".'
    before = f'It meant "{mapping.before}" before.' if mapping.before else ""
    step = ("kit.catalog_data().mappings", "lists what other spellings mean")
    return NotebookReport(lead, before, steps=[step])


def merge_report(merge: Any) -> NotebookReport:  # noqa: ANN401  a record of the catalog
    """Return what became of two names."""
    loser = value_name(merge.attribute or None, merge.loser)
    noun = kind_noun(merge.kind)
    if not merge.is_new:
        return NotebookReport(f'Nothing to do: {noun} "{loser}" means "{merge.winner}" already.')
    used = f"{count(merge.products, 'product')} and {count(merge.variants, 'variant')} had it"
    return NotebookReport(
        f'{noun.capitalize()} "{loser}" is "{merge.winner}" now.', f"{used}; its name means the other."
    )


def export_report(export: Any) -> NotebookReport:  # noqa: ANN401  a record of the catalog
    """Return what was written as a sheet, and what a sheet could not hold."""
    rows, file = count(export.rows, "row"), one_line(export.path.name)
    lead = f"{count(export.products, 'product')} and {count(export.variants, 'variant')} in {rows} of {file}."
    details = []
    if export.products_alone:
        details.append(
            f"{count(export.products_alone, 'product')} with a first row of its own: enrich reads that."
        )
    if export.attributes_left_out:
        some = count(export.attributes_left_out, "variant")
        details.append(f"{some} with more attributes than a sheet has columns for; the others are left out.")
    if export.left_blank:
        cells = listed(export.left_blank, 5)
        verb = agree(
            len(export.left_blank), "holds more than a cell can and is", "hold more than cells can and are"
        )
        details.append(f"{cells} {verb} blank; a blank cell changes nothing.")
    tone = Tone.MIXED if details else Tone.GOOD
    step = (
        f'kit.plan({file!r}, mode="enrich")',
        "says what would change, once it is edited",
    )
    return NotebookReport(lead, str(export.path), tone, details, steps=[step])


def brand_report(brand: Any) -> NotebookReport:  # noqa: ANN401  a record of the database
    """Return a brand."""
    off = "" if brand.import_enabled else "Its imports are switched off."
    step = (f"ik.connect(brand={brand.slug!r})", "works on it")
    tone = Tone.GOOD if brand.import_enabled else Tone.MIXED
    return NotebookReport(f"Brand {brand.name} ({brand.slug}).", off, tone, steps=[step])


def workspace_report(workspace: Any) -> NotebookReport:  # noqa: ANN401  who is at work, where
    """Return which brand and database it is, and what can be done there; nothing that could be a secret."""
    url, brand = workspace.engine.url, workspace.brand
    place = f"database {url.database} on {url.host}" if url.host else f"database {url.database}"
    steps = [
        ("kit.plan(sheet)", "says what an import would do"),
        ("kit.import_file(sheet)", "imports what is right"),
        ("kit.recent_imports()", "lists what was imported"),
        ("kit.catalog_data()", "lists the names that the brand has"),
        ('kit.sql("SELECT …")', "asks the database"),
    ]
    off = [] if brand.import_enabled else ["Its imports are switched off."]
    tone = Tone.MIXED if off else Tone.GOOD
    lead = f"Brand {brand.name} ({brand.slug})."
    return NotebookReport(lead, f"As {workspace.email}, {place}.", tone, off, steps=steps)


def member_report(member: Any) -> NotebookReport:  # noqa: ANN401  a record of the database
    """Return one person of a brand."""
    step = ("kit.add_member(email, role)", "gives another role: owner, member or viewer")
    return NotebookReport(f"{member.email} is {member.role} of the brand.", steps=[step])


def members_report(members: Sequence[Any]) -> NotebookReport:
    """Return who belongs to a brand."""
    rows = [(member.email, str(member.role)) for member in members[:MOST_LINES]]
    table = NotebookTable(("E-mail", "Role"), rows, rest=".frame", total=len(members))
    steps = [("kit.add_member(email, role)", "adds somebody, or gives another role: owner, member or viewer")]
    return NotebookReport(
        f"{count(len(members), 'person', 'people')} in the brand.", tables=[table], steps=steps
    )


def undo_report(undo: UndoRecord) -> NotebookReport:
    """Return what became of an import that was taken back."""
    lines = kept_cells(undo.items)
    tables = []
    if any(any(tally.values()) for tally in undo.tallies.values()):
        headers, rows = counts_of(undo)
        tables.append(NotebookTable(headers, rows))
    if lines:
        tables.append(
            NotebookTable(
                KEPT,
                lines,
                f"{count(len(lines), 'thing')} that {agree(len(lines), 'stays', 'stay')}",
                "undo.items",
            )
        )
    steps = [(f'kit.undo("{undo.job_id.partition("-")[0]}")', "takes it back")] if undo.is_dry_run else []
    details = [words] if (words := reopened_words(undo)) else []
    return NotebookReport(
        undone_sentence(undo),
        "Nothing was written: this only says what would become of it." if undo.is_dry_run else "",
        Tone.MIXED if lines or undo.is_dry_run else Tone.GOOD,
        details,
        tables=tables,
        steps=steps,
    )


def _shown(lines: Iterator[tuple[Text, ...]]) -> list[list[str]]:
    return [[cell.plain for cell in cells] for cells in lines]


def _cluster_cells(cluster: ClusterRecord) -> tuple[str, str, str]:
    first, *others = _used_names(cluster)
    return kind_noun(cluster.kind), first, " · ".join(others)


def _used_names(cluster: ClusterRecord) -> Iterator[str]:
    for _, name, products, variants in entry_cells(cluster.entries):
        uses = [
            f"{cell.plain} {noun}"
            for cell, noun in ((products, "products"), (variants, "variants"))
            if cell.plain
        ]
        yield f"{name.plain} ({', '.join(uses)})" if uses else name.plain


def _merge_call(cluster: ClusterRecord) -> str:
    winner, loser = cluster.entries["name"].iloc[:2]
    attribute = cluster.entries["attribute"].iloc[0]
    of = f", attribute={attribute!r}" if isinstance(attribute, str) else ""
    return f"kit.merge({str(cluster.kind)!r}, {loser!r}, {winner!r}{of})"
