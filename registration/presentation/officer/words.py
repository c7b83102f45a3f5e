"""Words of the officer's pages: kinds, verdicts, stock phrases."""

from django.utils.translation import gettext_lazy as _

from kernel.presentation import Badge
from registration.enums import FilingKind, RegistrationKind, RegistrationState, Verdict

KINDS = dict(FilingKind.choices)
PUSH_KINDS = dict(RegistrationKind.choices)
#: Often used in requests; the operator reads them, so they say what is wrong in plain words.
PHRASES = (
    _("not legible"),
    _("pages are missing"),
    _("not the document that is asked for"),
    _("the name differs from the registration"),
    _("no longer valid"),
)
#: Verdicts as the material row posts them.
POSTED = {"ok": Verdict.OK, "supplement": Verdict.SUPPLEMENT}
SHOWN = {Verdict.OK: "ok", Verdict.SUPPLEMENT: "supplement", Verdict.PENDING: ""}

PUSH_STATES: dict[str, Badge] = {
    RegistrationState.WAITING: Badge(_("To be pushed"), "clock", "warn"),
    RegistrationState.PUSHED: Badge(_("Pushed"), "check", "ok"),
    RegistrationState.CORRECTED: Badge(_("Replaced by a correction"), "refresh", "mute"),
    RegistrationState.WITHDRAWN: Badge(_("Withdrawn"), "minus", "mute"),
}
