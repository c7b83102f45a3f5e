"""Addresses of the registrar's pages."""

from django.urls import path

from registration.views.registrar import checks, details, lists, pushing, sheets

urlpatterns = [
    path("pushes/", pushing.push_one, name="push"),
    path("pushes/now/", pushing.push_now, name="push_now"),
    path("pushes/typed/", pushing.keep, name="push_keep"),
    path("pushes/typed/empty/", pushing.empty, name="push_empty"),
    path("pushes/check/code/", checks.code, name="check_code"),
    path("pushes/check/due/", checks.due, name="check_due"),
    path("pushes/check/why/", checks.why, name="check_why"),
    path("pushes/check/kind/", checks.kind, name="check_kind"),
    path("pushes/check/scope/", checks.scope, name="check_scope"),
    path("pushes/check/streets/", checks.streets, name="check_streets"),
    path("pushes/sheets/", sheets.sheets, name="sheets"),
    path("pushes/sheets/upload/", sheets.upload, name="sheet_upload"),
    path("pushes/sheets/template/", sheets.template, name="sheet_template"),
    path("pushes/sheets/<int:sheet_id>/", sheets.sheet, name="sheet"),
    path("pushes/sheets/<int:sheet_id>/card/", sheets.card, name="sheet_card"),
    path("pushes/sheets/<int:sheet_id>/start/", sheets.start, name="sheet_start"),
    path("pushes/sheets/<int:sheet_id>/stop/", sheets.stop, name="sheet_stop"),
    path("pushes/sheets/<int:sheet_id>/discard/", sheets.discard, name="sheet_discard"),
    path("pushes/sheets/<int:sheet_id>/annotated/", sheets.annotated, name="sheet_annotated"),
    path("pushes/waiting/", lists.waiting, name="waiting"),
    path("pushes/waiting/<int:registration_id>/", details.waiting_one, name="waiting_one"),
    path("pushes/waiting/<int:registration_id>/withdraw/", details.withdraw, name="withdraw"),
    path("pushes/pushed/", lists.pushed, name="pushes"),
    path("pushes/pushed/export/", lists.pushed_export, name="pushes_export"),
    path("pushes/pushed/<int:registration_id>/", details.pushed_one, name="pushed_one"),
    path("pushes/pushed/<int:registration_id>/correction/", details.correction, name="correction"),
    path("pushes/pushed/<int:registration_id>/change/", details.change, name="change"),
    path("pushes/pushed/<int:registration_id>/cancellation/", details.cancellation, name="cancellation"),
    path("pushes/pushed/<int:registration_id>/retraction/", details.retraction, name="retraction"),
]
