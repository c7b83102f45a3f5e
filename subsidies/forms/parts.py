"""The fields of each kind of programme, named as in the facts."""

from collections.abc import Iterable, Iterator
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from policy.law import AgeRule, CareMode, FacilityTest, PartialMonth
from subsidies.forms.fields import Day, MonthName, OneOf, Several, Told, Whole, Yuan
from subsidies.presentation.steps import CHOICES


def worded(names: Iterable[str]) -> list[tuple[str, object]]:
    return [(str(name), CHOICES[str(name)]) for name in names]


class Part(forms.Form):
    """Some fields of the facts; `at` is the path of the object they belong to."""

    use_required_attribute = False
    at = ""

    def typed(self) -> Iterator[tuple[str, Any]]:
        """Name in the facts → what was typed, blank fields left out."""
        for name, field in self.fields.items():
            raw = field.widget.value_from_datadict(self.data, self.files, self.add_prefix(name))
            value = field.told([*raw] if isinstance(raw, list) else (raw or "").strip())  # type: ignore[attr-defined]
            if value not in (None, []):
                yield name, value


class Spell(Part):
    start = Day(_("From"))
    end = Day(_("Until"), must=False, help_text=_("Empty: still holds"))


class Facility(Part):
    filed_places = Whole(_("Filed places"), must=False)


class BuiltFacility(Part):
    location = OneOf(_("Location"), worded(("urban", "rural")))
    works = OneOf(_("Works"), worded(("new_build", "renovation_expansion")))
    filed_places = Whole(_("Filed places"))
    urban_rural_code = Told(
        _("Statistical urban-rural code"),
        must=False,
        help_text=_("Three digits at filing; without a location it decides"),
    )


class PlacesClaimed(Part):
    places_claimed = Whole(_("Places claimed"))
    places_already_paid = Whole(
        _("Places paid before"), must=False, help_text=_("Also those of a facility this one follows")
    )
    accepted_on = Day(
        _("Accepted on"), must=False, help_text=_("Without acceptance the day of filing is tested")
    )


class ClaimedOn(Part):
    claimed_on = Day(_("Claimed on"), must=False, help_text=_("Empty: today"))


class Options(Part):
    partial_month_mode = OneOf(
        _("A month not attended every day"),
        worded(PartialMonth),
        nothing=_("as the policy has it"),
        must=False,
    )
    facility_status_rule = OneOf(
        _("Filed and universal"), worded(FacilityTest), nothing=_("as the policy has it"), must=False
    )
    age_rule = OneOf(_("Age"), worded(AgeRule), nothing=_("as the policy has it"), must=False)


class ClaimedMonth(Part):
    month = MonthName(_("Month"))
    service_days = Whole(_("Service days"), must=False)
    child_months = Whole(
        _("Child-months, if already counted"), must=False, help_text=_("Instead of the children below")
    )


class ClaimedChild(Part):
    ref = Told(_("Child's mark"), help_text=_("Any sign, no names"))
    born = Day(_("Born on"))
    attended_days = Whole(_("Days here"))
    elsewhere_attended_days = Whole(_("Days elsewhere"), must=False)
    enrolled_from = Day(_("Enrolled from"), must=False)
    enrolled_to = Day(_("Enrolled until"), must=False)
    care_mode = OneOf(
        _("Care by contract"),
        worded(each for each in CareMode if each != CareMode.FULL_DAY),
        nothing=CHOICES[CareMode.FULL_DAY],
        must=False,
    )
    paid_by = Told(
        _("Paid by another programme"), must=False, help_text=_("Its id, if the month was paid already")
    )


class Budget(Part):
    child_months = Whole(_("Child-months"))
    per_student_budget_yuan = Yuan(
        _("Last year's budget per student (yuan)"),
        must=False,
        help_text=_("Of the public kindergartens of the place; empty while it is not published"),
    )


class Operator(Part):
    operator = OneOf(_("Run by"), worded(("public", "social_forces")))
    assessment_passed_on = Day(_("Assessment passed on"), must=False)


class ClassCost(Part):
    value = Yuan(_("Cost of the class (yuan)"), help_text=_("Only the total is known: divide it equally"))


class Station(Part):
    cost_yuan = Yuan(_("Cost (yuan)"))
    accepted_on = Day(_("Accepted on"), must=False)
    accepted_by = Several(_("Accepted by"), worded(("health", "town")))


class TableRow(Part):
    row = Told(_("Row of the table"), help_text=_("Stars, level, …"))
    count = Whole(_("Number"))
