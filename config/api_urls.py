"""The description of the interface (OpenAPI), for programs and for people."""

from django.urls import path
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from drf_spectacular.views import SpectacularAPIView


class BearerKey(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]
    """How a key of a computer system is sent."""

    target_class = "accounts.api_access.TokenAuthentication"
    name = "key"

    def get_security_definition(self, auto_schema: object) -> dict[str, str]:
        return {"type": "http", "scheme": "bearer", "description": "Authorization: Bearer tuoyu_…"}


app_name = "api"
urlpatterns = [path("schema/", SpectacularAPIView.as_view(), name="schema")]
