"""The beginning of a claim, and the change of a draft: months of signed attendance to choose, or facts to state."""

from datetime import date
from functools import cached_property
from typing import Any

from django.http import QueryDict

from accounts.errors import DomainError
from facilities.models import Facility
from policy.queries import programme
from subsidies.forms.claims import TYPED, StatedForm
from subsidies.models import SubsidyClaim
from subsidies.queries.given import facts_given, inactive, subject_given
from subsidies.queries.prefill import open_months


class Start:
    """What is offered for one programme, and the facts that follow from what was sent. `error` belongs to no field.

    `claim`: the draft that is changed; its months stay on offer, its facts stand in the fields.
    """

    def __init__(
        self, facility: Facility, programme_id: str, data: QueryDict | None, claim: SubsidyClaim | None = None
    ) -> None:
        self.facility, self.data, self.claim, self.error = facility, data, claim, ""
        self.programme = programme(facility.region_id, programme_id)[-1]
        self.inactive = inactive(self.programme)
        kind = TYPED.get(self.programme.kind)
        self.form: StatedForm | None = None
        self.months: list[date] = []
        if kind is not None and not self.inactive:
            self.form = kind(self.programme, data, claim.facts if claim else None)
            if claim is not None and "period" in self.form.fields:
                self.form.initial["period"] = claim.subject.removeprefix("period:")
        elif kind is None:
            own = [date.fromisoformat(f"{name}-01") for name in self.chosen_before]
            self.months = sorted({*open_months(facility, programme_id), *own})

    @cached_property
    def chosen_before(self) -> list[str]:
        """The months of the draft that is changed."""
        return [name for name in self.claim.subject.split("+") if name] if self.claim else []

    @cached_property
    def chosen(self) -> list[str]:
        """The months that are ticked: those that were sent, those of the draft, else the oldest three."""
        if self.data is not None:
            return self.data.getlist("month")
        return self.chosen_before or [f"{month:%Y-%m}" for month in self.months[:3]]

    @cached_property
    def facts(self) -> dict[str, Any] | None:
        """The facts of the claim; None while nothing sound was sent."""
        if self.data is None or self.inactive or (self.form is not None and not self.form.is_valid()):
            return None
        stated = self.form.stated() if self.form is not None else None
        months = [] if self.form is not None else self.data.getlist("month")
        try:
            return facts_given(self.facility, self.programme, months=months, stated=stated)
        except DomainError as refusal:
            self._refused(refusal)
            return None

    def _refused(self, refusal: DomainError) -> None:
        """Each problem beside its field; what belongs to none stands above."""
        for each in refusal.extra.get("problems") or [refusal]:
            if self.form is not None and each.field in self.form.fields:
                self.form.add_error(each.field, str(each.message))
            else:
                self.error = f"{self.error} {each.message}".strip()

    @property
    def subject(self) -> str:
        """What the claim is about, where the facts do not say it."""
        return subject_given(self.programme, self.form.stated_period() if self.form is not None else "")
