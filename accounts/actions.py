"""The closed list of everything that can be allowed or refused. What is not here cannot be granted."""

from enum import StrEnum


class Action(StrEnum):
    INBOX_VIEW = "inbox.view"
    OBLIGATION_URGE = "obligation.urge"
    OBLIGATION_ASSIGN = "obligation.assign"

    FACILITY_VIEW = "facility.view"
    FACILITY_EXPORT = "facility.export"
    FACILITY_MOVE = "facility.move"
    CONTACT_REVEAL = "contact.reveal"

    REGISTRATION_PUSH = "registration.push"
    REGISTRATION_VIEW = "registration.view"

    FILING_VIEW = "filing.view"
    FILING_REVIEW = "filing.review"
    FILING_RECEIPT = "filing.receipt"
    FILING_VERIFY = "filing.verify"
    FILING_NOTICE = "filing.notice"
    FILING_REMOVE = "filing.remove"

    OPERATOR_HOME = "operator.home"
    FILING_FILL = "filing.fill"
    FILING_SUBMIT = "filing.submit"
    COLLEAGUE_INVITE = "colleague.invite"

    CLASS_VIEW = "class.view"
    CLASS_MANAGE = "class.manage"
    CHILD_VIEW = "child.view"
    CHILD_MANAGE = "child.manage"
    ATTENDANCE_RECORD = "attendance.record"
    ATTENDANCE_SIGN = "attendance.sign"
    UNIVERSAL_RECOGNISE = "universal.recognise"
    STATION_VIEW = "station.view"
    STATION_MANAGE = "station.manage"
    STANDARDS_VIEW = "standards.view"

    STAFF_VIEW = "staff.view"
    STAFF_MANAGE = "staff.manage"
    PROOF_VERIFY = "proof.verify"
    IDENTITY_REVEAL = "identity.reveal"
    CASE_VIEW = "case.view"
    CASE_MANAGE = "case.manage"
    BAN_VIEW = "ban.view"
    BAN_PROPOSE = "ban.propose"
    BAN_APPROVE = "ban.approve"

    DOCUMENT_VIEW = "document.view"
    POLICY_VIEW = "policy.view"
    POLICY_PROPOSE = "policy.propose"
    POLICY_APPROVE = "policy.approve"
    POLICY_PUBLISH = "policy.publish"

    DEPARTMENT_MANAGE = "department.manage"
    APPOINTMENT_MANAGE = "appointment.manage"
    TOKEN_MANAGE = "token.manage"
    AUDIT_VIEW = "audit.view"
