"""A table of amounts as a policy administrator types it from a document."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.forms.fields import PlainForm, PrintableField, day_field
from kernel.money import BadMoney, parse_yuan, plain_yuan
from policy.law import Programme
from policy.workflow.figures import Paper

#: Rows of a table on the page; the tables of the texts have five levels.
ROWS = 8


class FiguresForm(PlainForm):
    """The document, then rows of name and amount."""

    title = PrintableField(label=_("Title of the document"), max_length=120)
    number = PrintableField(
        label=_("Number of the official document"), max_length=80, help_text=_("As it is printed on it.")
    )
    issued_on = day_field(_("Issued on"), widget=forms.DateInput(attrs={"type": "date"}))

    def __init__(self, term: Programme, data: Any = None) -> None:
        super().__init__(data)
        there = [(p.when["row"], int(str(p.value))) for p in term.parameters if p.name == "amount"]
        for n in range(ROWS):
            row, fen = there[n] if n < len(there) else ("", None)
            self.fields[f"row_{n}"] = PrintableField(
                label=_("Row %(n)s") % {"n": n + 1}, max_length=40, required=False, initial=row
            )
            self.fields[f"amount_{n}"] = forms.CharField(
                label=_("Amount (yuan)"),
                max_length=20,
                required=False,
                initial="" if fen is None else plain_yuan(fen),
                widget=forms.TextInput(attrs={"inputmode": "decimal"}),
            )

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        self.amounts: dict[str, int] = {}
        for n in range(ROWS):
            row, typed = str(data.get(f"row_{n}", "")).strip(), str(data.get(f"amount_{n}", "")).strip()
            if row or typed:
                self._row(n, row, typed)
        if not self.errors and not self.amounts:
            raise forms.ValidationError(_("Enter at least one row with its amount."))
        return data

    def _row(self, n: int, row: str, typed: str) -> None:
        if not row:
            self.add_error(f"row_{n}", _("Name the row."))
        elif row in self.amounts:
            self.add_error(f"row_{n}", _("This row stands here twice."))
        try:
            self.amounts[row] = parse_yuan(typed.replace(",", ""))
        except BadMoney:
            self.add_error(
                f"amount_{n}", _("Write the amount in yuan with at most two decimals: 280000 or 280000.50.")
            )

    @property
    def paper(self) -> Paper:
        data = self.cleaned_data
        return Paper(data["title"], data["number"], data["issued_on"])
