"""Addresses of the registrar's pages."""

from django.urls import path

from registration.views.registrar import checks, details, lists, pushing

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
