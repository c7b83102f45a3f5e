"""Addresses of inspections, one module per audience."""

from django.urls import include, path

from inspections.urls import complaints, duties, findings, operator, plans, ratings, visits

app_name = "inspections"
urlpatterns = [
    *visits.urlpatterns,
    *findings.urlpatterns,
    *plans.urlpatterns,
    *duties.urlpatterns,
    *ratings.urlpatterns,
    *operator.urlpatterns,
    *complaints.urlpatterns,
    path("api/v1/", include("inspections.urls.api")),
]
