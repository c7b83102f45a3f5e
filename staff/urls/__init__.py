"""Addresses of staff, cases and bans, one module per audience."""

from django.urls import include, path

from staff.urls import officer, operator

app_name = "staff"
urlpatterns = [
    *operator.urlpatterns,
    *officer.urlpatterns,
    path("api/v1/", include("staff.urls.api")),
]
