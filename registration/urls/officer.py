"""Addresses of the health officer's pages of filings and registrations."""

from django.urls import path

from registration.views.officer import acts, lists, moving, review

urlpatterns = [
    path("filings/", lists.filings, name="filings"),
    path("filings/export/", lists.filings_export, name="filings_export"),
    path("filings/<int:filing_id>/", review.filing, name="filing"),
    path("filings/<int:filing_id>/record/", review.record, name="record"),
    path("filings/<int:filing_id>/materials/<slug:code>/verdict/", review.verdict, name="verdict"),
    path("filings/<int:filing_id>/supplement/", acts.supplement, name="supplement"),
    path("filings/<int:filing_id>/receipt/", acts.receipt, name="receipt"),
    path("filings/<int:filing_id>/accept/", acts.accept_statement, name="accept"),
    path("filings/<int:filing_id>/visit/", acts.visit, name="visit"),
    path("filings/<int:filing_id>/notice/", acts.notice, name="notice"),
    path("filings/<int:filing_id>/notice/publish/", acts.publish, name="publish"),
    path("filings/<int:filing_id>/remove/", acts.removal, name="remove"),
    path("facilities/<int:facility_id>/move/", moving.move, name="move"),
    path("registrations/", lists.registrations, name="registrations"),
    path("registrations/export/", lists.unfiled_export, name="unfiled_export"),
    path("registrations/<int:registration_id>/", lists.registration, name="registration"),
]
