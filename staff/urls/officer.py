"""Addresses of the health authority's pages of staff, cases and bans."""

from django.urls import path, register_converter

from staff.views import bans, cases, office


class Outcome:
    """How a case can be closed."""

    regex = "unfounded|confirmed"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(Outcome, "outcome")

urlpatterns = [
    path("staff/", office.proofs, name="list"),
    path("staff/export/", office.proofs_export, name="proofs_export"),
    path("staff/twice/", office.twice, name="twice"),
    path("staff/jumps/", office.jumps, name="jumps"),
    path("staff/proofs/<int:proof_id>/verify/", office.verify, name="verify"),
    path("cases/", cases.cases, name="cases"),
    path("facilities/<int:facility_id>/cases/new/", cases.case_new, name="case_new"),
    path("cases/<int:case_id>/", cases.case, name="case"),
    path("cases/<int:case_id>/name/", cases.name, name="case_name"),
    path("cases/<int:case_id>/close/<outcome:outcome>/", cases.close, name="case_close"),
    path("bans/", bans.bans, name="bans"),
    path("bans/new/", bans.ban_new, name="ban_new"),
    path("bans/<int:ban_id>/", bans.ban, name="ban"),
    path("bans/<int:ban_id>/decide/<slug:act_name>/", bans.decide_ban, name="ban_decide"),
    path("bans/<int:ban_id>/act/<slug:act_name>/", bans.ban_act, name="ban_act"),
]
