"""A package: the parts of an archive, measured, which may be read."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING

from importkit.workbook.archive import markup
from importkit.workbook.archive.part import Part, damaged, document_type, inflate

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from importkit.model import Limits


@dataclass(frozen=True)
class Package:
    """An archive whose parts were measured and may be read.

    Attributes:
        label: How messages name the file.
        limits: What is refused as too large.
        parts: Every part by its name in lower case; OPC compares names without case.
        odd: Names (lower case) of XML parts with markup or an encoding that only a full parser reads right.
    """

    label: str
    stream: IO[bytes]
    limits: Limits
    parts: Mapping[str, Part]
    odd: frozenset[str]

    def chunks(self, name: str) -> Iterator[bytes]:
        """Yield a part's bytes.

        Raises:
            UnreadableWorkbookError: The package has no such part.
        """
        part = self.parts.get(name.lower())
        if part is None:
            raise damaged(self.label, f"its part {name} is missing")
        return inflate(self.stream, part)

    def has(self, name: str) -> bool:
        """Return whether there is such a part."""
        return name.lower() in self.parts

    @contextmanager
    def reading(self, name: str, what: str) -> Iterator[None]:
        """Turn whatever a parser raises over a part into one sentence; `what` says what cannot be read then.

        Raises:
            UnreadableWorkbookError: The part is broken, or in an encoding that workbooks do not have.
            UnsafeWorkbookError: It declares a document type.
        """
        try:
            yield
        except markup.DoctypeError:
            raise document_type(self.label, name) from None
        except markup.EncodingError as error:
            encoding = f"the encoding {error} of its part {name} is none that workbooks have"
            raise damaged(self.label, encoding) from error
        except (markup.MarkupError, MemoryError, RecursionError) as error:
            raise damaged(self.label, what) from error
