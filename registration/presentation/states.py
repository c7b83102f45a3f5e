"""The states of a filing as badges: the one map from state to words."""

from django.utils.translation import gettext_lazy as _

from kernel.presentation import Badge
from registration.enums import FilingState

FILING: dict[str, Badge] = {
    FilingState.DRAFT: Badge(_("Draft"), "pencil", "plain"),
    FilingState.SUBMITTED: Badge(_("Under review"), "clock", "accent"),
    FilingState.SUPPLEMENT_REQUESTED: Badge(_("Waiting for supplements"), "pencil", "warn"),
    FilingState.RECEIPT_ISSUED: Badge(_("Receipt issued"), "shield", "ok"),
    FilingState.VERIFIED: Badge(_("Verified on site"), "shield-check", "ok"),
    FilingState.NONCOMPLIANCE_NOTIFIED: Badge(_("Non-compliance notified"), "alert-circle", "danger"),
    FilingState.RECHECK: Badge(_("Waiting for the recheck"), "tool", "warn"),
    FilingState.REMOVED: Badge(_("Filing removed"), "ban", "danger"),
    FilingState.ACCEPTED: Badge(_("Accepted"), "check", "ok"),
    FilingState.WITHDRAWN: Badge(_("Withdrawn"), "minus", "mute"),
}
