"""Addresses of the trail."""

from django.urls import path

from reporting.trail import views

app_name = "audit"
urlpatterns = [
    path("", views.events, name="events"),
    path("export/", views.export, name="export"),
    path("check/", views.check, name="check"),
    path("<int:event_id>/", views.event, name="event"),
]
