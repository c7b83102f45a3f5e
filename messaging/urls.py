"""Addresses of messages."""

from django.urls import path

from messaging import views

app_name = "messaging"
urlpatterns = [
    path("messages/", views.notices, name="notices"),
    path("messages/unread/", views.unread, name="unread"),
    path("messages/read/", views.read_all, name="read_all"),
    path("messages/channels/", views.channels, name="channels"),
    path("messages/mailbox/", views.mailbox, name="mailbox"),
    path("messages/<int:message_id>/", views.open_notice, name="open"),
]
