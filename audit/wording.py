"""What an event of the trail is called, and whether it is good news, bad news or neither."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from audit.models import AuditEvent
from kernel.presentation import Event


@dataclass(frozen=True)
class EventWords:
    """`adverse` draws the dot red; `told` events stand on timelines, the others only in the full record."""

    title: object
    adverse: bool = False
    told: bool = True


EVENTS: dict[str, EventWords] = {
    "facility.created": EventWords(_("Facility became known")),
    "facility.matched": EventWords(_("Registration arrived, matched by credit code")),
    "facility.corrected": EventWords(_("Facts corrected by the registrar")),
    "facility.predecessor_named": EventWords(_("Predecessor named")),
    "facility.filed": EventWords(_("Filed"), told=False),
    "facility.change_filed": EventWords(_("Change taken over")),
    "facility.verified": EventWords(_("Verified"), told=False),
    "facility.noncompliant": EventWords(_("Found non-compliant"), adverse=True, told=False),
    "facility.suspended": EventWords(_("Service suspended")),
    "facility.resumed": EventWords(_("Service resumed")),
    "facility.removed": EventWords(_("Filing removed"), adverse=True, told=False),
    "facility.cancelled": EventWords(_("Cancelled")),
    "facility.moved": EventWords(_("Moved to another division")),
    "facility.street_changed": EventWords(_("Moved to another street of the district")),
    "facility.place_corrected": EventWords(_("Street put right"), told=False),
    "facility.provision_mode": EventWords(_("Mode of provision stated"), told=False),
    "class.opened": EventWords(_("Class opened"), told=False),
    "class.changed": EventWords(_("Class changed"), told=False),
    "class.closed": EventWords(_("Class closed"), told=False),
    "child.recorded": EventWords(_("Child recorded, guardian agreed"), told=False),
    "child.corrected": EventWords(_("Facts of a child corrected"), told=False),
    "child.consent_refused": EventWords(_("A guardian refused consent, nothing recorded"), told=False),
    "child.consent_withdrawn": EventWords(_("A guardian withdrew consent"), told=False),
    "child.consent_given": EventWords(_("A guardian agreed anew"), told=False),
    "child.checked": EventWords(_("Health check of a child recorded"), told=False),
    "child.enrolled": EventWords(_("Child enrolled"), told=False),
    "child.moved_class": EventWords(_("Child moved to another class"), told=False),
    "child.left": EventWords(_("Child left"), told=False),
    "child.all_left": EventWords(_("All enrolments ended with the facility"), told=False),
    "child.enrolment_removed": EventWords(_("Enrolment entered by mistake removed"), told=False),
    "child.double_found": EventWords(_("Child found enrolled elsewhere too"), adverse=True, told=False),
    "child.double_cleared": EventWords(_("Child no longer enrolled elsewhere"), told=False),
    "attendance.recorded": EventWords(_("Attendance recorded"), told=False),
    "attendance.service_days": EventWords(_("Service days of a month changed"), told=False),
    "attendance.signed": EventWords(_("Attendance of a month closed and signed")),
    "attendance.corrected": EventWords(_("Signed attendance corrected"), adverse=True),
    "fee.stated": EventWords(_("Fee stated"), told=False),
    "fee.ended": EventWords(_("Fee ended"), told=False),
    "recognition.granted": EventWords(_("Recognised as universal")),
    "recognition.withdrawn": EventWords(_("Recognition as universal withdrawn"), adverse=True),
    "station.built": EventWords(_("Growth station built")),
    "station.visited": EventWords(_("Growth station visited for acceptance")),
    "station.accepted": EventWords(_("Growth station accepted")),
    "station.closed": EventWords(_("Growth station closed")),
    "registration.noted": EventWords(_("Approval noted, push owed")),
    "registration.pushed": EventWords(_("Registration pushed")),
    "registration.corrected": EventWords(_("Push corrected")),
    "registration.withdrawn": EventWords(_("Registration draft withdrawn"), told=False),
    "registration.change_pushed": EventWords(_("Change of registration pushed")),
    "registration.cancellation_pushed": EventWords(_("Cancellation of registration pushed")),
    "filing.started": EventWords(_("Filing begun"), told=False),
    "filing.submitted": EventWords(_("Filing materials received")),
    "filing.resubmitted": EventWords(_("Materials handed in again, both clocks start anew")),
    "filing.review_started": EventWords(_("Review begun")),
    "filing.supplement_requested": EventWords(_("Supplement requested"), adverse=True),
    "filing.receipt_issued": EventWords(_("Filing receipt issued")),
    "filing.accepted": EventWords(_("Report accepted")),
    "filing.verified": EventWords(_("Verified on site")),
    "filing.visit_failed": EventWords(_("On-site verification not passed"), adverse=True),
    "filing.noncompliance_notified": EventWords(_("Non-compliance notice issued"), adverse=True),
    "filing.rectification_reported": EventWords(_("Rectification reported")),
    "filing.recheck_passed": EventWords(_("Recheck passed")),
    "filing.recheck_failed": EventWords(_("Recheck not passed"), adverse=True),
    "filing.removed": EventWords(_("Filing removed"), adverse=True),
    "filing.withdrawn": EventWords(_("Filing withdrawn")),
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
    "obligation.opened": EventWords(_("Clock started"), told=False),
    "obligation.met": EventWords(_("Done in time"), told=False),
    "obligation.met_late": EventWords(_("Done late"), told=False),
    "obligation.superseded": EventWords(_("Clock replaced"), told=False),
    "obligation.cancelled": EventWords(_("Duty fell away"), told=False),
    "obligation.urged": EventWords(_("Urged")),
    "obligation.assigned": EventWords(_("Given to a person"), told=False),
    "obligation.handed_over": EventWords(_("Passed to the office of the new place"), told=False),
    "obligation.recomputed": EventWords(_("Due date moved by a new calendar")),
    "operator.granted": EventWords(_("Operator access granted"), told=False),
    "contact.revealed": EventWords(_("Contact details looked at"), told=False),
    "facilities.exported": EventWords(_("List of facilities exported"), told=False),
    "filings.exported": EventWords(_("List of filings exported"), told=False),
    "inbox.exported": EventWords(_("Inbox exported"), told=False),
    "unfiled.exported": EventWords(_("List of unfiled facilities exported"), told=False),
    "facility.change_registered": EventWords(_("Change of registration noted"), told=False),
    "facility.activated": EventWords(_("Operator activated the access"), told=False),
    "registration.restated": EventWords(_("Noted registration restated"), told=False),
    "registration.retracted": EventWords(_("Push taken back"), told=False),
    "filing.file_added": EventWords(_("File handed in"), told=False),
    "filing.file_removed": EventWords(_("File taken away"), told=False),
    "filing.item_checked": EventWords(_("Item checked"), told=False),
    "filing.items_checked": EventWords(_("Items checked"), told=False),
    "sheet.uploaded": EventWords(_("Sheet handed in"), told=False),
    "sheet.checked": EventWords(_("Sheet checked"), told=False),
    "sheet.refused": EventWords(_("Sheet refused"), told=False),
    "sheet.started": EventWords(_("Pushing of a sheet begun"), told=False),
    "sheet.stopped": EventWords(_("Pushing of a sheet stopped"), told=False),
    "sheet.finished": EventWords(_("Sheet pushed"), told=False),
    "sheet.discarded": EventWords(_("Sheet put away"), told=False),
    "paper.requested": EventWords(_("Paper asked for"), told=False),
    "paper.ready": EventWords(_("Paper printed"), told=False),
    "paper.failed": EventWords(_("Paper could not be printed"), adverse=True, told=False),
    "paper.downloaded": EventWords(_("Paper downloaded"), told=False),
    "file.received": EventWords(_("File received"), told=False),
    "file.refused": EventWords(_("File refused"), told=False),
    "file.downloaded": EventWords(_("File downloaded"), told=False),
    "colleague.invited": EventWords(_("Colleague invited"), told=False),
    "colleague.removed": EventWords(_("Colleague removed"), told=False),
    "colleague.left": EventWords(_("Colleague left"), told=False),
    "invitation.withdrawn": EventWords(_("Invitation withdrawn"), told=False),
    "activation.refused": EventWords(_("Activation refused"), adverse=True, told=False),
    "user.created": EventWords(_("Account made"), told=False),
    "user.renamed": EventWords(_("Account renamed"), told=False),
    "user.enabled": EventWords(_("Account opened again"), told=False),
    "user.disabled": EventWords(_("Account closed"), told=False),
    "session.begun": EventWords(_("Signed in"), told=False),
    "session.ended": EventWords(_("Signed out"), told=False),
    "session.locked": EventWords(_("Sign-in locked"), adverse=True, told=False),
    "sessions.ended": EventWords(_("Signed out everywhere"), told=False),
    "password.changed": EventWords(_("Password changed"), told=False),
    "password.reset": EventWords(_("New one-time password handed out"), told=False),
    "appointment.made": EventWords(_("Appointed"), told=False),
    "appointment.ended": EventWords(_("Appointment ended"), told=False),
    "department.opened": EventWords(_("Department opened"), told=False),
    "department.changed": EventWords(_("Department changed"), told=False),
    "department.closed": EventWords(_("Department closed"), told=False),
    "token.issued": EventWords(_("API key issued"), told=False),
    "token.revoked": EventWords(_("API key revoked"), told=False),
    "policy.drafted": EventWords(_("Version of the law drafted"), told=False),
    "policy.proposed": EventWords(_("Version of the law proposed"), told=False),
    "policy.returned": EventWords(_("Proposal sent back"), told=False),
    "policy.withdrawn": EventWords(_("Proposal withdrawn"), told=False),
    "policy.approved": EventWords(_("Version of the law approved"), told=False),
    "policy.pack_scheduled": EventWords(_("Version of the law takes effect later"), told=False),
    "policy.pack_published": EventWords(_("Version of the law took effect"), told=False),
    "policy.calendar_published": EventWords(_("Working calendar published"), told=False),
    "personal.keys_rotated": EventWords(_("Keys of personal data changed"), told=False),
    "audit.exported": EventWords(_("Audit trail exported"), told=False),
    "audit.checked": EventWords(_("Audit chains walked"), told=False),
    "access.refused": EventWords(_("Access refused"), adverse=True, told=False),
}


def words_of(event: str) -> EventWords:
    """The words of an event; one that nobody worded yet is called by its code and kept off timelines."""
    return EVENTS.get(event) or EventWords(event, told=False)


def timeline_event(event: AuditEvent, url: str = "") -> Event:
    """An event of the trail as a timeline shows it: what, when, who, and why where somebody had to say so."""
    words = words_of(event.event)
    meta = " · ".join(part for part in (event.actor_name, event.reason) if part)
    return Event(words.title, event.at, meta, "adverse" if words.adverse else "done", url)


#: The events that stand on a timeline; the full record shows all.
TOLD = frozenset(name for name, words in EVENTS.items() if words.told)


def told(events: list[AuditEvent]) -> list[AuditEvent]:
    return [event for event in events if event.event in TOLD]
