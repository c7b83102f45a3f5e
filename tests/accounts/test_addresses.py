"""Which address a request came from, with and without proxies in front."""

import pytest
from django.test import RequestFactory

from accounts.addresses import client_ip


@pytest.mark.parametrize(
    ("proxies", "peer", "header", "expected"),
    [
        ([], "192.0.2.1", "203.0.113.9", "192.0.2.1"),
        (["10.0.0.0/8"], "192.0.2.1", "203.0.113.9", "192.0.2.1"),
        (["10.0.0.0/8"], "10.0.0.5", "203.0.113.9", "203.0.113.9"),
        (["10.0.0.0/8"], "10.0.0.5", "1.2.3.4, 203.0.113.9, 10.0.0.7", "203.0.113.9"),
        (["10.0.0.0/8"], "10.0.0.5", "", "10.0.0.5"),
        (["10.0.0.0/8"], "10.0.0.5", "garbage, <script>", "10.0.0.5"),
        (["10.0.0.0/8"], "10.0.0.5", "203.0.113.9, garbage", "10.0.0.5"),
        (["unix"], "", "203.0.113.9", "203.0.113.9"),
        ([], "", "203.0.113.9", ""),
        ([], "::ffff:192.0.2.1", "", "192.0.2.1"),
        (["2001:db8::/32"], "2001:db8::1", "2001:DB9::A", "2001:db9::a"),
    ],
)
def test_only_a_named_proxy_is_believed(
    settings: object, proxies: list[str], peer: str, header: str, expected: str
) -> None:
    settings.TRUSTED_PROXIES = proxies  # type: ignore[attr-defined]
    request = RequestFactory().get("/", REMOTE_ADDR=peer, HTTP_X_FORWARDED_FOR=header)

    assert client_ip(request) == expected
