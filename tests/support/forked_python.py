#!/usr/bin/env -S python3 -IS
"""What stands for Python where a test lets importkit start its children from the fork server.

It hands on its words, environment, streams and signals, and ends as the child ends. Killed, it takes the
child with it. Nothing is imported that takes time.
"""

from __future__ import annotations

import _socket
import json
import os
import signal
import sys


def main() -> None:
    """Run what the command line names, as a child of the fork server."""
    connection = _socket.socket(_socket.AF_UNIX, _socket.SOCK_STREAM)
    connection.connect("\0" + os.environ["FORK_SERVER"])
    folder = os.getcwd()  # noqa: PTH109  pathlib takes longer than all of this
    asked = {"words": sys.argv, "cwd": folder, "environment": dict(os.environ)}
    streams = b"".join(number.to_bytes(4, sys.byteorder) for number in range(3))
    rights = (_socket.SOL_SOCKET, _socket.SCM_RIGHTS, streams)
    connection.sendmsg([json.dumps(asked).encode() + b"\n"], [rights])
    pid = _line(connection)
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda given, _: os.kill(pid, given))
    for number in range(3):
        os.close(number)  # they are the child's: their end tells whoever reads or writes of the child's end
    code = _line(connection)
    if code < 0:  # a signal has ended it, and ends this
        if -code != signal.SIGKILL:
            signal.signal(-code, signal.SIG_DFL)
        os.kill(os.getpid(), -code)
    os._exit(code)


def _line(connection: _socket.socket) -> int:
    text = b""
    while not text.endswith(b"\n"):
        text += connection.recv(1) or os._exit(1)
    return int(text)


if __name__ == "__main__":
    main()
