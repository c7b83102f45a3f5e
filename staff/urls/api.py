"""Addresses of the interface."""

from django.urls import path

from staff import api

urlpatterns = [
    path("facilities/<int:facility_id>/staff", api.StaffView.as_view(), name="api-staff"),
    path("staff/<int:member_id>", api.StaffMemberView.as_view(), name="api-staff-member"),
    path("staff/<int:member_id>/proofs", api.ProofsView.as_view(), name="api-proofs"),
]
