"""Addresses of the officer's pages of facilities."""

from django.urls import path

from facilities import api
from facilities.views import officer

urlpatterns = [
    path("facilities/", officer.facility_list, name="list"),
    path("facilities/export/", officer.export, name="export"),
    path("facilities/<int:facility_id>/", officer.facility, name="facility"),
    path("facilities/<int:facility_id>/contact/", officer.contact, name="contact"),
    path("search/", officer.search, name="search"),
    path("api/v1/facilities", api.FacilitiesView.as_view(), name="api-facilities"),
]
