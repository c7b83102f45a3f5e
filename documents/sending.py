"""Bytes on their way to a reader: private, never kept by a cache, powerless even where a browser opens them."""

from django.http import HttpResponse
from django.utils.http import content_disposition_header


def attachment(content: bytes, media_type: str, name: str) -> HttpResponse:
    """A download under a name."""
    response = HttpResponse(content, content_type=media_type)
    response["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    return private(response)


def private(response: HttpResponse) -> HttpResponse:
    """Not sniffed, not stored, not framed by others."""
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    return response
