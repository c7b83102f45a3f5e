"""Reading plans, visits and findings, one module per question. Everything runs inside the caller's scope."""

from inspections.queries.findings import open_orders

__all__ = ["open_orders"]
