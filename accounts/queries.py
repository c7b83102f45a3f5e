"""Reading people, departments and keys. These tables are read before a scope exists, so every list names its region."""

from collections.abc import Collection
from datetime import date

from django.db.models import Count, Exists, OuterRef, Prefetch, Q

from accounts.actions import Action
from accounts.actors import Actor, Post
from accounts.enums import DepartmentKind, Role
from accounts.models import ApiToken, Appointment, Department, SecondFactor, User
from accounts.reaches import further_regions
from accounts.roles import ROLE_GRANTS
from accounts.rules import normal_username
from kernel import clock
from regions import keyset
from regions.codes import NATION, STEPS, contains, level_of, lineage
from regions.keyset import FIRST_PAGE, Cursor, Page
from regions.models import Region


def in_force(on: date) -> Q:
    return Q(valid_from__lte=on) & (Q(valid_to__isnull=True) | Q(valid_to__gte=on))


def held(on: date) -> Q:
    """Appointments that give their right on a day: in force, not ended in the middle of it."""
    return in_force(on) & Q(ended_at__isnull=True)


def within(region: int, field: str = "region_id") -> Q:
    """Rows of a region and of everything inside it, as a range of the division code."""
    if region == NATION:
        return Q(**{f"{field}__gte": NATION})  # an empty Q would vanish from a disjunction
    return Q(**{f"{field}__gte": region, f"{field}__lt": region + STEPS[level_of(region)]})


def posts_of(user_id: int) -> list[Post]:
    """The appointments a person may act in today, the oldest first."""
    today = clock.today()
    rows = (
        Appointment.objects.filter(held(today), user_id=user_id)
        .filter(Q(department__valid_to__isnull=True) | Q(department__valid_to__gte=today))
        .select_related("department__region")
        .order_by("id")
    )
    return [post_of(row) for row in rows]


def post_of(row: Appointment) -> Post:
    office = row.department
    return Post(
        id=row.pk,
        role=Role(row.role),
        department_id=office.pk,
        department=office.name,
        department_en=office.name_en,
        kind=DepartmentKind(office.kind),
        region_id=office.region_id,
        region=office.region.name,
        until=row.valid_to,
    )


def department_for(region_id: int, kinds: tuple[str, ...]) -> Department | None:
    """The office of a kind that serves a region: in the region itself, else the nearest above it."""
    return departments_for([region_id], kinds).get(region_id)


def departments_for(region_ids: Collection[int], kinds: tuple[str, ...]) -> dict[int, Department]:
    """Region → the office of a kind that serves it, as `department_for` finds it; without one, no entry. One query."""
    above = {region: lineage(region) for region in region_ids}
    known = {region for regions in above.values() for region in regions}
    rows = Department.objects.filter(in_force(clock.today()), region_id__in=known, kind__in=kinds)
    nearest = sorted(rows, key=lambda d: (len(lineage(d.region_id)), -d.pk))
    return {
        region: office
        for region, regions in above.items()
        for office in nearest
        if office.region_id in regions
    }


def departments_serving(region_id: int, on: date) -> list[Department]:
    """The offices in force of a region and of those above it, the nearest first. One query."""
    rows = Department.objects.filter(in_force(on), region_id__in=lineage(region_id)).select_related("region")
    return sorted(rows, key=lambda d: (-len(lineage(d.region_id)), d.pk))


def regions_of_person(user_id: int) -> set[int]:
    """Every region in which a person can act, or could last act: whoever keeps their account must reach all of them.

    Without any, the place where the account was made; without that, the nation.
    """
    today = clock.today()
    rows = Appointment.objects.filter(user_id=user_id).values_list(
        "department__region_id", "valid_to", "ended_at"
    )
    coming = {region for region, last, ended in rows if ended is None and (last is None or last >= today)}
    regions = coming | further_regions(user_id)
    if regions:
        return regions
    home = User.objects.filter(pk=user_id).values_list("home_region_id", flat=True).first()
    return {home} if home is not None else {region for region, _last, _ended in rows} or {NATION}


def other_admins(region: int, *, without: int) -> bool:
    """Whether a region's offices have an administrator in force besides one user."""
    return (
        Appointment.objects.filter(
            held(clock.today()),
            role=Role.ADMIN,
            department__region_id=region,
            valid_to__isnull=True,
            user__is_active=True,
        )
        .exclude(user_id=without)
        .exists()
    )


#: The orders of the lists, for their cursors.
DEPARTMENT_ORDER = ("region_id", "id")
PEOPLE_ORDER = ("-id",)


def departments(
    region: int, *, kind: str = "", text: str = "", closed: bool = False, cursor: Cursor = FIRST_PAGE
) -> Page:
    """The offices of a region and below, by region, with how many `people` each has today. One query."""
    today = clock.today()
    rows = Department.objects.filter(within(region)).select_related("region__parent")
    if kind:
        rows = rows.filter(kind=kind)
    if text:
        rows = rows.filter(Q(name__icontains=text) | Q(region__name__icontains=text))
    if not closed:
        rows = rows.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=today))
    people = Count("appointments__user", filter=_held_through("appointments", today), distinct=True)
    return keyset.page(rows.annotate(people=people), order=DEPARTMENT_ORDER, cursor=cursor)


def _held_through(path: str, on: date) -> Q:
    return Q(**{f"{path}__valid_from__lte": on, f"{path}__ended_at__isnull": True}) & (
        Q(**{f"{path}__valid_to__isnull": True}) | Q(**{f"{path}__valid_to__gte": on})
    )


