"""Who acts where no person does: what the code calls itself in the trail, in words."""

from django.utils.translation import gettext_lazy as _

from audit.models import AuditEvent

#: What `accounts.actors.system_actor` was given → its words. A test holds every one of the code against this.
SYSTEM: dict[str, object] = {
    "A member of the public": _("A member of the public"),
    "Checking of sheets": _("Checking of sheets"),
    "Complaints without an objection": _("Complaints without an objection"),
    "End of the facility": _("End of the facility"),
    "Late corrections": _("Late corrections of attendance"),
    "Malware scan": _("Malware scan"),
    "Monthly run": _("Monthly run"),
    "Overdue rectification": _("Overdue rectification"),
    "Printing of papers": _("Printing of papers"),
    "Printing of reports": _("Printing of reports"),
    "Ratings": _("Rating of facilities"),
    "Recurring duties": _("Recurring duties"),
    "Written reports": _("Written reports"),
    "Register of children": _("Register of children"),
    "activation": _("Opening of an operator's account"),
    "bans": _("Comparison with bans"),
    "calendar": _("Working calendar"),
    "calendar day": _("Midnight of the law"),
    "erasing of files": _("Erasing of files"),
    "first_admin": _("Setting up of the platform"),
    "invitation": _("Invitation of a colleague"),
    "load_calendar": _("Loading of the working calendar"),
    "load_packs": _("Loading of the law"),
    "propose_claims": _("Proposal of claims by command"),
    "rotate_personal_keys": _("Change of keys of personal data"),
    "sign-in": _("Sign-in"),
    "sign-up": _("Sign-up"),
    "standards": _("Check against the setting standards"),
    "演示数据": _("Demo data"),
}


def who(event: AuditEvent) -> str:
    """Who did it: a person by name, the platform in words."""
    return str(SYSTEM.get(event.actor_name, event.actor_name)) if event.actor_id is None else event.actor_name


def names_of(said: str) -> list[str]:
    """What the trail calls somebody whom a reader calls `said`: the name itself, and the platform by its words."""
    return [said, *(name for name, words in SYSTEM.items() if str(words) == said)]
