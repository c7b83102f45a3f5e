"""The address a request came from. A header is believed only from a proxy that the settings name."""

from collections.abc import Iterable
from ipaddress import ip_address, ip_network

from django.conf import settings
from django.http import HttpRequest

#: Stands for a peer without an address: a server behind a unix socket.
SOCKET = "unix"


def client_ip(request: HttpRequest) -> str:
    """The client's address in one spelling; "" where none is known (a unix socket that no proxy speaks for).

    `settings.TRUSTED_PROXIES` lists networks, or "unix". From the right of X-Forwarded-For the first address that is
    not one of them is the client: what stands further left was written by the client itself.
    """
    peer = request.META.get("REMOTE_ADDR", "")
    if not _trusted(peer or SOCKET):
        return _spelled(peer)
    for hop in reversed(request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")):
        address = _spelled(hop)
        if not address:
            break
        peer = address
        if not _trusted(address):
            break
    return _spelled(peer)


def axes_client_ip(request: HttpRequest) -> str | None:
    """For django-axes, which stores None where no address is known."""
    return client_ip(request) or None


def _trusted(address: str) -> bool:
    proxies: Iterable[str] = settings.TRUSTED_PROXIES
    if address == SOCKET:
        return SOCKET in proxies
    spelled = _spelled(address)
    return bool(spelled) and any(
        ip_address(spelled) in ip_network(proxy) for proxy in proxies if proxy != SOCKET
    )


def _spelled(text: str) -> str:
    try:
        address = ip_address(text.strip())
    except ValueError:
        return ""
    mapped = getattr(address, "ipv4_mapped", None)
    return str(mapped or address)
