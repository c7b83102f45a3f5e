"""Where the database and Valkey are: the given URLs, or the sockets of this checkout's embedded servers."""

from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from config.environment import read
from config.services.state import State

_NATION = "-c tuoyu.level=nation"


def database() -> dict[str, Any]:
    """Django's settings for the login `app`. Raises ValueError for a URL that is not PostgreSQL."""
    if url := read("DATABASE_URL"):
        return {"ENGINE": "regions.postgres", **with_password(parsed(url), "DATABASE_PASSWORD")}
    return {
        "ENGINE": "regions.postgres",
        "NAME": "tuoyu",
        "USER": "app",
        "HOST": str(State.of_checkout().sockets),
        "PORT": "5432",
    }


def portal_database() -> dict[str, Any]:
    """Django's settings for the login `portal`, which reads the public projection; empty where it is not known."""
    calm = {"options": "-c default_transaction_read_only=on -c statement_timeout=5s"}
    if url := read("PORTAL_DATABASE_URL"):
        given = with_password(parsed(url), "PORTAL_DATABASE_PASSWORD")
        return {"ENGINE": "regions.postgres", **given, "OPTIONS": {**given.get("OPTIONS", {}), **calm}}
    if read("DATABASE_URL"):
        return {}
    return {**database(), "USER": "portal", "OPTIONS": calm}


def owner_login() -> dict[str, Any]:
    """What a connection must change to log in as `owner`; empty where that login is not known."""
    if url := read("OWNER_DATABASE_URL"):
        given = with_password(parsed(url), "OWNER_DATABASE_PASSWORD")
        options = {**given.get("OPTIONS", {}), "options": _NATION}
        return {**{k: given[k] for k in ("USER", "PASSWORD", "HOST", "PORT")}, "OPTIONS": options}
    if read("DATABASE_URL") or read("TUOYU_WITHOUT_OWNER"):
        return {}
    return {"USER": "owner", "PASSWORD": "", "OPTIONS": {"options": _NATION}}


def redis(number: int) -> str:
    """The address of database `number`, as Django's cache writes it (unix:// for a socket)."""
    if url := read("REDIS_URL"):
        return _numbered(url, number)
    return f"unix://{State.of_checkout().valkey_socket}?db={number}"


def broker(number: int) -> str:
    """The address of database `number`, as Celery writes it."""
    if url := read("REDIS_URL"):
        return _numbered(url, number)
    return f"redis+socket://{State.of_checkout().valkey_socket}?virtual_host={number}"


def _numbered(url: str, number: int) -> str:
    """The URL's own database is the first of ours; the others follow it."""
    parts = urlsplit(url)
    first = int(parts.path.strip("/") or 0)
    return parts._replace(path=f"/{first + number}").geturl()


def with_password(settings: dict[str, Any], name: str) -> dict[str, Any]:
    """A password may be given apart from its URL, by NAME or in the file of NAME_FILE."""
    return settings if settings["PASSWORD"] else {**settings, "PASSWORD": read(name)}


def parsed(url: str) -> dict[str, Any]:
    """A database URL as Django's settings; a socket folder may stand in `?host=`."""
    parts = urlsplit(url)
    if parts.scheme not in {"postgres", "postgresql"}:
        raise ValueError(f"a database URL begins with postgresql://, not {parts.scheme}://")
    query = dict(parse_qsl(parts.query))
    settings: dict[str, Any] = {
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": query.pop("host", None) or unquote(parts.hostname or ""),
        "PORT": str(parts.port or ""),
    }
    return {**settings, "OPTIONS": query} if query else settings
