"""Addresses of inspections, one module per audience."""

from django.urls import include, path

from inspections.urls import complaints, findings, operator, plans, visits

app_name = "inspections"
urlpatterns = [
    *visits.urlpatterns,
    *findings.urlpatterns,
    *plans.urlpatterns,
    *operator.urlpatterns,
    *complaints.urlpatterns,
    path("api/v1/", include("inspections.urls.api")),
]
