"""Addresses of the written reports."""

from django.urls import include, path

from reporting.reports.downloads import print_file
from reporting.reports.views import files, reading, steps, writing

app_name = "reports"
urlpatterns = [
    path("", reading.reports, name="list"),
    path("collected/", include("reporting.reports.collecting.urls")),
    path("begin/", writing.begin, name="begin"),
    path("<int:report_id>/", reading.report, name="report"),
    path("<int:report_id>/preview/", reading.preview, name="preview"),
    path("<int:report_id>/hand-in/", steps.hand_in, name="hand_in"),
    path("<int:report_id>/approve/", steps.approve, name="approve"),
    path("<int:report_id>/send-back/", steps.send_back, name="send_back"),
    path("<int:report_id>/say/", steps.say, name="say"),
    path("<int:report_id>/receive/", steps.receive, name="receive"),
    path("<int:report_id>/return/", steps.return_report, name="return"),
    path("<int:report_id>/files/", files.files, name="files"),
    path("<int:report_id>/files/ask/", files.ask, name="ask_print"),
    path("files/<int:print_id>/", print_file, name="print_file"),
    path("files/<int:print_id>/stop/", files.stop, name="stop_print"),
    path("<int:report_id>/<slug:section>/", writing.section, name="section"),
]
