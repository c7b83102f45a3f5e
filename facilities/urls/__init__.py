"""Addresses of facilities, one module per audience."""

from facilities.urls import care, joining, officer, standards

app_name = "facilities"
urlpatterns = [
    *joining.urlpatterns,
    *officer.urlpatterns,
    *standards.urlpatterns,
    *care.urlpatterns,
]
