"""PostgreSQL refuses to run as root; containers often run as root."""

import functools
import os
import subprocess

_NAMESPACE = ("unshare", "--user", "--map-user=1000", "--map-group=1000")


class NoWayDown(RuntimeError):
    """We are root and the system offers no way to run PostgreSQL as somebody else."""


@functools.cache
def unprivileged() -> tuple[str, ...]:
    """What to write before a PostgreSQL program. Nothing for a normal user; a user namespace for root.

    In the namespace the files stay root's and nothing is handed over. Raises NoWayDown.
    """
    if os.geteuid() != 0:
        return ()
    try:
        subprocess.run([*_NAMESPACE, "true"], check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError) as error:
        raise NoWayDown(
            "root cannot run PostgreSQL here: user namespaces are not allowed. Run as a normal user."
        ) from error
    return _NAMESPACE
