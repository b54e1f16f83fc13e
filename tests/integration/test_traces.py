"""Traces: OpenTelemetry's own command sends an import and its phases to a collector, never a cell."""

from __future__ import annotations

import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import TYPE_CHECKING, Any

import pytest
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest
from support import command_line, workers
from support import page_sheets as sheets

from importkit import db

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

pytestmark = [pytest.mark.db, pytest.mark.slow]

BY = (command_line.PROGRAM.with_name("opentelemetry-instrument"),)
PHASES = ["reading", "validating", "resolving", "staging", "committing"]


@contextmanager
def collector() -> Iterator[tuple[str, list[Any]]]:
    """Yield the address of a collector on this machine, and the spans that it is sent."""
    spans: list[Any] = []

    class Receiver(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            for resource in ExportTraceServiceRequest.FromString(body).resource_spans:
                spans.extend(span for scope in resource.scope_spans for span in scope.spans)
            self.send_response(200)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    with HTTPServer(("127.0.0.1", 0), Receiver) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}", spans
        finally:
            server.shutdown()
            thread.join()


def reported(address: str) -> dict[str, str]:
    """Return the variables that send traces there, soon, and nothing else."""
    return {
        "OTEL_EXPORTER_OTLP_ENDPOINT": address,
        "OTEL_EXPORTER_OTLP_PROTOCOL": "http/protobuf",
        "OTEL_METRICS_EXPORTER": "none",
        "OTEL_LOGS_EXPORTER": "none",
    }


def facts(span: Any) -> dict[str, str]:
    return {one.key: one.value.string_value for one in span.attributes}


def test_an_import_here_is_one_trace(database_url: str, tmp_path: Path) -> None:
    (tmp_path / "bad.xlsx").write_bytes(sheets.workbook(sheets.ONE_BAD))

    with collector() as (address, spans):
        here = {"cwd": tmp_path, "database_url": database_url}
        ended = command_line.run("import", "bad.xlsx", "--format", "json", by=BY, **here, **reported(address))

    assert (ended.code, ended.err) == (1, "")
    assert {span.trace_id for span in spans} == {spans[0].trace_id}
    whole = spans[-1]
    assert (whole.name, facts(whole)["importkit.job"]) == ("import", ended.json["job_id"])
    # The command has read the workbook before it starts a database.
    assert [span.name for span in spans[:-1]] == PHASES[1:]
    assert {span.parent_span_id for span in spans[:-1]} == {whole.span_id}
    assert {name for span in spans for name in facts(span)} == {"importkit.job", "importkit.phase"}


def test_an_import_that_a_worker_runs_is_traced_from_its_own_process(
    database_url: str, tmp_path: Path
) -> None:
    with workers.workspace(database_url, tmp_path) as kit, collector() as (address, spans):
        job = kit.start(sheets.workbook(sheets.GOOD), filename="good.xlsx")
        worker = workers.begin_worker(database_url, tmp_path, by=BY, **reported(address))
        try:
            assert str(workers.ended(kit, job.id).status) == "COMPLETED"
            workers.until(lambda: "import" in {span.name for span in spans})
        finally:
            workers.kill(worker)

    assert [span.name for span in spans] == [*PHASES, "import"]
    assert facts(spans[-1]) == {
        "importkit.job": job.id,
        "importkit.attempt": "1",
        "importkit.phase": "committing",
    }


def test_a_failure_is_told_by_its_name_alone(database_url: str, tmp_path: Path) -> None:
    (tmp_path / "good.xlsx").write_bytes(sheets.workbook(sheets.GOOD))
    engine = db.engine(database_url)
    workers.execute(engine, "ALTER TABLE products ADD CONSTRAINT never CHECK (false) NOT VALID")
    engine.dispose()

    with collector() as (address, spans):
        here = {"cwd": tmp_path, "database_url": database_url}
        ended = command_line.run("import", "good.xlsx", by=BY, **here, **reported(address))

    assert ended.code == 4
    assert [(span.name, span.status.message) for span in spans if span.status.message] == [
        ("committing", "DatabaseError"),
        ("import", "DatabaseError"),
    ]
    assert not any(span.events for span in spans)