def people(region: int, *, state: str = "", text: str = "", cursor: Cursor = FIRST_PAGE) -> Page:
    """Officials of a region and below, the newest account first, each with their coming and current `posts`.

    `state`: '' active, 'disabled', 'idle' (no appointment). Operators are not listed: an account is found by its whole
    name. Two queries.
    """
    today = clock.today()
    open_posts = Appointment.objects.filter(
        Q(valid_to__isnull=True) | Q(valid_to__gte=today), ended_at__isnull=True
    )
    here = Appointment.objects.filter(within(region, "department__region_id"), user_id=OuterRef("pk"))
    made_here = within(region, "home_region_id") & Q(home_region__isnull=False)
    rows = User.objects.filter(Exists(here) | made_here, is_active=state != "disabled")
    if state == "idle":
        rows = rows.exclude(Exists(open_posts.filter(user_id=OuterRef("pk"))))
    if text:
        rows = rows.filter(Q(name__icontains=text) | Q(username__icontains=text))
    posts = open_posts.filter(within(region, "department__region_id")).select_related("department__region")
    rows = rows.prefetch_related(Prefetch("appointments", posts.order_by("id"), to_attr="posts"))
    return keyset.page(rows, order=PEOPLE_ORDER, cursor=cursor)


def department_in(region: int, department_id: int) -> Department:
    """An office of a region or below, with its region. Raises Department.DoesNotExist for any other."""
    return Department.objects.select_related("region").get(within(region), pk=department_id)


def appointments_at(department: Department) -> list[Appointment]:
    """Who is, or will be, appointed to an office; the heads of the list first by account name."""
    rows = department.appointments.filter(
        Q(valid_to__isnull=True) | Q(valid_to__gte=clock.today()), ended_at__isnull=True
    )
    return list(rows.select_related("user").order_by("role", "user__username"))


def appointment_in(region: int, appointment_id: int) -> Appointment:
    """An appointment to an office of a region or below. Raises Appointment.DoesNotExist for any other."""
    rows = Appointment.objects.select_related("user", "department__region")
    return rows.get(within(region, "department__region_id"), pk=appointment_id)


def person_in(region: int, user_id: int) -> User:
    """Somebody who can act only inside a region, or is or was appointed there. Raises User.DoesNotExist for any other."""
    user = User.objects.get(pk=user_id)
    if keeps(region, user_id) or appointments_of(user, region):
        return user
    raise User.DoesNotExist


def keeps(region: int, user_id: int) -> bool:
    """Whether everything a person can do lies inside a region: only then may its administrator touch the account."""
    return all(contains(region, place) for place in regions_of_person(user_id))


def person_named(region: int, username: str) -> User | None:
    """The account with exactly this name, an operator's too, if it acts inside the region."""
    user = User.objects.filter(username=normal_username(username)).first()
    return user if user is not None and keeps(region, user.pk) else None


def appointments_of(user: User, region: int) -> list[Appointment]:
    """All appointments of a person to offices of a region and below, the newest first."""
    rows = user.appointments.filter(within(region, "department__region_id"))
    return list(rows.select_related("department__region", "appointed_by").order_by("-id"))


def places_under(region: int) -> list[Region]:
    """A region and what lies directly in it: what a filter by place offers."""
    return list(Region.objects.filter(Q(pk=region) | Q(parent_id=region)).order_by("id"))


def key_in(region: int, user_id: int, token_id: int) -> ApiToken:
    """A key of one's own, or of an office of the region or below. Raises ApiToken.DoesNotExist for any other."""
    rows = ApiToken.objects.select_related("appointment__user", "appointment__department__region")
    mine = Q(appointment__user_id=user_id)
    return rows.get(mine | within(region, "appointment__department__region_id"), pk=token_id)


def keys_within(region: int) -> list[ApiToken]:
    """The keys issued in a region and below, the newest 200."""
    rows = ApiToken.objects.filter(within(region, "appointment__department__region_id"))
    return list(
        rows.select_related("appointment__user", "appointment__department__region").order_by("-id")[:200]
    )


def keys_of(user_id: int) -> list[ApiToken]:
    rows = ApiToken.objects.filter(appointment__user_id=user_id)
    return list(
        rows.select_related("appointment__user", "appointment__department__region").order_by("-id")[:200]
    )


def members(department_id: int) -> list[tuple[int, str]]:
    """The people appointed in a department today, as (user, name), by name."""
    rows = Appointment.objects.filter(in_force(clock.today()), department_id=department_id)
    return sorted(set(rows.values_list("user_id", "user__name")), key=lambda pair: pair[1])


def anybody_who_may(action: Action, department_id: int) -> bool:
    """Whether somebody is appointed in a department today in a role that the policy lets do this there. One query."""
    rows = Appointment.objects.filter(in_force(clock.today()), department_id=department_id)
    return any(lets(role, kind, action) for role, kind in rows.values_list("role", "department__kind"))


def lets(role: str, kind: str, action: Action) -> bool:
    """Whether a role in a department of a kind includes an action. No query."""
    return any(action in grant.actions and kind in grant.kinds for grant in ROLE_GRANTS[Role(role)])


def names_of(user_ids: Collection[int | None]) -> dict[int, str]:
    """User id → name, for those who are known."""
    return dict(User.objects.filter(pk__in=[each for each in user_ids if each]).values_list("id", "name"))


def factor_of(actor: Actor) -> SecondFactor | None:
    """The authenticator of a person; None while none is confirmed."""
    found = begun_factor(actor)
    return found if found is not None and found.confirmed_at else None


def begun_factor(actor: Actor) -> SecondFactor | None:
    """The authenticator of a person, its first code given or not."""
    return SecondFactor.objects.filter(user_id=actor.user_id or 0).first()


def department_names(department_ids: Collection[int | None]) -> dict[int, str]:
    """Department → its name. One query, none without departments."""
    wanted = [number for number in department_ids if number is not None]
    return dict(Department.objects.filter(pk__in=wanted).values_list("id", "name")) if wanted else {}
