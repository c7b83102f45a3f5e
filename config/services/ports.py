"""The web server's address: whether it is free, whether it answers, how it is shown."""

import http.client
import os
import socket
import sys
from dataclasses import dataclass


@dataclass(frozen=True)
class Address:
    host: str
    port: int

    @classmethod
    def wanted(cls) -> "Address":
        """127.0.0.1:8000, or what TUOYU_HOST and PORT say. Ends the program when PORT is not a port."""
        text = os.environ.get("PORT") or "8000"
        if not text.isdigit() or not 0 < int(text) < 65536:
            sys.exit(f"PORT is a number between 1 and 65535, not {text!r}")
        return cls(os.environ.get("TUOYU_HOST") or "127.0.0.1", int(text))

    @property
    def bind(self) -> str:
        return f"[{self.host}]:{self.port}" if ":" in self.host else f"{self.host}:{self.port}"

    @property
    def _reachable(self) -> str:
        return {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(self.host, self.host)

    @property
    def url(self) -> str:
        shown = self._reachable
        return f"http://[{shown}]:{self.port}/" if ":" in shown else f"http://{shown}:{self.port}/"

    def problem(self) -> str:
        """Why nothing can listen here; empty when it can."""
        family = socket.AF_INET6 if ":" in self.host else socket.AF_INET
        with socket.socket(family) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((self.host, self.port))
            except OSError as error:
                other = f"make run PORT={self.port + 1}"
                return (
                    f"Port {self.port} on {self.host} cannot be used ({error.strerror}). Another one: {other}"
                )
        return ""

    def answers(self) -> bool:
        """Whether our web server answers here."""
        connection = http.client.HTTPConnection(self._reachable, self.port, timeout=5)
        try:
            connection.request("GET", "/healthz/", headers={"Host": "localhost"})
            return connection.getresponse().status == 200
        except (OSError, http.client.HTTPException):
            return False
        finally:
            connection.close()
