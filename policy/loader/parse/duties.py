"""Duties and their terms."""

from policy.enums import RuleKind
from policy.law import DeadlineRule, PeriodTerm
from policy.loader.parse.reader import Raw, Reader, text


def deadline(reader: Reader, raw: Raw) -> DeadlineRule:
    month_day, period = raw.get("month_day"), raw.get("period")
    target = raw.get("service_target")
    return DeadlineRule(
        **reader.provision(raw),
        name=raw["name"],
        id=raw["id"],
        kind=RuleKind(raw["kind"]),
        days=raw.get("days"),
        unit="working_day" if raw["kind"] == RuleKind.WORKING_DAYS else (period or {}).get("unit"),
        trigger=raw["trigger"],
        owner=raw["owner"],
        action=text(raw["action"]),
        consequence=text(raw.get("consequence")),
        note=text(raw.get("note")),
        service_target_days=target["days"] if target else None,
        month_day=(int(month_day[:2]), int(month_day[3:])) if month_day else None,
        period=PeriodTerm(**period) if period else None,
        sense=raw.get("sense", "DUE_BY"),
        parallel_to=raw.get("parallel_to", ""),
    )
