"""The bank's answer as a CSV file: one line a row, read strictly, every bad row named."""

import csv
import io
from collections.abc import Sequence

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.errors import DomainError
from kernel.money import BadMoney, parse_yuan
from subsidies.enums import BankResult
from subsidies.workflow.answers import Answer

#: Larger than any batch of a district.
MOST_BYTES = 2_000_000
#: The head of the file, in the order of the columns; what the bank writes stands below.
HEAD = ("序号", "金额（元）", "结果", "银行流水号", "说明")
_RESULTS = {
    "到账": BankResult.PAID,
    "PAID": BankResult.PAID,
    "退回": BankResult.FAILED,
    "FAILED": BankResult.FAILED,
}


class AnswerForm(forms.Form):
    file = forms.FileField(label=gettext_lazy("Answer of the bank (CSV)"))


def read_answers(content: bytes) -> list[Answer]:
    """Answers from the bytes of a file, UTF-8 or GB 18030. Raises DomainError whose `problems` name row and column."""
    if len(content) > MOST_BYTES:
        raise DomainError(_("The file is too large for an answer of a bank."), field="file")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("gb18030", "replace")
    if "\x00" in text:
        raise DomainError(_("This is no CSV file. Save the sheet as CSV and choose that file."), field="file")
    rows = list(csv.reader(io.StringIO(text)))
    if not rows or tuple(cell.strip() for cell in rows[0][: len(HEAD)]) != HEAD:
        said = _("The first row must be: %(head)s.") % {"head": ", ".join(HEAD)}
        raise DomainError(said, field="file")
    problems: list[DomainError] = []
    found = []
    for number, row in enumerate(rows[1:], start=2):
        if any(cell.strip() for cell in row) and (answer := _answer(number, row, problems)):
            found.append(answer)
    if problems:
        raise DomainError(problems[0].message, code="BAD_ANSWER", problems=problems)
    if not found:
        raise DomainError(_("The file holds no row."), field="file")
    return found


def _answer(number: int, row: Sequence[str], problems: list[DomainError]) -> Answer | None:
    position, amount, result, reference, note = [*(cell.strip() for cell in row), "", "", "", "", ""][:5]

    def wrong(column: str, words: str) -> None:
        given = {"row": number, "column": column}
        problems.append(DomainError(_("row %(row)s, %(column)s: ") % given + words, field=f"row {number}"))

    before = len(problems)
    if not (position.isascii() and position.isdigit()):
        wrong(HEAD[0], _("“%(value)s” is no number of a line.") % {"value": position[:20]})
    if result not in _RESULTS:
        wrong(HEAD[2], _("“%(value)s” is neither 到账 nor 退回.") % {"value": result[:20]})
    try:
        fen = parse_yuan(amount.replace(",", ""))
    except BadMoney:
        wrong(
            HEAD[1],
            _("“%(value)s” is no amount in yuan: write 280000 or 280000.50.") % {"value": amount[:20]},
        )
    if len(problems) > before:
        return None
    return Answer(int(position), fen, _RESULTS[result], reference[:80], note[:200], number)
