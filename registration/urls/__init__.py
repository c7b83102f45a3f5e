"""Addresses of registration and filing, one module per audience. The operator's side has a namespace of its own."""

from django.urls import include, path

app_name = "registration"
urlpatterns = [
    path("api/v1/", include("registration.urls.api")),
]
