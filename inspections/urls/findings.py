"""Addresses of rectification."""

from django.urls import path

from inspections.views import findings, referrals

_FINDING = "rectifications/<int:finding_id>"

urlpatterns = [
    path("rectifications/", findings.findings, name="findings"),
    path("rectifications/export/", findings.export, name="findings_export"),
    path(f"{_FINDING}/", findings.finding, name="finding"),
    path(f"{_FINDING}/report/", findings.report, name="report"),
    path(f"{_FINDING}/verify/", findings.verify, name="verify"),
    path(f"{_FINDING}/reject/", findings.reject, name="reject"),
    path(f"{_FINDING}/extend/", findings.extend, name="extend"),
    path(f"{_FINDING}/reopen/", findings.reopen, name="reopen"),
    path(f"{_FINDING}/withdraw/", findings.withdraw, name="withdraw"),
    path(f"{_FINDING}/suspend/", findings.suspend, name="suspend"),
    path(f"{_FINDING}/refer/", findings.refer, name="refer"),
    path(f"{_FINDING}/files/<int:number>/", findings.file, name="finding_file"),
    path("referrals/", referrals.referrals, name="referrals"),
    path("referrals/<int:referral_id>/", referrals.referral, name="referral"),
    path("referrals/<int:referral_id>/take-back/", referrals.take_back, name="take_back"),
    path("suspensions/<int:suspension_id>/lift/", referrals.lift, name="lift"),
]
