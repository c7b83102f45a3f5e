"""The bank's answer as a sheet (.xlsx or CSV): one line a row, read strictly, every bad cell named by row and column."""

import re
from collections.abc import Sequence

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.errors import DomainError
from documents.sheets import Cell, Sheet, SheetRow
from documents.sheets.tables import FLAWS
from kernel.money import BadMoney, parse_yuan
from subsidies.enums import BankResult
from subsidies.workflow.answers import Answer

#: Larger than any batch of a district.
MOST_ROWS = 20_000
#: The head of the file, in the order of the columns; what the bank writes stands below.
HEAD = ("序号", "金额（元）", "结果", "银行流水号", "说明")
_RESULTS = {
    "到账": BankResult.PAID,
    "PAID": BankResult.PAID,
    "退回": BankResult.FAILED,
    "FAILED": BankResult.FAILED,
}
#: 1,234,567.89: commas only where they part thousands.
_GROUPED = re.compile(r"[0-9]{1,3}(,[0-9]{3})+(\.[0-9]{1,2})?", re.ASCII)


class AnswerForm(forms.Form):
    file = forms.FileField(
        label=gettext_lazy("Answer of the bank"),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv"}),
        allow_empty_file=True,
    )


def read_answers(sheet: Sheet) -> list[Answer]:
    """Answers from the rows of a sheet. Raises DomainError whose `problems` name row and column of everything wrong."""
    if not sheet.rows or tuple(text.strip() for text in sheet.rows[0].texts[: len(HEAD)]) != HEAD:
        said = _("The first row must be: %(head)s.") % {"head": ", ".join(HEAD)}
        raise DomainError(said, field="file")
    problems: list[DomainError] = []
    found = []
    for row in sheet.rows[1:]:
        if any(cell.text.strip() for cell in row.cells) and (answer := _answer(row, problems)):
            found.append(answer)
    if problems:
        raise DomainError(problems[0].message, code="BAD_ANSWER", problems=problems)
    if not found:
        raise DomainError(_("The file holds no row."), field="file")
    return found


def _answer(row: SheetRow, problems: list[DomainError]) -> Answer | None:
    cells: Sequence[Cell] = [*row.cells, *(Cell("") for _missing in HEAD)][: len(HEAD)]
    position, amount, result, reference, note = (cell.text.strip() for cell in cells)

    def wrong(column: str, words: str) -> None:
        given = {"row": row.number, "column": column}
        field = f"row {row.number}"
        problems.append(DomainError(_("row %(row)s, %(column)s: ") % given + words, field=field))

    before = len(problems)
    for column, cell in zip(HEAD, cells, strict=True):
        if cell.problem:
            wrong(column, str(FLAWS[cell.problem]))
    if len(problems) > before:
        return None
    if not (position.isascii() and position.isdigit() and len(position) < 10):
        wrong(HEAD[0], _("“%(value)s” is no number of a line.") % {"value": position[:20]})
    fen = _fen(amount)
    if fen is None:
        wrong(
            HEAD[1],
            _("“%(value)s” is no amount in yuan: write 280000 or 280000.50.") % {"value": amount[:20]},
        )
    if result not in _RESULTS:
        wrong(HEAD[2], _("“%(value)s” is neither 到账 nor 退回.") % {"value": result[:20]})
    if fen is None or len(problems) > before:
        return None
    return Answer(int(position), fen, _RESULTS[result], reference[:80], note[:200], row.number)


def _fen(amount: str) -> int | None:
    """Fen of 280000, 280000.50 or 280,000.50; None for everything else: 1e3, ６００, 60,0.00, NaN, −600, a formula."""
    try:
        return parse_yuan(amount.replace(",", "") if _GROUPED.fullmatch(amount) else amount)
    except BadMoney:
        return None
