"""Addresses of the facility's own pages."""

from django.urls import path

from inspections.views import operator

urlpatterns = [
    path("operator/inspections/", operator.mine, name="mine"),
    path("operator/facilities/<int:facility_id>/self-check/", operator.self_check, name="self_check"),
]
