"""Addresses of visits."""

from django.urls import path

from inspections.views import closing, visits

_VISIT = "inspections/<int:visit_id>"

urlpatterns = [
    path("inspections/", visits.visits, name="visits"),
    path("inspections/calendar/", visits.calendar, name="calendar"),
    path("facilities/<int:facility_id>/inspections/plan/", visits.plan, name="plan_visit"),
    path("facilities/<int:facility_id>/inspections/start/", visits.start_at, name="start_at"),
    path(f"{_VISIT}/", visits.visit, name="visit"),
    path(f"{_VISIT}/answer/", closing.answer, name="answer"),
    path(f"{_VISIT}/start/", visits.start, name="start"),
    path(f"{_VISIT}/replan/", visits.replan, name="replan"),
    path(f"{_VISIT}/cancel/", visits.cancel, name="cancel"),
    path(f"{_VISIT}/invite/", closing.invite, name="invite"),
    path(f"{_VISIT}/invite/<int:department_id>/", closing.invite_people, name="invite_people"),
    path(f"{_VISIT}/sign/", closing.sign, name="sign"),
    path(f"{_VISIT}/finish/", closing.finish, name="finish"),
    path(f"{_VISIT}/complete/", closing.complete, name="complete"),
    path(f"{_VISIT}/acknowledge/", closing.acknowledge, name="acknowledge"),
    path(f"{_VISIT}/photos/<int:photo_id>/", closing.photo, name="photo"),
]
