"""Places that the administrator named, from which workbooks are imported: whatever fsspec reaches."""

from __future__ import annotations

from importkit.sources.noted_files import NotedFile, note_file, noted_files
from importkit.sources.source import Source, load
from importkit.sources.source_files import SourceFile, fetch_file, list_files

__all__ = [
    "NotedFile",
    "Source",
    "SourceFile",
    "fetch_file",
    "list_files",
    "load",
    "note_file",
    "noted_files",
]
