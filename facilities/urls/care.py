"""Addresses of the facility's life."""

from django.urls import path

from facilities import care_api
from facilities.views.care import attendance, children, classes, enrolments, officer, sheets, stations

_CHILD = "operator/children/<int:child_id>"
_STAY = "operator/enrolments/<int:enrolment_id>"
_MONTH = "operator/attendance/<str:month>"

urlpatterns = [
    path("operator/classes/", classes.classes, name="classes"),
    path("operator/classes/<int:class_id>/", classes.one_class, name="class"),
    path("operator/classes/<int:class_id>/close/", classes.close, name="class_close"),
    path("operator/provision/", classes.provision, name="provision"),
    path("operator/fees/", classes.fee_list, name="fees"),
    path("operator/fees/<int:fee_id>/end/", classes.end_fee, name="fee_end"),
    path("operator/children/", children.child_list, name="children"),
    path("operator/children/new/", children.new, name="child_new"),
    path("operator/children/refused/", children.refused, name="child_refused"),
    path("operator/children/template/", sheets.children_template, name="children_template"),
    path("operator/children/export/", sheets.children_export, name="children_export"),
    path("operator/children/import/", sheets.children_import, name="children_import"),
    path("operator/children/import/<int:file_id>/", sheets.children_preview, name="children_preview"),
    path(
        "operator/children/import/<int:file_id>/marked/", sheets.children_annotated, name="children_annotated"
    ),
    path(f"{_CHILD}/", children.child, name="child"),
    path(f"{_CHILD}/edit/", children.edit, name="child_edit"),
    path(f"{_CHILD}/withdraw/", children.withdraw, name="child_withdraw"),
    path(f"{_CHILD}/consent/", children.consent, name="child_consent"),
    path(f"{_CHILD}/whole/<slug:field>/", children.reveal, name="child_reveal"),
    path(f"{_CHILD}/enrol/", enrolments.enrol, name="child_enrol"),
    path(f"{_CHILD}/check/", enrolments.check, name="child_check"),
    path(f"{_STAY}/move/", enrolments.move, name="enrolment_move"),
    path(f"{_STAY}/leave/", enrolments.leave, name="enrolment_leave"),
    path("operator/attendance/", attendance.months, name="attendance"),
    path(f"{_MONTH}/", attendance.month, name="attendance_month"),
    path(f"{_MONTH}/mark/", attendance.mark, name="attendance_mark"),
    path(f"{_MONTH}/days/", attendance.service_days, name="attendance_days"),
    path(f"{_MONTH}/sign/", attendance.sign, name="attendance_sign"),
    path(f"{_MONTH}/correct/<int:child_id>/", attendance.correct, name="attendance_correct"),
    path(f"{_MONTH}/sheet/", sheets.month_export, name="attendance_sheet"),
    path(f"{_MONTH}/import/", sheets.month_import, name="attendance_import"),
    path(f"{_MONTH}/import/<int:file_id>/", sheets.month_preview, name="attendance_preview"),
    path("recognitions/", officer.recognitions, name="recognitions"),
    path("recognitions/export/", officer.recognitions_export, name="recognitions_export"),
    path("recognitions/<int:recognition_id>/withdraw/", officer.withdraw, name="recognition_withdraw"),
    path("facilities/<int:facility_id>/recognise/", officer.recognise, name="recognise"),
    path("doubles/", officer.doubles, name="doubles"),
    path("doubles/export/", officer.doubles_export, name="doubles_export"),
    path("headcount/", officer.jumps, name="jumps"),
    path("stations/", stations.stations, name="stations"),
    path("headcount/export/", officer.jumps_export, name="jumps_export"),
    path("stations/export/", stations.export, name="stations_export"),
    path("stations/new/", stations.new, name="station_new"),
    path("stations/<int:station_id>/", stations.station, name="station"),
    path("stations/<int:station_id>/accept/", stations.accept, name="station_accept"),
    path("stations/<int:station_id>/close/", stations.close, name="station_close"),
    path(
        "api/v1/facilities/<int:facility_id>/children", care_api.ChildrenView.as_view(), name="api-children"
    ),
    path(
        "api/v1/facilities/<int:facility_id>/attendance/<str:month>",
        care_api.AttendanceView.as_view(),
        name="api-attendance",
    ),
    path("api/v1/children/<int:child_id>", care_api.ChildView.as_view(), name="api-child"),
    path(
        "api/v1/children/<int:child_id>/enrolments", care_api.EnrolmentsView.as_view(), name="api-enrolments"
    ),
    path("api/v1/enrolments/<int:enrolment_id>/leave", care_api.LeavingView.as_view(), name="api-leave"),
]
