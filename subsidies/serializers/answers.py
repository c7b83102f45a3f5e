"""A quote in the fixed form that other systems rely on."""

from typing import Any

from kernel.money import plain_yuan
from subsidies.presentation.steps import said
from subsidies.rules import Line, Quote


def as_json(quote: Quote) -> dict[str, Any]:
    """Amounts are yuan with two decimals as text; steps speak the language of the moment."""
    return {
        "programme": quote.programme.id,
        "policy_version": quote.programme.version,
        "status": quote.programme.state,
        "payable": quote.payable,
        "code": str(quote.code.value),
        "amount": None if quote.amount is None else plain_yuan(quote.amount),
        "shares": {party: plain_yuan(part) for party, part in quote.shares.items()},
        "lines": [_line(line) for line in quote.lines],
        "source": str(quote.programme.source),
    }


def _line(line: Line) -> dict[str, Any]:
    return {
        "ref": line.ref,
        "code": str(line.code.value),
        "amount": None if line.amount is None else plain_yuan(line.amount),
        "steps": [said(step) for step in line.steps],
    }
