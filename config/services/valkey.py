"""The embedded Valkey of one state folder: broker, results and cache."""

import contextlib
import signal
import socket
import subprocess
import time

from config.services import processes
from config.services.binaries import valkey_server
from config.services.errors import ValkeyFailed
from config.services.state import State


def ready(state: State) -> bool:
    with contextlib.closing(socket.socket(socket.AF_UNIX)) as probe:
        probe.settimeout(2)
        try:
            probe.connect(str(state.valkey_socket))
            probe.sendall(b"PING\r\n")
            return probe.recv(16).startswith(b"+PONG")
        except OSError:
            return False


def start(
    state: State, *, death: signal.Signals | None = None, scratch: bool = False
) -> subprocess.Popen[bytes] | None:
    """Start the server and return when it answers. None when it already ran. `scratch` keeps nothing on disk."""
    if ready(state):
        return None
    state.valkey_socket.unlink(missing_ok=True)
    command = [str(valkey_server()), "--port", "0", "--unixsocket", str(state.valkey_socket)]
    keeping = [
        "--unixsocketperm",
        "700",
        "--dir",
        str(state.valkey_data),
        "--save",
        "" if scratch else "60 1",
    ]
    server = processes.spawn(state, "valkey", [*command, *keeping], death=death)
    deadline = time.monotonic() + 20
    while not ready(state):
        if server.poll() is not None or time.monotonic() > deadline:
            raise ValkeyFailed(f"Valkey did not start:\n{processes.last_lines(state, 'valkey')}")
        time.sleep(0.02)
    return server
