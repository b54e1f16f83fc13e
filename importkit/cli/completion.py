"""What a shell offers for words that are not options: codes of findings, and brands."""

from __future__ import annotations


def finding_codes(incomplete: str) -> list[str]:
    """Return the codes and families of codes that begin with what is typed."""
    from importkit.findings import catalogue

    families = {f"{code.partition('.')[0]}." for code in catalogue()}
    return sorted(word for word in (*catalogue(), *families) if word.startswith(incomplete.lower()))


def brand_slugs(incomplete: str) -> list[str]:
    """Return the brands that begin with what is typed; none where no database answers: none is started."""
    from importkit import settings
    from importkit.db import embedded
    from importkit.errors import ImportkitError

    found = settings.load()
    if not found.database_url and not embedded.is_running(found.data_dir):
        return []
    from importkit import workspace

    try:
        slugs = [brand.slug for brand, _ in workspace.all_brands(found.database_url)]
    except ImportkitError:
        return []
    return sorted(slug for slug in slugs if slug.startswith(incomplete.lower()))
