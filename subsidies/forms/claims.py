"""What the operator types for a claim that attendance does not answer. `stated` gives the facts in the calculator's form;
what the platform knows itself (filed, universal, places paid before) is added by `subsidies.queries.given`."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kernel.money import BadMoney, parse_yuan, plain_yuan
from policy.law import Programme, ProgrammeKind
from policy.presentation.choices import CHOICES
from subsidies.models import ClaimLine, SubsidyClaim
from subsidies.queries import lines_of
from subsidies.queries.subjects import MONTHLY, PERIODIC
from subsidies.serializers.claims import ACCEPTED_BY, LOCATIONS, OPERATORS, WORKS


class StatedForm(forms.Form):
    """Facts that the operator states. `term` is the programme in its newest wording."""

    use_required_attribute = False

    def __init__(self, term: Programme, data: Any = None, facts: Mapping[str, Any] | None = None) -> None:
        self.term = term
        super().__init__(data, initial=self.typed(facts) if facts else None)

    def typed(self, facts: Mapping[str, Any]) -> dict[str, Any]:
        """What the fields show of facts that were stated before."""
        return {name: facts.get(name) for name in self.base_fields}

    def stated(self) -> dict[str, Any]:
        raise NotImplementedError

    def stated_period(self) -> str:
        """The year (2025) or month (2025-03) that is claimed; "" where the facts say it."""
        return str(self.cleaned_data.get("period", ""))


class Cost(forms.CharField):
    """An amount in yuan, kept as it was typed without commas; at most two decimals."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=20, widget=forms.TextInput(attrs={"inputmode": "decimal"}), **kwargs)

    def clean(self, value: Any) -> str:
        text = str(super().clean(value)).replace(",", "").replace("，", "").strip()
        if not text:
            return ""
        try:
            return plain_yuan(parse_yuan(text))
        except BadMoney as error:
            raise forms.ValidationError(
                _("Write the amount in yuan with at most two decimals: 280000 or 280000.50.")
            ) from error


def _day(label: Any, **kwargs: Any) -> forms.DateField:
    return forms.DateField(label=label, widget=forms.DateInput(attrs={"type": "date"}), **kwargs)


class PlacesForm(StatedForm):
    """Works that made places: how many, where, when they were accepted."""

    places_claimed = forms.IntegerField(label=_("Places claimed"), min_value=1, max_value=9999)
    location = forms.ChoiceField(
        label=_("Location"),
        choices=[(each, CHOICES[each]) for each in LOCATIONS],
        help_text=_("By the statistical urban-rural code of the address; the officer checks it."),
    )
    works = forms.ChoiceField(label=_("Works"), choices=[(each, CHOICES[each]) for each in WORKS])
    accepted_on = _day(
        _("Accepted on"),
        required=False,
        help_text=_("The day of the acceptance; without one the day of the filing counts."),
    )

    def typed(self, facts: Mapping[str, Any]) -> dict[str, Any]:
        return super().typed({**(facts.get("facility") or {}), **facts})

    def stated(self) -> dict[str, Any]:
        data = self.cleaned_data
        return {
            "facility": {"location": data["location"], "works": data["works"]},
            "places_claimed": data["places_claimed"],
            "accepted_on": data["accepted_on"].isoformat() if data["accepted_on"] else None,
        }


class ClassesForm(StatedForm):
    """What each new class cost, in yuan, and when it passed the assessment (OH)."""

    operator = forms.ChoiceField(label=_("Run by"), choices=[(each, CHOICES[each]) for each in OPERATORS])
    first_class = Cost(label=_("Cost of the first class (yuan)"))
    second_class = Cost(label=_("Cost of the second class (yuan)"), required=False)
    assessment_passed_on = _day(_("Assessment passed on"))

    def typed(self, facts: Mapping[str, Any]) -> dict[str, Any]:
        first, second = [*(facts.get("class_costs_yuan") or []), "", ""][:2]
        return super().typed({**facts, "first_class": first, "second_class": second})

    def stated(self) -> dict[str, Any]:
        data = self.cleaned_data
        return {
            "operator": data["operator"],
            "class_costs_yuan": [cost for cost in (data["first_class"], data["second_class"]) if cost],
            "assessment_passed_on": data["assessment_passed_on"].isoformat(),
        }


class StationForm(StatedForm):
    """What a growth station cost, and who accepted it on site."""

    cost_yuan = Cost(label=_("Cost (yuan)"))
    accepted_on = _day(_("Accepted on"))
    accepted_by = forms.MultipleChoiceField(
        label=_("Accepted by"),
        choices=[(each, CHOICES[each]) for each in ACCEPTED_BY],
        widget=forms.CheckboxSelectMultiple,
    )

    def stated(self) -> dict[str, Any]:
        return {**self.cleaned_data, "accepted_on": self.cleaned_data["accepted_on"].isoformat()}


