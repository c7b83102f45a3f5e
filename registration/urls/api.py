"""Addresses of the interface for other systems."""

from django.urls import path

from registration.api import filings, followups, registrations

urlpatterns = [
    path("filings/<int:filing_id>", filings.FilingView.as_view(), name="api-filing"),
    path("filings/<int:filing_id>/verdicts", filings.VerdictsView.as_view(), name="api-verdicts"),
    path("filings/<int:filing_id>/supplements", filings.SupplementsView.as_view(), name="api-supplements"),
    path("filings/<int:filing_id>/receipt", filings.ReceiptView.as_view(), name="api-receipt"),
    path("filings/<int:filing_id>/acceptance", filings.AcceptanceView.as_view(), name="api-acceptance"),
    path("filings/<int:filing_id>/notices", filings.NoticesView.as_view(), name="api-notices"),
    path("filings/<int:filing_id>/visits", filings.VisitsView.as_view(), name="api-visits"),
    path("filings/<int:filing_id>/removal", filings.RemovalView.as_view(), name="api-removal"),
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
