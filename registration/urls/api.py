"""Addresses of the interface for other systems."""

from django.urls import path

from registration.api import followups, registrations

urlpatterns = [
    path("registrations", registrations.RegistrationsView.as_view(), name="api-registrations"),
    path("registrations/<int:pk>", registrations.RegistrationView.as_view(), name="api-registration"),
    path("registrations/<int:pk>/corrections", followups.CorrectionsView.as_view(), name="api-corrections"),
    path("registrations/<int:pk>/changes", followups.ChangesView.as_view(), name="api-changes"),
    path(
        "registrations/<int:pk>/cancellations",
        followups.CancellationsView.as_view(),
        name="api-cancellations",
    ),
]
