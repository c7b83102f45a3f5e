from django.urls import path

from policy import api
from policy.views import calculator, calendars, documents, effective, figures, proposals, search, versions

app_name = "policy"
urlpatterns = [
    path("deadline/", calculator.calculator, name="deadline"),
    path("policy/", effective.overview, name="overview"),
    path("policy/compare/", effective.compare, name="compare"),
    path("policy/search/", search.search, name="search"),
    path("policy/documents/", documents.documents, name="documents"),
    path("policy/offices/", effective.offices, name="offices"),
    path("policy/clauses/<str:clause_id>/", documents.clause, name="clause"),
    path("policy/documents/<slug:code>/", documents.document, name="document"),
    path("policy/versions/", versions.versions, name="versions"),
    path("policy/versions/new/", versions.version_new, name="version-new"),
    path("policy/versions/<int:version_id>/", versions.version, name="version"),
    path("policy/versions/<int:version_id>/file/", versions.version_file, name="version-file"),
    path("policy/versions/<int:version_id>/again/", versions.version_again, name="version-again"),
    path("policy/programmes/<slug:programme_id>/table/", figures.figures, name="figures"),
    path("policy/proposals/", proposals.proposals, name="proposals"),
    path("policy/proposals/<int:proposal_id>/", proposals.proposal, name="proposal"),
    path("policy/proposals/<int:proposal_id>/file/", proposals.proposal_file, name="proposal-file"),
    path("policy/proposals/<int:proposal_id>/submit/", proposals.proposal_submit, name="proposal-submit"),
    path("policy/proposals/<int:proposal_id>/approve/", proposals.proposal_approve, name="proposal-approve"),
    path("policy/proposals/<int:proposal_id>/return/", proposals.proposal_return, name="proposal-return"),
    path(
        "policy/proposals/<int:proposal_id>/withdraw/", proposals.proposal_withdraw, name="proposal-withdraw"
    ),
    path("policy/calendars/", calendars.calendars, name="calendars"),
    path("policy/calendars/new/", calendars.calendar_new, name="calendar-new"),
    path("policy/calendars/file/", calendars.calendar_upload, name="calendar-upload"),
    path("policy/calendars/<slug:label>/", calendars.calendar, name="calendar"),
    path("policy/calendars/<slug:label>/file/", calendars.calendar_file, name="calendar-file"),
    path("api/v1/policy/deadline", api.deadline, name="api-deadline"),
]
