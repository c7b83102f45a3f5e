"""Events of staff, their proofs, cases of abuse and bans."""

from django.utils.translation import gettext_lazy as _

from audit.wording.words import EventWords

EVENTS: dict[str, EventWords] = {
    "case.opened": EventWords(_("Case of abuse opened"), adverse=True),
    "case.person_named": EventWords(_("Case names another person"), told=False),
    "case.unfounded": EventWords(_("Case closed, unfounded")),
    "case.confirmed": EventWords(_("Case closed, confirmed"), adverse=True),
    "staff.added": EventWords(_("Person put on the staff list"), told=False),
    "staff.hired": EventWords(_("Person employed"), told=False),
    "staff.left": EventWords(_("Employment ended"), told=False),
    "staff.employment_changed": EventWords(_("Role or class changed"), told=False),
    "staff.corrected": EventWords(_("Data of a person corrected"), told=False),
    "staff.identity_corrected": EventWords(_("Name or number of a person corrected"), told=False),
    "staff.away": EventWords(_("Absence recorded"), told=False),
    "staff.back": EventWords(_("Return recorded"), told=False),
    "staff.imported": EventWords(_("Staff list imported"), told=False),
    "staff.suspended": EventWords(_("A person suspended from duty"), adverse=True),
    "staff.blocked_by_ban": EventWords(_("A person blocked"), adverse=True),
    "staff.duty_allowed": EventWords(_("A person may be on duty again")),
    "staff.blocked": EventWords(_("Attempt with a blocked person"), adverse=True),
    "staff.blocked_elsewhere": EventWords(_("Blocked person met in another place"), adverse=True),
    "identity.revealed": EventWords(_("Identity number looked at"), told=False),
    "proof.recorded": EventWords(_("Proof recorded"), told=False),
    "proof.withdrawn": EventWords(_("Proof withdrawn"), told=False),
    "proof.verified": EventWords(_("Proof verified"), told=False),
    "ban.proposed": EventWords(_("Ban proposed")),
    "ban.approved": EventWords(_("Ban in force"), adverse=True),
    "ban.refused": EventWords(_("Ban not approved")),
    "ban.appeal_noted": EventWords(_("Appeal noted")),
    "ban.revocation_proposed": EventWords(_("Revocation of the ban proposed")),
    "ban.revocation_refused": EventWords(_("Revocation not agreed to")),
    "ban.revoked": EventWords(_("Ban revoked")),
    "staff.exported": EventWords(_("Staff list exported"), told=False),
    "proofs.exported": EventWords(_("List of proofs that run out exported"), told=False),
}
