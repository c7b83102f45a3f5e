"""Addresses of registration and filing, one module per audience. The operator's side has a namespace of its own."""

from django.urls import include, path

from registration.urls import officer, registrar

app_name = "registration"
urlpatterns = [
    *registrar.urlpatterns,
    *officer.urlpatterns,
    path("api/v1/", include("registration.urls.api")),
]
