"""Ratings in words and numbers: the parts with their items, the facility's points beside the panel's, what comes next."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.actions import Action
from accounts.actors import Actor
from accounts.permissions import decide
from facilities.enums import ENDED_STATES
from facilities.models import Facility
from inspections.enums import RUNNING, RatingState
from inspections.filters import RATING_TABS, RatingFilters
from inspections.models import Rating, RatingAssessor, RatingItem
from inspections.presentation.findings import joined, paged
from inspections.presentation.words import RATINGS, spoken
from inspections.queries import ratings as read
from inspections.queries.rating_law import Scheme
from inspections.rules.grades import grade_of
from kernel.presentation import Badge
from obligations.presentation import clause_of
from policy.presentation import names
from regions.keyset import Page
from regions.queries import below, name


def grade_words(grade: str) -> str:
    return str(names.GRADES.get(grade, grade)) if grade else _("no grade")


@dataclass(frozen=True)
class RatingLine:
    """One rating in a list."""

    row: Rating
    place: str
    scheme: str
    badge: Badge
    grade: str


def line_of(row: Rating) -> RatingLine:
    return RatingLine(
        row,
        name(row.region_id),
        spoken(row.facts.get("name", {})),
        RATINGS[row.state],
        grade_words(row.grade) if row.grade else "",
    )


@dataclass(frozen=True)
class ItemLine:
    """One item. `panel`: what each member gave, shown to the member alone until all scores are final."""

    row: RatingItem
    text: str
    evidence: str
    veto: bool
    files: Sequence[tuple[str, str]]
    own: int | None = None
    own_note: str = ""
    own_failed: bool = False
    panel: Sequence[tuple[str, int | None, str, bool]] = ()


@dataclass(frozen=True)
class Part:
    code: str
    label: str
    lines: list[ItemLine] = field(default_factory=list)

    @property
    def most(self) -> int:
        return sum(line.row.most for line in self.lines)

    @property
    def self_points(self) -> int:
        return sum(line.row.self_points or 0 for line in self.lines)


TAB_LABELS = {
    "running": lambda: _("Ratings under way"),
    "published": lambda: _("Results that count"),
    "ended": lambda: _("Ended ratings"),
}


def ratings_context(
    filters: RatingFilters, page: Page, counts: Mapping[str, int], actor: Actor
) -> dict[str, Any]:
    """The officer's list: tabs, filters, lines."""
    address = reverse("inspections:ratings")
    everything = ("", _("all"))
    grades = [(grade, str(words)) for grade, words in names.GRADES.items()]
    bar: list[dict[str, Any]] = [
        {"name": "grade", "label": _("Grade"), "options": [everything, *grades], "value": filters.grade}
    ]
    if actor.post and (places := below(actor.post.region_id)):
        bar.insert(0, {"name": "place", "label": _("Division"), "options": [everything, *places], "value": filters.place})  # fmt: skip
    return {
        "lines": [line_of(row) for row in page.rows],
        "tabs": [
            {
                "label": TAB_LABELS[tab](),
                "url": joined(address, {**filters.query(), "tab": "" if tab == "running" else tab}),
                "count": counts[tab],
                "current": filters.tab == tab,
            }
            for tab in RATING_TABS
        ],
        "bar": bar,
        "tab": filters.tab,
        "export": joined(reverse("inspections:ratings_export"), filters.query()),
        **paged(page, address, filters.query()),
    }


def rating_context(row: Rating, actor: Actor) -> dict[str, Any]:
    """One rating: parts and items, panel, result, and what this person can do."""
    items, panel = read.items_of(row.pk), read.panel_of(row.pk)
    mine = next((member for member in panel if member.user_id == actor.user_id), None)
    final = row.state not in (RatingState.SELF, RatingState.SUBMITTED, RatingState.ASSESSING)
    return {
        "rating": row,
        "line": line_of(row),
        "facility": row.facility,
        "facility_name": row.facility.name,
        "parts": _parts(row, items, panel, mine, final),
        "panel": panel,
        "mine": mine,
        "final": final,
        "proposed": grade_words(row.proposed) if final else "",
        "clause": clause_of(row.facts.get("source", {})),
        "recommended": not row.facts.get("mandatory", True),
        "lines_of_grades": [
            (grade_words(grade), percent) for grade, percent in row.facts.get("lines", {}).items()
        ],
        "vetoed": [each.asked["text"] for each in items if each.code in row.vetoed],
        "vetoed_words": [spoken(each.asked["text"]) for each in items if each.code in row.vetoed],
        "acts": acts_of(row, actor, panel, mine),
    }


