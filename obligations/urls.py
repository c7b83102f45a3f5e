"""Addresses of the inbox."""

from django.urls import path

from obligations import api, views

app_name = "obligations"
urlpatterns = [
    path("inbox/", views.inbox, name="inbox"),
    path("inbox/export/", views.export, name="export"),
    path("inbox/finished/", views.finished, name="finished"),
    path("obligations/<int:obligation_id>/explanation/", views.explanation, name="explanation"),
    path("obligations/<int:obligation_id>/urge/", views.urge_owner, name="urge"),
    path("obligations/<int:obligation_id>/assign/", views.assign_to, name="assign"),
    path("calendar/effects/", views.effects, name="effects"),
    path("calendar/recount/", views.recount, name="recount"),
    path("calendar/proposals/<int:proposal_id>/effects/", views.proposal_effects, name="proposal-effects"),
    path("api/v1/obligations", api.ObligationsView.as_view(), name="api-obligations"),
]
