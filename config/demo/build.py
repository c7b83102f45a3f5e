"""Building the demo: everybody appointed, every facility's story told up to this minute."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from random import Random
from typing import Any

from config.demo.complaining import complained, shown_to_everybody
from config.demo.cycle import INSPECTED_YEARLY, RATED, inspected_yearly, kept, passed_yearly, rated
from config.demo.inspecting import INSPECTED, inspected, planned_for
from config.demo.money import Money, paid_out
from config.demo.names import address, credit_code, facility_name, person_name
from config.demo.people import Offices
from config.demo.places import GANZHOU, PAYING, PLACES, Place
from config.demo.staffing import staffed
from config.demo.stations import stations_of
from config.demo.steps import back
from config.demo.stories import EVERY_END, SMALL_PLACE, Case, Ending, filed_first, verified
from config.demo.timeline import Story, run
from config.demo.winter import CLAIMING, long_filed
from documents.inspection.memory import verdicts_remembered
from facilities.enums import Meals
from facilities.models import Facility
from kernel import clock
from policy.enums import EntityKind
from policy.queries import registrars
from regions.codes import contains
from regions.models import Region
from regions.queries import streets
from regions.scope import acting_in
from registration.models import Registration

SEED = 20260507
#: How often each kind of entity occurs; the rare ones get their turn by the running number.
_KINDS = (
    (EntityKind.FOR_PROFIT,) * 6 + (EntityKind.SOCIAL_SERVICE_ORG,) * 3 + (EntityKind.PUBLIC_INSTITUTION,)
)
_RARE = {17: EntityKind.FAMILY_CHILDCARE_HOME, 23: EntityKind.KINDERGARTEN_CLASS}


def parts(count: int) -> list[tuple[Place, ...]]:
    """The places dealt out so that each part takes about as long; districts never share a row."""
    dealt: list[list[Place]] = [[] for _ in range(count)]
    for place in sorted(PLACES, key=lambda p: -_weight(p)):
        min(dealt, key=lambda part: sum(map(_weight, part))).append(place)
    return [tuple(part) for part in dealt]


def _weight(place: Place) -> int:
    """Facilities; one that claims takes as long as two."""
    return place.facilities + (len(CLAIMING) if place.key == PAYING else 0)


def build(*, places: Sequence[Place], password: str, progress: Callable[[int, int], None]) -> int:
    """Tell every story of some places; the number of stories. `progress(done, total)` counts steps, estimated."""
    today, stories = clock.today(), []
    for place in places:
        offices = Offices(place=place, password=password)
        begun = _begun(place)
        cases = _cases(place, offices, today)
        fresh = [(case, ending) for case, ending in cases if case.facts["uscc"] not in begun]
        stories += [_whole(case, ending) for case, ending in fresh]
        stories += [inspected(case) for case, ending in fresh if ending is verified]
        stories += [complained(case) for case, ending in fresh if ending is verified]
        if fresh and place.key == INSPECTED[0]:
            stories.append(planned_for(offices, today))
        stories += [rated(case) for case, ending in fresh if ending is verified]
        if fresh and place.key == RATED:
            stories.append(kept(offices, today))
        if fresh and place.key == INSPECTED_YEARLY:
            stories.append(inspected_yearly(offices, today))
            stories += [passed_yearly(case) for case, ending in fresh if ending is long_filed][:2]
        stories += stations_of(offices, today)
        claiming = [case for case, ending in fresh if ending is long_filed]
        if len(claiming) == len(CLAIMING):
            stories.append(paid_out(Money(offices, claiming)))
    done, total = 0, 5 * len(stories)

    def tick() -> None:
        nonlocal done
        done += 1
        progress(done, max(total, done))

    with verdicts_remembered():
        run(stories, until=clock.now(), tick=tick)
    shown_to_everybody()
    return len(stories)


def _whole(case: Case, ending: Ending) -> Story:
    """The story of a facility, and then the people who work there."""
    yield from ending(case)
    if ending is not long_filed:
        yield from staffed(case, on=back(case, 1))


def _begun(place: Place) -> set[str]:
    """Credit codes of a place that an interrupted run has brought in already."""
    with acting_in(place.district, reason="the demo looks what it has begun"):
        return set(Registration.objects.values_list("uscc", flat=True)) | set(
            Facility.objects.values_list("uscc", flat=True)
        )


def _cases(place: Place, offices: Offices, today: date) -> Iterator[tuple[Case, Ending]]:
    rng = Random(f"{SEED}/{place.key}")
    where = streets(place.district)
    ends = EVERY_END if place.home and place.facilities >= len(EVERY_END) else SMALL_PLACE
    for number in range(place.facilities):
        kind = _RARE.get(number % 30) or rng.choice(_KINDS)
        ending = ends[number] if number < len(ends) else verified
        if place.key == PAYING and number in CLAIMING:
            ending = long_filed
        if not registrars(place.district, kind, today) and ending is not verified:
            kind = EntityKind.FOR_PROFIT
        if not registrars(place.district, kind, today):
            ending = filed_first
        yield _case(place, offices, number, kind, where, today, rng), ending


def _case(
    place: Place,
    offices: Offices,
    number: int,
    kind: EntityKind,
    where: list[Region],
    today: date,
    rng: Random,
) -> Case:
    street = where[rng.randrange(len(where))]
    name, head = facility_name(number + PLACES.index(place) * 7, kind, rng), person_name(rng)
    facts = {
        "entity_kind": kind,
        "name": name,
        "uscc": credit_code(number, kind, place.district),
        "address": address(street.name, rng),
        "business_scope": "家庭托育服务"
        if kind == EntityKind.FAMILY_CHILDCARE_HOME
        else "3 岁以下婴幼儿托育服务",
        "head_name": head,
        "phone": f"138{rng.randrange(10**8):08d}",
    }
    form = _form(facts, street, kind, place, today, rng)
    main = number % 9 == 7 or (place.key == PAYING and number in CLAIMING[:2])
    return Case(number, today, offices, street, facts, form, rng, main=main)


def _form(
    facts: dict[str, Any], street: Region, kind: EntityKind, place: Place, today: date, rng: Random
) -> dict[str, Any]:
    size = _home_size(rng) if kind == EntityKind.FAMILY_CHILDCARE_HOME else _size(rng)
    return {
        "name": facts["name"],
        "address": facts["address"],
        "street": street.pk,
        "entity_kind": kind,
        "head_name": facts["head_name"],
        "head_education": rng.choice(("COLLEGE", "BACHELOR", "BACHELOR", "MASTER")),
        "head_years": rng.randint(3, 15),
        "head_trained": "YES",
        "phone": facts["phone"],
        "care_modes": rng.choice((["FULL_DAY"], ["FULL_DAY", "HALF_DAY"], ["HALF_DAY", "HOURLY"])),
        "meals": rng.choice((Meals.OWN, Meals.OWN, Meals.DELIVERED, Meals.NONE)).value,
        "classes": _classes(kind, place, rng),
        **size,
        "universal": rng.choice(("YES", "NO")),
        "other_materials": "NO",
        "committed": True,
        "signer": facts["head_name"],
    }


def _size(rng: Random) -> dict[str, Any]:
    return {
        "floor_area": rng.randint(9, 90) * 10,
        "outdoor_area": rng.randint(4, 30) * 10,
        "floors": rng.choice((1, 1, 2)),
        "caregivers": rng.randint(4, 12),
        "health_staff": 1,
        "kitchen_staff": 1,
        "guards": 1,
        "guards_dispatched": rng.choice(("YES", "NO", "NO")),
    }


def _home_size(rng: Random) -> dict[str, Any]:
    """A dwelling with two carers for five children; guards, cooks and health staff are not asked of it."""
    return {"floor_area": rng.randint(7, 13) * 10, "floors": 1, "caregivers": 2}


def _classes(kind: EntityKind, place: Place, rng: Random) -> dict[str, dict[str, int]]:
    """Classes within the limits of the setting standard; Ganzhou's counties near the places Annex 2 gives them."""
    if kind == EntityKind.FAMILY_CHILDCARE_HOME:
        return {"MIXED": {"classes": 1, "places": 5}}
    if kind == EntityKind.KINDERGARTEN_CLASS:
        return {"SENIOR": {"classes": rng.randint(1, 3), "places": 20}}
    share = (
        place.places // max(place.facilities, 1)
        if contains(GANZHOU[0].district // 10**8 * 10**8, place.district)
        else 0
    )
    toddlers = max(1, min(4, share // 40)) if share else rng.randint(1, 2)
    return {
        "INFANT": {"classes": 1, "places": 10},
        "TODDLER": {"classes": toddlers, "places": toddlers * 15},
        "SENIOR": {"classes": toddlers, "places": toddlers * 20},
    }
