"""Two workers on machines of their own: network namespaces, joined by a bridge to one Postgres and one S3.

As root on Linux: PYTHONPATH=tests python -m benchmarks.machines
"""

from __future__ import annotations

import logging
import os
import subprocess
import sys
import tempfile
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import psycopg

from benchmarks import report
from benchmarks.servers import Server, running_server
from benchmarks.workers import ROWS, SHEETS, Place, make_sheets, throughput

if TYPE_CHECKING:
    from collections.abc import Iterator

BRIDGE, NETWORK, HERE = "ikbench", "10.77.0.0/24", "10.77.0.1"
BUCKET, REGION = "uploads", "eu-north-1"


def main() -> int:
    """Let one machine, then two, import the same sheets."""
    print(report.heading(report.machine()), flush=True)
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="ik-bench-")))
        server = stack.enter_context(running_server())
        stack.enter_context(_bridge())
        names = [stack.enter_context(_machine(number)) for number in (2, 3)]
        reached = _listening(server)
        variables = stack.enter_context(_s3())
        sheets = make_sheets(folder / "workers", ROWS, SHEETS)
        places = [Place(("ip", "netns", "exec", name), variables) for name in names]
        found = [throughput(reached, sheets, folder, places[:count]) for count in (1, 2)]
    print(report.workers_table(found))
    return 0


def _ip(*words: str) -> None:
    subprocess.run(["ip", *words], check=True)


@contextmanager
def _bridge() -> Iterator[None]:
    _ip("link", "add", BRIDGE, "type", "bridge")
    try:
        _ip("address", "add", f"{HERE}/24", "dev", BRIDGE)
        _ip("link", "set", BRIDGE, "up")
        yield
    finally:
        _ip("link", "delete", BRIDGE)


@contextmanager
def _machine(number: int) -> Iterator[str]:
    """Yield the name of a network namespace that reaches the bridge and nothing else."""
    name, inside, outside = f"{BRIDGE}-{number}", f"{BRIDGE}{number}i", f"{BRIDGE}{number}"
    _ip("netns", "add", name)
    try:
        _ip("link", "add", outside, "type", "veth", "peer", "name", inside, "netns", name)
        _ip("link", "set", outside, "master", BRIDGE, "up")
        _ip("-n", name, "address", "add", f"10.77.0.{number}/24", "dev", inside)
        _ip("-n", name, "link", "set", inside, "up")
        _ip("-n", name, "link", "set", "lo", "up")
        yield name
    finally:
        _ip("netns", "delete", name)


def _listening(server: Server) -> Server:
    """Let the server listen on the bridge, too; it starts again for that."""
    [(data, sockets)] = server.execute(
        "SELECT current_setting('data_directory'), current_setting('unix_socket_directories')"
    )
    folder = Path(str(data))
    with (folder / "pg_hba.conf").open("a", encoding="utf-8") as rules:
        rules.write(f"host all all {NETWORK} trust\n")
    control = Path(f"/proc/{server.process_id}/exe").resolve().with_name("pg_ctl")
    options = f"-h {HERE} -k {sockets}"
    subprocess.run(
        ["runuser", "-u", folder.owner(), "--", control, "-D", folder, "-w", "-o", options, "restart"],
        check=True,
        stdout=subprocess.DEVNULL,
    )
    process_id = int((folder / "postmaster.pid").read_text(encoding="utf-8").split()[0])
    url = f"postgresql://postgres@{HERE}:5432/postgres"
    psycopg.connect(url).close()
    return Server(url, process_id)


@contextmanager
def _s3() -> Iterator[dict[str, str]]:
    """Yield what lets a process find the bucket."""
    import boto3  # type: ignore[import-untyped, unused-ignore]
    from moto.server import ThreadedMotoServer

    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    store = ThreadedMotoServer(ip_address=HERE, port=0, verbose=False)
    store.start()
    try:
        host, port = store.get_host_and_port()
        variables = {
            "AWS_ACCESS_KEY_ID": "key",
            "AWS_SECRET_ACCESS_KEY": "never-shown",
            "AWS_DEFAULT_REGION": REGION,
            "AWS_ENDPOINT_URL": f"http://{host}:{port}",
        }
        client = boto3.client(
            "s3", endpoint_url=variables["AWS_ENDPOINT_URL"], region_name=REGION,
            aws_access_key_id="key", aws_secret_access_key="never-shown",
        )  # fmt: skip
        client.create_bucket(Bucket=BUCKET, CreateBucketConfiguration={"LocationConstraint": REGION})
        os.environ.update(variables)  # what is queued here goes there, too
        yield variables | {"IMPORTKIT_FILES": f"s3://{BUCKET}"}
    finally:
        store.stop()


if __name__ == "__main__":
    sys.exit(main())
