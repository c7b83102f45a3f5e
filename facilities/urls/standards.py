"""Addresses of the setting standards."""

from django.urls import path

from facilities.standards_api import StandardsView
from facilities.views import premises, standards

urlpatterns = [
    path("operator/standards/", standards.standards, name="standards"),
    path("operator/premises/", premises.premises, name="premises"),
    path("breaches/", standards.breaches, name="breaches"),
    path("breaches/export/", standards.export, name="breaches_export"),
    path(
        "api/v1/facilities/<int:facility_id>/standards",
        StandardsView.as_view(),
        name="api-facility-standards",
    ),
]
