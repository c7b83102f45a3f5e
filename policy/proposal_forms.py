"""What a policy administrator types: a file, the reason, the arrangement of a year."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from accounts.forms.fields import PlainForm
from kernel import clock
from policy.calendar import Arrangement
from policy.law import Text
from policy.loader.uploaded import MOST_BYTES
from policy.queries.history import festivals, next_label, usual_festivals
from policy.rules.arrangements import Fault, Notice
from policy.rules.fault_words import fault_words


class UploadForm(PlainForm):
    """A pack, or an arrangement, as a file."""

    file = forms.FileField(
        label=_("YAML file"), help_text=_("YAML, UTF-8, at most 1 MB"), allow_empty_file=True
    )

    def clean_file(self) -> Any:
        given = self.cleaned_data["file"]
        if given.size > MOST_BYTES:
            raise forms.ValidationError(_("This file is larger than 1 MB; a pack never is."))
        return given


class SubmitForm(PlainForm):
    """What is said about a proposal before the second person sees it."""

    document = forms.CharField(
        label=_("Document it rests on"),
        max_length=120,
        help_text=_("Title or number, as it can be looked up"),
    )
    reason = forms.CharField(
        label=_("Reason"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("One or two sentences"),
    )
    effective_on = forms.DateField(
        label=_("Takes effect on"), help_text=_("At midnight in China; today or later")
    )

    def __init__(self, *args: Any, with_day: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not with_day:
            del self.fields["effective_on"], self.fields["document"]


class ReturnForm(PlainForm):
    reason = forms.CharField(
        label=_("Why it goes back"), max_length=500, widget=forms.Textarea(attrs={"rows": 2})
    )


_MAKE_UP = 2


class CalendarForm(PlainForm):
    """A State Council arrangement: for every festival the days off as a range, and up to two make-up days.

    What a field says wrong is told beside it; `notice()` gives what was typed, for the verb.
    """

    year = forms.IntegerField(label=_("Year"), min_value=2000, max_value=2100)
    document = forms.CharField(
        label=_("Number of the notice"), max_length=60, required=False, help_text="国办发明电〔2026〕8号"
    )
    published_on = forms.DateField(label=_("Published on"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.names = _offered(self.data or self.initial)
        for code, words in self.names.items():
            name = words.en if (get_language() or "").startswith("en") else words.zh
            for part, label in (("from", _("First day off")), ("to", _("Last day off"))):
                self.fields[f"{code}-{part}"] = forms.DateField(label=f"{name} {label}", required=False)
            for number in range(1, _MAKE_UP + 1):
                make_up = _("make-up working day %(n)s") % {"n": number}
                self.fields[f"{code}-work{number}"] = forms.DateField(
                    label=f"{name} {make_up}", required=False
                )

    def rows(self) -> Iterator[tuple[object, list[forms.BoundField]]]:
        """Festival and its fields, for the table."""
        parts = ("from", "to", *(f"work{n}" for n in range(1, _MAKE_UP + 1)))
        for code, words in self.names.items():
            yield words, [self[f"{code}-{part}"] for part in parts]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for code in self.names:
            start, end = cleaned.get(f"{code}-from"), cleaned.get(f"{code}-to")
            if end and not start and f"{code}-from" not in self.errors:
                self.add_error(f"{code}-from", _("Say on which day the holiday begins."))
        return cleaned

    def notice(self) -> Notice:
        data, year = self.cleaned_data, self.cleaned_data["year"]
        spans = {code: (data.get(f"{code}-from"), data.get(f"{code}-to")) for code in self.names}
        work = {code: [data.get(f"{code}-work{n}") for n in range(1, _MAKE_UP + 1)] for code in self.names}
        return Notice(
            label=next_label(year),
            year=year,
            document=data["document"],
            published_on=data["published_on"],
            off={code: ((start, end or start),) for code, (start, end) in spans.items() if start},
            work={code: tuple(day for day in days if day) for code, days in work.items() if any(days)},
        )

    def refuse(self, faults: list[Fault]) -> None:
        """Put every fault beside its field."""
        for fault in faults:
            self.add_error(self._field(fault), str(fault_words(fault, self.names)))

    def _field(self, fault: Fault) -> str | None:
        if fault.part in ("year", "document", "published_on"):
            return fault.part
        if fault.part == "label":
            return "year"
        if not fault.festival:
            return None
        if fault.part == "off":
            ends = fault.code in ("END_BEFORE_START", "TOO_LONG") or (
                fault.day is not None and fault.day == self.cleaned_data.get(f"{fault.festival}-to")
            )
            return f"{fault.festival}-{'to' if ends else 'from'}"
        numbers = range(1, _MAKE_UP + 1)
        found = [n for n in numbers if self.cleaned_data.get(f"{fault.festival}-work{n}") == fault.day]
        return f"{fault.festival}-work{found[-1] if found else 1}"


def _offered(given: Mapping[str, Any]) -> dict[str, Text]:
    """The festivals of the law, and any other that what is given names: those of one year only are not offered."""
    usual = usual_festivals()
    return {
        code: words
        for code, words in festivals().items()
        if code in usual or any(name.startswith(f"{code}-") for name in given)
    }


def initial_of(year: int, held: Arrangement | None) -> dict[str, object]:
    """What the form begins with: the arrangement of a published year to amend, else only the year."""
    initial: dict[str, object] = {"year": year}
    if held is None:
        return initial
    for code, days in _by_festival(held.off).items():
        initial |= {f"{code}-from": days[0], f"{code}-to": days[-1]}
    for code, days in _by_festival(held.work).items():
        initial |= {f"{code}-work{number}": day for number, day in enumerate(days[:_MAKE_UP], start=1)}
    return initial


def fits_form(held: Arrangement) -> bool:
    """Whether every holiday is one run of days; the few that are not are amended by file."""
    runs = _by_festival(held.off).values()
    return all((days[-1] - days[0]).days + 1 == len(days) for days in runs)


def _by_festival(days: Mapping[date, str]) -> dict[str, list[date]]:
    found: dict[str, list[date]] = {}
    for day, code in sorted(days.items()):
        found.setdefault(code, []).append(day)
    return found


def year_asked(text: str) -> int:
    """The year of an address, or the next one."""
    return int(text) if text.isascii() and text.isdigit() and len(text) == 4 else clock.today().year + 1
