"""Addresses of the interface for other systems."""

from django.urls import path

from registration.api import followups, registrations

urlpatterns = [
    path("registrations", registrations.RegistrationsView.as_view(), name="api-registrations"),
    path(
        "registrations/<int:registration_id>",
        registrations.RegistrationView.as_view(),
        name="api-registration",
    ),
    path(
        "registrations/<int:registration_id>/corrections",
        followups.CorrectionsView.as_view(),
        name="api-corrections",
    ),
    path("registrations/<int:registration_id>/changes", followups.ChangesView.as_view(), name="api-changes"),
    path(
        "registrations/<int:registration_id>/cancellations",
        followups.CancellationsView.as_view(),
        name="api-cancellations",
    ),
]
