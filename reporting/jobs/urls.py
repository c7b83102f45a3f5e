"""Addresses of the jobs."""

from django.urls import path

from reporting.jobs import views

app_name = "jobs"
urlpatterns = [
    path("", views.jobs, name="list"),
    path("run/", views.run, name="run"),
    path("cancel/", views.cancel, name="cancel"),
    path("messages/", views.retry_messages, name="retry_messages"),
]
