"""Every write to people, departments, appointments and keys, one module per noun. Verbs are imported from here."""

from accounts.workflow.appointments import appoint, end_appointment
from accounts.workflow.departments import change_department, close_department, open_department
from accounts.workflow.factors import begin_factor, confirm_factor, prove_presence, reset_factor
from accounts.workflow.keys import issue_token, revoke_token, token_digest
from accounts.workflow.people import (
    change_password,
    create_user,
    disable_user,
    enable_user,
    end_sessions,
    onboard,
    open_account,
    rename_person,
    reset_password,
)
from accounts.workflow.rights import allow, allow_person

__all__ = [
    "allow",
    "allow_person",
    "appoint",
    "begin_factor",
    "change_department",
    "change_password",
    "close_department",
    "confirm_factor",
    "create_user",
    "disable_user",
    "enable_user",
    "end_appointment",
    "end_sessions",
    "issue_token",
    "onboard",
    "open_account",
    "open_department",
    "prove_presence",
    "rename_person",
    "reset_factor",
    "reset_password",
    "revoke_token",
    "token_digest",
]
