"""What demo facilities state about their premises: most are in order, some miss a standard of each weight."""

from datetime import date, timedelta
from typing import Any

from config.demo.people import doing
from config.demo.steps import Case, minute
from config.demo.timeline import Story
from facilities.rules.standards.asks import asked
from facilities.workflow.premises import state_premises
from policy.enums import EntityKind

#: By the last digit of the facility's number: what differs from a site in order. None: not stated.
_OTHERWISE: dict[int, dict[str, Any]] = {
    2: {"video_days": 30, "insured": "NO"},
    3: {"outdoor_hours": 1.5},
    4: {"insured": None, "air": "NOT_TESTED", "window_percent": None},
    5: {"extinguishers": 4, "alarm": "NONE"},
    7: {"health_room_area": 5, "insured": "NO"},
    8: {"younger_upstairs": "YES", "last_drill_on": -230},
}


def housed(case: Case, *, on: date) -> Story:
    """The operator states the facts of the premises."""
    yield minute(case, on)
    assert case.operator is not None and case.facility is not None
    doing(case.operator, state_premises, facility_id=case.facility.pk, facts=site(case, on))


def site(case: Case, on: date) -> dict[str, Any]:
    """Days before `on` are given as negative numbers and become dates."""
    family = case.facts["entity_kind"] == EntityKind.FAMILY_CHILDCARE_HOME
    area = case.form["floor_area"]
    facts: dict[str, Any] = {
        "tenure": "LEASE" if case.number % 3 else "OWN",
        "lease_from": -400,
        "lease_to": 900 if case.number % 11 else 40,
        "floor_area": area,
        "highest_floor": case.form["floors"],
        "below_ground": "NO",
        "mixed_use": "NO",
        "steel_panels": "NO",
        "younger_upstairs": "NO",
        "children_upstairs": 20,
        "outdoor_area": case.form.get("outdoor_area"),
        "public_outdoor": "YES",
        "sun_rooms": "YES",
        "window_percent": 22,
        "health_room_area": 8,
        "health_beds": 1,
        "air": "QUALIFIED",
        "extinguishers": area // 50 + 2,
        "extinguisher_kg": 5,
        "extinguishers_at_point": 2,
        "alarm": "NETWORKED",
        "last_drill_on": -60,
        "video_everywhere": "YES",
        "video_days": 90,
        "guard_company": "YES",
        "outdoor_hours": 2,
        "meals_a_day": 3,
        "insured": "YES",
        "insured_to": 200,
    } | _OTHERWISE.get(case.number % 10, {})
    days = {"lease_from", "lease_to", "last_drill_on", "insured_to"}
    told = {
        name: (on + timedelta(days=value)).isoformat() if name in days else value
        for name, value in facts.items()
        if value is not None
    }
    return {ask.name: told[ask.name] for ask in asked(family=family) if ask.name in told}
