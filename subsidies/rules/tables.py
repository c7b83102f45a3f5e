"""So much for each row of a table: stars, levels of qualification, vouchers, a rate that is set elsewhere."""

from collections.abc import Sequence

from policy.law import Programme
from subsidies.enums import Code
from subsidies.rules import windows
from subsidies.rules.facts import TableClaim
from subsidies.rules.quoting import Counted, Quote, Step, settle


def quote(terms: Sequence[Programme], claim: TableClaim) -> Quote:
    """One line a row claimed. A row without an amount, and a table without rows, is not computable."""
    term = terms[-1]
    has_rows = any(parameter.name == "amount" for parameter in term.parameters)
    lines = [_line(term, row, count) for row, count in claim.quantities.items()]
    if not lines and not has_rows:
        lines = [Counted("table", Code.PARAM_MISSING, None, (Step("empty_table"),), term)]
    return settle(lines, per_fen=1, fallback=term, empty=windows.unpaid(term) or Code.OK)


def _line(term: Programme, row: str, count: int) -> Counted:
    amount = term.number("amount", row=row)
    unpaid = windows.unpaid(term)
    if amount is None:
        return Counted(row, Code.PARAM_MISSING, None, (Step("no_row", (row,)),), term)
    steps: tuple[Step, ...] = (Step("row", (row, count, amount, count * amount)),)
    if unpaid:
        steps = (Step("simulated", (unpaid,)), *steps)
    return Counted(row, unpaid or Code.OK, count * amount, steps, term)
