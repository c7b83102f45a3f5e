"""Every read of the law: the effective rule of a place on a date, due dates, the calendar, clauses."""

from policy.law import Deadline, DeadlineRule, MaterialRule, Office, Registrar, Source
from policy.queries.calendar import (
    calendar_version,
    due_dates_sql,
    working_calendar,
    working_days_between,
    working_days_counted,
)
from policy.queries.clauses import clause, document_text, passage, presented
from policy.queries.deadlines import compare, deadline, deadline_rule, deadline_rules, recalled, rule_choices
from policy.queries.effective import (
    ages,
    class_kind_named,
    class_kinds,
    contradictions,
    document,
    drafts,
    entity_kind_rule,
    material_list,
    materials,
    office,
    readings,
    registrar_rule,
    registrars,
    standards,
    word,
)
from policy.queries.explain import explain
from policy.queries.loaded import forget, versions

__all__ = [
    "Deadline",
    "DeadlineRule",
    "MaterialRule",
    "Office",
    "Registrar",
    "Source",
    "ages",
    "calendar_version",
    "class_kind_named",
    "class_kinds",
    "clause",
    "compare",
    "contradictions",
    "deadline",
    "deadline_rule",
    "deadline_rules",
    "document",
    "document_text",
    "drafts",
    "due_dates_sql",
    "entity_kind_rule",
    "explain",
    "forget",
    "material_list",
    "materials",
    "office",
    "passage",
    "presented",
    "readings",
    "recalled",
    "registrar_rule",
    "registrars",
    "rule_choices",
    "standards",
    "versions",
    "word",
    "working_calendar",
    "working_days_between",
    "working_days_counted",
]
