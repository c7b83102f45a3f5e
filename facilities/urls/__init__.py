"""Addresses of facilities, one module per audience."""

from facilities.urls import joining, officer, standards

app_name = "facilities"
urlpatterns = [*joining.urlpatterns, *officer.urlpatterns, *standards.urlpatterns]
