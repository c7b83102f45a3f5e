"""Addresses of those who join or leave a facility."""

from django.urls import path

from facilities.views import colleagues, joining

_HERE = "operator/facilities/<int:facility_id>"

urlpatterns = [
    path("operator/colleagues/", colleagues.colleagues, name="colleagues"),
    path(f"{_HERE}/invite/", colleagues.invite, name="invite"),
    path(f"{_HERE}/invitations/<int:invitation_id>/withdraw/", colleagues.withdraw, name="withdraw"),
    path(f"{_HERE}/colleagues/<int:person_id>/remove/", colleagues.remove, name="remove_colleague"),
    path(f"{_HERE}/leave/", colleagues.leave, name="leave"),
    path("invitation/<str:code>/", joining.invitation, name="invitation"),
    path("activate/", joining.activate, name="activate"),
    path("activate/first/", joining.first_account, name="first_account"),
]
