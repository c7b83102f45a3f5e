"""Addresses of what is handed in; part of the addresses of reports."""

from django.urls import path

from reporting.reports.collecting import views

urlpatterns = [
    path("", views.collected, name="collecting"),
    path("urge/<int:report_id>/", views.urge_one, name="urge_report"),
    path("receive/<int:report_id>/", views.receive_one, name="receive_collected"),
    path("return/<int:report_id>/", views.return_one, name="return_collected"),
    path("<slug:form>/<int:period>/", views.collected_round, name="collected_round"),
    path("<slug:form>/<int:period>/export/", views.collected_export, name="collected_export"),
    path("<slug:form>/<int:period>/urge/", views.urge_collected, name="urge_collected"),
]