def _parts(
    row: Rating,
    items: Sequence[RatingItem],
    panel: Sequence[RatingAssessor],
    mine: RatingAssessor | None,
    final: bool,
) -> list[Part]:
    labels = {each["code"]: spoken(each["name"]) for each in row.facts.get("dimensions", ())}
    who = {member.pk: str(member.user) for member in panel}
    found: dict[str, Part] = {}
    for item in items:
        part = found.setdefault(
            item.dimension, Part(item.dimension, labels.get(item.dimension, item.dimension))
        )
        part.lines.append(_item(item, who, mine, final))
    return list(found.values())


def _item(item: RatingItem, who: Mapping[int, str], mine: RatingAssessor | None, final: bool) -> ItemLine:
    scores = list(item.scores.all())
    own = next((score for score in scores if mine is not None and score.assessor_id == mine.pk), None)
    return ItemLine(
        row=item,
        text=spoken(item.asked["text"]),
        evidence=spoken(item.asked.get("evidence") or {}),
        veto=bool(item.asked.get("veto")),
        files=[
            (each.file.original_name, reverse("documents:download", args=[each.file_id]))
            for each in item.files.all()
        ],
        own=own.points if own else None,
        own_note=own.note if own else "",
        own_failed=bool(own and own.failed),
        panel=[(who.get(s.assessor_id, ""), s.points, s.note, s.failed) for s in scores] if final else (),
    )


def acts_of(
    row: Rating, actor: Actor, panel: Sequence[RatingAssessor], mine: RatingAssessor | None
) -> set[str]:
    """What this person can do to a rating now: names of pages."""
    acts: set[str] = set()
    state = row.state
    if state == RatingState.SELF and decide(actor, Action.RATING_FILL, row):
        acts |= {"assess", "hand_in"}
    scores_open = mine is not None and mine.submitted_at is None
    if state == RatingState.ASSESSING and scores_open and decide(actor, Action.RATING_ASSESS, row):
        acts |= {"score", "submit_scores"}
    if decide(actor, Action.RATING_MANAGE, row):
        acts |= {"send_back", "name_panel"} if state == RatingState.SUBMITTED else set()
        acts |= {"publish"} if state == RatingState.DECIDED else set()
        acts |= {"withdraw"} if state in (*RUNNING, RatingState.PUBLISHED) else set()
    if state == RatingState.SCORED and mine is None and decide(actor, Action.RATING_DECIDE, row):
        acts.add("decide")
    return acts


def facility_ratings(
    facility: Facility, rows: Sequence[Rating], scheme: Scheme | None, actor: Actor
) -> dict[str, Any]:
    """The ratings of one facility, and whether one can begin."""
    action = Action.RATING_FILL if actor.is_operator else Action.RATING_MANAGE
    running = any(row.state in RUNNING for row in rows)
    living = facility.state not in ENDED_STATES
    return {
        "facility": facility,
        "facility_name": facility.name,
        "lines": [line_of(row) for row in rows],
        "scheme": str(scheme.value.name) if scheme else "",
        "may_begin": scheme is not None and not running and living and bool(decide(actor, action, facility)),
    }


def grade_choices(row: Rating) -> list[tuple[str, str]]:
    return [(grade, grade_words(grade)) for grade in row.facts.get("lines", {})]


def proposal_note(row: Rating) -> str:
    """What the points give, in one sentence."""
    grade = grade_of(row.points or 0, row.out_of, row.facts.get("lines", {}), vetoed=bool(row.vetoed))
    words = _("%(points)s of %(of)s points give: %(grade)s.") % {
        "points": row.points,
        "of": row.out_of,
        "grade": grade_words(grade),
    }
    return words + (_(" A veto item failed.") if row.vetoed else "")
