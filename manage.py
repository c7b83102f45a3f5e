#!/usr/bin/env python
"""Django's command line. Finds the servers of this checkout by itself and starts them when they are down."""

import os
import sys

from django.core.management import execute_from_command_line

from config.services import embedded
from config.services.errors import ServiceUnavailable
from config.services.state import State

_NO_SERVERS = {"help", "version", "--version", "--help", "messages", "collectstatic"}


def main() -> None:
    command = sys.argv[1] if len(sys.argv) > 1 else "help"
    if command == "test":
        sys.exit("The tests run under pytest: make test, or .venv/bin/python -m pytest tests/…")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.development")
    if command not in _NO_SERVERS:
        try:
            embedded.ensure(State.of_checkout())
        except ServiceUnavailable as unavailable:
            sys.exit(str(unavailable))
    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
