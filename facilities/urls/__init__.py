"""Addresses of facilities, one module per audience."""

from facilities.urls import joining, officer

app_name = "facilities"
urlpatterns = [*joining.urlpatterns, *officer.urlpatterns]