class PeriodForm(StatedForm):
    """A claim of one year, or of one month where the programme pays by the month."""

    period = forms.CharField(label=_("Year"), max_length=7)

    def __init__(self, term: Programme, data: Any = None, facts: Mapping[str, Any] | None = None) -> None:
        super().__init__(term, data, facts)
        monthly = term.kind in MONTHLY
        shown = "2025-03" if monthly else "2025"
        self.fields["period"] = forms.RegexField(
            r"^20[0-9]{2}-(0[1-9]|1[0-2])$" if monthly else r"^20[0-9]{2}$",
            label=_("Month") if monthly else _("Year"),
            widget=forms.TextInput(attrs={"inputmode": "numeric", "placeholder": shown}),
            error_messages={"invalid": _("Write it like %(shown)s.") % {"shown": shown}},
        )


class ChildMonthsForm(PeriodForm):
    """Child-months of a year; what a child-month is worth follows from last year's budget per student."""

    child_months = forms.IntegerField(
        label=_("Child-months"),
        min_value=1,
        max_value=99999,
        help_text=_(
            "Children actually cared for, each month once. The officer compares them with the attendance."
        ),
    )

    def stated(self) -> dict[str, Any]:
        return {"child_months": self.cleaned_data["child_months"]}


class RowsForm(PeriodForm):
    """How often each row of the programme's table is claimed."""

    def __init__(self, term: Programme, data: Any = None, facts: Mapping[str, Any] | None = None) -> None:
        super().__init__(term, data, facts)
        counted = (facts or {}).get("quantities") or {}
        for number, row in enumerate(rows_of(term)):
            self.fields[f"row_{number}"] = forms.IntegerField(
                label=str(CHOICES.get(row, row)), min_value=0, max_value=99999, initial=counted.get(row, 0)
            )

    def typed(self, facts: Mapping[str, Any]) -> dict[str, Any]:
        return {}

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if not self.errors and not any(data.get(f"row_{n}") for n, _row in enumerate(rows_of(self.term))):
            raise forms.ValidationError(_("Nothing is claimed yet: give a number for at least one row."))
        return data

    def stated(self) -> dict[str, Any]:
        numbers = ((row, self.cleaned_data[f"row_{n}"]) for n, row in enumerate(rows_of(self.term)))
        return {"quantities": {row: number for row, number in numbers if number}}


def rows_of(term: Programme) -> list[str]:
    """The rows of a programme's table that have an amount, in the order of the table."""
    return [each.when["row"] for each in term.parameters if each.name == "amount"]


#: Kinds of programmes that a facility claims by stating facts; all others are claimed month by month.
TYPED: dict[ProgrammeKind, type[StatedForm]] = {
    ProgrammeKind.ONE_OFF_PER_PLACE: PlacesForm,
    ProgrammeKind.COST_PER_CLASS: ClassesForm,
    ProgrammeKind.CAPPED_COST: StationForm,
    ProgrammeKind.PRIOR_YEAR_BUDGET: ChildMonthsForm,
    **dict.fromkeys(PERIODIC - {ProgrammeKind.PRIOR_YEAR_BUDGET}, RowsForm),
}


class PayeeForm(forms.Form):
    """Where the facility is paid."""

    bank = forms.CharField(label=_("Bank"), max_length=80)
    holder = forms.CharField(label=_("Account holder"), max_length=120)
    number = forms.CharField(
        label=_("Account number"), max_length=40, widget=forms.TextInput(attrs={"inputmode": "numeric"})
    )


class ReasonForm(forms.Form):
    """An act that must say why."""

    reason = forms.CharField(
        label=_("Reason"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}), strip=True
    )


#: Lines that can be commented on one page; those that were cut stand first.
MOST_REMARKS = 200


class ReturnForm(forms.Form):
    """What the facility has to put right: in general, and line by line."""

    reason = forms.CharField(
        label=_("Reason"), max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, claim: SubsidyClaim, data: Any = None) -> None:
        super().__init__(data)
        self.lines = lines_of(claim)[:MOST_REMARKS]
        for line in self.lines:
            self.fields[f"line_{line.position}"] = forms.CharField(
                label=line.ref, max_length=300, required=False, initial=line.remark
            )

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        remarks = {line.position: data.get(f"line_{line.position}", "") for line in self.lines}
        remarks = {position: words for position, words in remarks.items() if words}
        if not data.get("reason") and not remarks and not self.errors:
            self.add_error("reason", _("Say what the facility has to put right."))
        return {"reason": data.get("reason", ""), "remarks": remarks}

    @property
    def rows(self) -> list[tuple[ClaimLine, Any]]:
        """Each line with its field."""
        return [(line, self[f"line_{line.position}"]) for line in self.lines]
