"""Child growth stations (成长驿站): built by a street, accepted jointly on site, closed. They are no facilities."""

from datetime import date
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.actions import Action
from accounts.actors import Actor
from accounts.workflow import allow
from accounts.workflow.rights import Place
from audit.workflow import record
from facilities.enums import StationState, StationWorks
from facilities.errors import NotRight, WrongState
from facilities.models import GrowthStation, StationAcceptance
from facilities.queries.stations import JOINT, accepted_since, visits_of
from facilities.rules.faults import Fault
from facilities.workflow.basis import current, save
from kernel import clock
from kernel.names import UnprintableText, clean_text
from regions.codes import level_of
from regions.enums import Level
from regions.models import Region


@transaction.atomic
def build_station(
    *,
    by: Actor,
    region: Region,
    name: str,
    address: str,
    works: str,
    built_on: date,
    area: Decimal | None = None,
) -> GrowthStation:
    """A station was built in a street; it counts from its joint acceptance on. Raises NotRight, NotAllowed."""
    allow(by, Action.STATION_MANAGE, Place(region.pk))
    faults = []
    texts = {"name": _line(name, 120), "address": _line(address, 200)}
    for field, text in texts.items():
        if not text:
            faults.append(Fault(field, "REQUIRED", _("This is required.")))
    if level_of(region.pk) != Level.STREET:
        faults.append(Fault("street", "STREET", _("Choose a street or town.")))
    if works not in StationWorks.values:
        faults.append(Fault("works", "UNKNOWN", _("Choose from the list.")))
    if built_on > clock.today():
        faults.append(Fault("built_on", "FUTURE", _("This day has not come yet.")))
    if area is not None and not 0 < area < 100_000:
        faults.append(Fault("area", "AREA", _("This area cannot be right.")))
    if faults:
        raise NotRight(faults)
    row = GrowthStation.objects.create(region=region, works=works, built_on=built_on, area=area, **texts)
    _note(by, row, "station.built")
    return row


@transaction.atomic
def record_acceptance(
    *, by: Actor, station_id: int, visited_on: date, accepted: bool, remark: str = ""
) -> GrowthStation:
    """What the actor's own department found on site. The station is accepted once both departments say so.

    A refusal says why; a later visit of the same department takes the place of the earlier one.
    Raises NotRight, WrongState, NotAllowed.
    """
    row = _locked(by, station_id)
    if row.state == StationState.CLOSED:
        raise WrongState(_("This station is closed."))
    if by.post is None or by.post.kind not in JOINT:
        raise WrongState(_("Only the health authority and the street accept a station."))
    faults = []
    if not row.built_on <= visited_on <= clock.today():
        faults.append(Fault("visited_on", "DAY", _("Give a day between the building and today.")))
    if not accepted and not remark.strip():
        faults.append(Fault("remark", "REQUIRED", _("Say what has to be put right.")))
    if faults:
        raise NotRight(faults)
    StationAcceptance.objects.create(
        region_id=row.region_id,
        station=row,
        department_id=by.department_id,
        visited_on=visited_on,
        accepted=accepted,
        remark=remark.strip()[:500],
        recorded_by_id=by.user_id,
        recorded_at=clock.now(),
    )
    _note(by, row, "station.visited", accepted=accepted, on=visited_on.isoformat())
    since = accepted_since(visits_of(row.pk))
    state = StationState.ACCEPTED if since else StationState.BUILT
    if save(row, state=state.value, accepted_on=since) and since:
        _note(by, row, "station.accepted", on=since.isoformat())
    return row


@transaction.atomic
def close_station(
    *, by: Actor, station_id: int, closed_on: date, version: int | None = None
) -> GrowthStation:
    """The station does not serve families any more after a day. Raises NotRight, WrongState, Stale."""
    row = _locked(by, station_id)
    current(row, version)
    if row.state == StationState.CLOSED:
        raise WrongState(_("This station is closed."))
    if not row.built_on <= closed_on <= clock.today():
        raise NotRight([Fault("closed_on", "DAY", _("Give a day between the building and today."))])
    save(row, state=StationState.CLOSED.value, closed_on=closed_on)
    _note(by, row, "station.closed", on=closed_on.isoformat())
    return row


def _locked(by: Actor, station_id: int) -> GrowthStation:
    row: GrowthStation = GrowthStation.objects.select_for_update(of=("self",)).get(pk=station_id)
    allow(by, Action.STATION_MANAGE, row)
    return row


def _line(text: str, longest: int) -> str:
    try:
        return clean_text(text)[:longest]
    except UnprintableText:
        return ""


def _note(by: Actor, row: GrowthStation, event: str, **data: object) -> None:
    record(by=by, event=event, region=row.region_id, subject=row, data=data)
