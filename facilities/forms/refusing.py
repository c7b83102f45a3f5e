"""What a verb refused, put beside the fields it names."""

from django import forms

from accounts.errors import DomainError
from accounts.forms.fields import refuse
from facilities.errors import NotRight


def refuse_all(form: forms.Form, error: DomainError) -> None:
    """Every fault at its field; what names no field of the form stands above it."""
    if not isinstance(error, NotRight):
        refuse(form, error)
        return
    for fault in error.faults:
        form.add_error(fault.field if fault.field in form.fields else None, str(fault))
