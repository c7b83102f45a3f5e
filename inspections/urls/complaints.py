"""Addresses of complaints: the public's, and the office's."""

from django.urls import path

from inspections.views import complaining, complaint_acts, complaints

_COMPLAINT = "complaints/<int:complaint_id>"

urlpatterns = [
    path("complain/", complaining.choose, name="complain"),
    path("complain/<int:number>/", complaining.about, name="complain_about"),
    path("complain/other/", complaining.other, name="complain_other"),
    path("complain/follow/", complaining.follow, name="follow_complaint"),
    path("complain/follow/more/", complaining.more, name="more_complaint"),
    path("complaints/", complaints.complaints, name="complaints"),
    path("complaints/export/", complaints.export, name="complaints_export"),
    path("complaints/figures/", complaints.statistics, name="complaints_statistics"),
    path("complaints/figures/export/", complaints.statistics_export, name="complaints_statistics_export"),
    path(f"{_COMPLAINT}/", complaints.complaint, name="complaint"),
    path(f"{_COMPLAINT}/contact/", complaints.contact, name="complaint_contact"),
    path(f"{_COMPLAINT}/files/<int:number>/", complaints.file, name="complaint_file"),
    path(f"{_COMPLAINT}/take-up/", complaint_acts.take_up, name="complaint_take_up"),
    path(f"{_COMPLAINT}/assign/", complaint_acts.assign, name="complaint_assign"),
    path(f"{_COMPLAINT}/facility/", complaint_acts.locate, name="complaint_locate"),
    path(f"{_COMPLAINT}/order/", complaint_acts.order, name="complaint_order_from"),
    path(f"{_COMPLAINT}/case/", complaint_acts.open_case, name="complaint_open_case"),
    path(f"{_COMPLAINT}/case/join/", complaint_acts.join_case, name="complaint_join_case"),
    path(f"{_COMPLAINT}/decline/", complaint_acts.decline, name="complaint_decline"),
    path(f"{_COMPLAINT}/answer/", complaint_acts.answer, name="complaint_answer"),
    path(f"{_COMPLAINT}/close/", complaint_acts.close, name="complaint_close"),
]
