"""The beginning of a claim: months of signed attendance to choose, or works to type."""

from datetime import date
from functools import cached_property
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from facilities.models import Facility
from policy.queries import programme
from subsidies.forms.claims import TYPED, ClassesForm, PlacesForm
from subsidies.queries.prefill import open_months, operating_facts, places_paid, standing


class Start:
    """What is offered for one programme, and the facts that follow from what was sent. `error` belongs to no field."""

    def __init__(self, facility: Facility, programme_id: str, data: QueryDict | None) -> None:
        self.facility, self.data, self.error = facility, data, ""
        self.programme = programme(facility.region_id, programme_id)[-1]
        kind = TYPED.get(self.programme.kind)
        self.form: PlacesForm | ClassesForm | None = kind(data) if kind else None
        self.months: list[date] = [] if kind else open_months(facility, programme_id)

    @cached_property
    def facts(self) -> dict[str, Any] | None:
        """The facts of the claim; None while nothing sound was sent."""
        if self.data is None:
            return None
        if self.form is not None:
            if not self.form.is_valid():
                return None
            return self.form.facts(standing(self.facility), places_paid(self.facility, self.programme.id))
        offered = {f"{month:%Y-%m}": month for month in self.months}
        chosen = [offered[name] for name in self.data.getlist("month") if name in offered]
        if not chosen:
            self.error = _("Choose at least one month.")
            return None
        return operating_facts(self.facility, self.programme, chosen)
