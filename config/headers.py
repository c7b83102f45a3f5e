"""Headers that Django does not set by itself: what a page may load, what the browser need not offer it, to whom it answers."""

from collections.abc import Callable

from csp.constants import HEADER
from csp.middleware import CSPMiddleware
from csp.utils import build_policy
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase

_UNUSED = ("accelerometer", "camera", "geolocation", "gyroscope", "microphone", "payment", "usb")
_POLICY = ", ".join(f"{feature}=()" for feature in _UNUSED)


class HeadersMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Permissions-Policy", _POLICY)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        return response


class ContentPolicyMiddleware(CSPMiddleware):
    """The library's middleware, with the policy of ordinary pages written once: it is the same for all of them."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        super().__init__(get_response)
        self._usual = build_policy()
        self._plain = not (settings.DEBUG or getattr(settings, "CONTENT_SECURITY_POLICY_REPORT_ONLY", None))

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        special = hasattr(request, "_csp_nonce") or any(name.startswith("_csp") for name in vars(response))
        if special or not self._plain or HEADER in response.headers:
            return super().process_response(request, response)
        response.headers[HEADER] = self._usual
        return response
