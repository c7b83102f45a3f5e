"""Addresses of facilities, one module per audience."""

from facilities.urls import officer

app_name = "facilities"
urlpatterns = [*officer.urlpatterns]
