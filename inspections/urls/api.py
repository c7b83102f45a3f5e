"""Addresses of the interface that a phone uses during a visit."""

from django.urls import path

from inspections import api

urlpatterns = [
    path("visits/<int:visit_id>", api.VisitView.as_view(), name="api-visit"),
    path("visits/<int:visit_id>/answers", api.AnswersView.as_view(), name="api-visit-answers"),
    path("visits/<int:visit_id>/photos", api.PhotosView.as_view(), name="api-visit-photos"),
]
