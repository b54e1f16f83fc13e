"""Traces: an import and its phases as OpenTelemetry spans, where that is installed; never a cell's value.

Who sends them where is OpenTelemetry's own business: `opentelemetry-instrument importkit worker`. A process
in which nobody has loaded it sends none, and does without.
"""

from __future__ import annotations

import sys
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from opentelemetry.trace import Span


@contextmanager
def trace(name: str) -> Iterator[Callable[[str, Mapping[str, str]], None]]:
    """Trace a block, and yield a function that begins its next part, given what is known of it by then."""
    with _span(name) as whole, ExitStack() as part:

        def begin(name: str, facts: Mapping[str, str]) -> None:
            part.close()
            for span in (whole, part.enter_context(_span(name))):
                if span is not None:
                    span.set_attributes({f"importkit.{fact}": value for fact, value in facts.items()})

        yield begin


@contextmanager
def _span(name: str) -> Iterator[Span | None]:
    if "opentelemetry.trace" not in sys.modules:
        yield None
        return
    from opentelemetry import trace as opentelemetry

    # What a driver says of an error may quote a row: an error is told by its name alone.
    tracer = opentelemetry.get_tracer("importkit")
    with tracer.start_as_current_span(name, record_exception=False, set_status_on_exception=False) as span:
        try:
            yield span
        except BaseException as error:
            span.set_status(opentelemetry.StatusCode.ERROR, type(error).__name__)
            raise
