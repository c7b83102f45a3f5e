"""Input of the inbox's own small acts."""

from django import forms
from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from accounts.queries import members


class AssignForm(forms.Form):
    """Whom a duty is given to; nobody means back to the office. Only people of the owing office can be chosen."""

    user = forms.TypedChoiceField(required=False, coerce=int, empty_value=None)

    def __init__(self, *args: object, department_id: int | None, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["user"].choices = [("", ""), *members(department_id or 0)]  # type: ignore[attr-defined]


def way_back(request: HttpRequest) -> str:
    """The page of ours that a posted `next` names, else the inbox."""
    target = request.POST.get("next", "")
    own = url_has_allowed_host_and_scheme(target, {request.get_host()}, request.is_secure())
    return target if own else reverse("obligations:inbox")
