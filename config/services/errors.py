"""Why servers are not there. The message is for the person at the terminal."""


class ServiceUnavailable(RuntimeError):
    """A server cannot be started or used."""


class ServerMissing(ServiceUnavailable):
    """A server program is not installed."""


class PostgresFailed(ServiceUnavailable):
    """PostgreSQL did not come up; the message ends with its log."""


class ValkeyFailed(ServiceUnavailable):
    """Valkey did not come up; the message ends with its log."""


class GivenServerUnfit(ServiceUnavailable):
    """The server of DATABASE_URL, or its login, cannot be used; the message says what to give instead."""


class StateOfSomebodyElse(ServiceUnavailable):
    """The state folder belongs to another user."""


class NoWayDown(ServiceUnavailable):
    """We are root, and the system offers no way to run PostgreSQL as somebody else."""
