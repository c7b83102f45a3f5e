"""Addresses of the facility's pages of its staff."""

from django.urls import path

from staff.views import people, sheets

urlpatterns = [
    path("operator/staff/", people.mine, name="mine"),
    path("operator/facilities/<int:facility_id>/staff/add/", people.add, name="add"),
    path("operator/facilities/<int:facility_id>/staff/export/", people.export, name="export"),
    path("operator/facilities/<int:facility_id>/staff/sheet/", sheets.upload, name="sheet_upload"),
    path(
        "operator/facilities/<int:facility_id>/staff/sheet/template/", sheets.template, name="sheet_template"
    ),
    path("operator/staff/sheets/<int:file_id>/", sheets.sheet, name="sheet"),
    path("operator/staff/sheets/<int:file_id>/import/", sheets.take_over, name="sheet_import"),
    path("operator/staff/sheets/<int:file_id>/annotated/", sheets.annotated, name="sheet_annotated"),
    path("staff/<int:member_id>/", people.show, name="person"),
    path("staff/<int:member_id>/number/", people.reveal, name="reveal"),
    path("operator/staff/<int:member_id>/data/", people.data, name="data"),
    path("operator/staff/<int:member_id>/identity/", people.identity, name="identity"),
    path("operator/staff/<int:member_id>/proofs/", people.proof, name="proof"),
    path("operator/staff/<int:member_id>/absences/", people.absence, name="absence"),
    path("operator/staff/employments/<int:employment_id>/", people.change, name="change"),
    path("operator/staff/employments/<int:employment_id>/end/", people.end, name="end"),
    path("operator/staff/proofs/<int:proof_id>/withdraw/", people.withdraw, name="withdraw"),
    path("operator/staff/absences/<int:absence_id>/back/", people.back, name="back"),
]
