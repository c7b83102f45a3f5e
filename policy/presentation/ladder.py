"""Who said what about one thing, from the place up to the nation, and the words that decide."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from kernel.presentation import Badge
from policy.enums import Mark
from policy.law import DeadlineRule, Provision
from policy.presentation import names, standing
from policy.presentation.rows import Row, level_name
from policy.presentation.values import Where, words_of
from policy.queries import clause, document, passage, word
from policy.queries.clauses import Passage
from policy.queries.effective import effective_rules, levels
from policy.queries.loaded import current
from regions.codes import parse, short
from regions.queries import name as region_name

#: What the web copy has lost; shown as a gap, never as words.
GAP = re.compile(r"〔原文[^〕]*〕")


@dataclass(frozen=True)
class Said:
    """What one text of a level says. `chosen`: it counts; `gone`: it is struck through."""

    words: str
    source: object
    badge: Badge
    chosen: bool
    gone: bool


@dataclass(frozen=True)
class Rung:
    """A level of the ladder. Without `said` it says nothing, or we hold no text of it (`missing`)."""

    level: str
    said: tuple[Said, ...]
    missing: bool = False


@dataclass(frozen=True)
class Detail:
    """One rule opened: its ladder, the sentence it stands on, and its facts."""

    row: Row
    rungs: tuple[Rung, ...]
    passage: Passage | None
    clause_url: str
    facts: tuple[tuple[object, object], ...]
    try_url: str
    unconfirmed: str


def detail(row: Row, region_id: int, on: date) -> Detail:
    """The side of the page for one row."""
    value = row.value
    found = clause(value.source.clause) if value.source.clause else None
    return Detail(
        row=row,
        rungs=tuple(_rungs(value, region_id, on)),
        passage=sentence(passage(found)) if found else None,
        clause_url=reverse("policy:clause", args=[found.id]) if found else "",
        facts=tuple(_facts(value)),
        try_url=_try_url(value, region_id),
        unconfirmed=_unconfirmed(value),
    )


def sentence(whole: Passage) -> Passage:
    """The sentence a clause stands in, without the rest of its paragraph."""
    before = whole.before[max(whole.before.rfind(mark) for mark in "。；;\n") + 1 :]
    ends = [at for at in (whole.after.find(mark) for mark in "。；;\n") if at >= 0]
    after = "" if whole.words.endswith("。") else whole.after[: min(ends) + 1] if ends else whole.after
    return Passage(GAP.sub("…", before), whole.words, GAP.sub("…", after))


def _rungs(value: Provision, region_id: int, on: date) -> Iterator[Rung]:
    rule = next(r for r in effective_rules(region_id, on, value.section) if r.key == value.key)
    draft = not value.status.can_bind
    for division, pack in levels(region_id):
        name = level_name("CN") if division == 0 else region_name(division)
        spoken = [(v, s) for v, s in rule.ruling.stands if pack and v.pack == pack]
        said = tuple(
            Said(
                words=str(words_of(v, Where(parse(v.pack), on))),
                source=v.source.short,
                badge=standing.STANDINGS[stands],
                chosen=v is value if draft else stands == "TAKEN",
                gone=stands not in ("TAKEN", "DRAFT", "INACTIVE", "NOT_YET"),
            )
            for v, stands in spoken
        )
        yield Rung(name, said, missing=not said and bool(pack) and _base_text_missing(pack))


def _base_text_missing(pack: str) -> bool:
    held = current().packs.get(parse(pack))
    return held is not None and any(each.base_text_missing for each in held.documents.values())


def _facts(value: Provision) -> Iterator[tuple[object, object]]:
    if number := getattr(value, "id", "") or getattr(value, "code", ""):
        yield _("Rule number"), number
    if isinstance(value, DeadlineRule):
        yield _("Counted from"), _("the day after: %(event)s") % {"event": word(value.trigger)}
        yield _("Owed by"), names.body(value.owner)
        if value.consequence:
            yield _("If missed"), value.consequence
    yield _("Combines by"), standing.WHY[value.merge]
    yield _("Version"), f"{level_name(value.pack)} {value.version}"
    yield _("Attested by"), Mark(value.mark).label


def _unconfirmed(value: Provision) -> str:
    """What is not certain about the text itself, in the words of its pack."""
    held = document(value.source.code)
    return str(held.note) if held is not None and held.note and held.kind != "internal" else ""


def _try_url(value: Provision, region_id: int) -> str:
    """The calculator that answers by this value."""
    if value.section == "deadlines":
        return f"{reverse('policy:deadline')}?{urlencode({'region': short(region_id), 'rule': value.key})}"
    if value.section == "programmes":
        try:
            return f"{reverse('subsidies:quote')}?{urlencode({'region': short(region_id), 'programme': value.key})}"
        except NoReverseMatch:
            return ""
    return ""
