"""The setting standards: a facility's facts against the standards of its place (domain 5)."""

from facilities.rules.standards.checks import breaches, check, judge
from facilities.rules.standards.facts import ClassFacts, Facts, Head, People, Site, site_of
from facilities.rules.standards.findings import Finding, Verdict, severity_of
from facilities.rules.standards.law import Law
from facilities.rules.standards.people import head_finding

__all__ = [
    "ClassFacts",
    "Facts",
    "Finding",
    "Head",
    "Law",
    "People",
    "Site",
    "Verdict",
    "breaches",
    "check",
    "head_finding",
    "judge",
    "severity_of",
    "site_of",
]
