"""The sentence of every step, in the language of the moment."""

from collections.abc import Callable
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kernel.money import plain_yuan
from policy.presentation.choices import CHOICES
from subsidies.enums import Code
from subsidies.rules import Step
from subsidies.rules.presence import PARTS

Shown = Callable[[object], object]


def _fen(value: object) -> str:
    return plain_yuan(value) if isinstance(value, int) else "—"


def _day(value: object) -> str:
    return value.isoformat() if isinstance(value, date) else "…"


def _month(value: object) -> str:
    return f"{value:%Y-%m}" if isinstance(value, date) else "…"


def _months(value: object) -> str:
    """Child-months counted in parts: all of them are 1, half of them 0.5."""
    return f"{int(str(value)) / PARTS:g}"


def _part_fen(value: object) -> str:
    """An amount in parts of a fen, with as many decimals as it has."""
    fen, rest = divmod(int(str(value)), PARTS)
    return plain_yuan(fen) + f"{rest / PARTS:g}"[2:]


def _word(value: object) -> object:
    return CHOICES.get(str(value), value)


def _list(value: object) -> str:
    names = value if isinstance(value, tuple) else ()
    return " + ".join(str(_word(name)) for name in names) or "—"


def _code(value: object) -> object:
    return Code(str(value)).label


def _as_is(value: object) -> object:
    return value


#: Step → sentence, and for each value its name in the sentence and how it is written.
_SAID: dict[str, tuple[Promise | str, tuple[tuple[str, Shown], ...]]] = {
    "simulated": (_("Simulation only, nothing is paid: %(code)s"), (("code", _code),)),
    "in_window": (
        _("%(day)s lies in the window of the policy, %(start)s to %(end)s"),
        (("day", _day), ("start", _day), ("end", _day)),
    ),
    "after_window": (
        _("%(day)s is after the window of the policy, %(start)s to %(end)s"),
        (("day", _day), ("start", _day), ("end", _day)),
    ),
    "before_window": (
        _("%(day)s is before the window of the policy, %(start)s to %(end)s"),
        (("day", _day), ("start", _day), ("end", _day)),
    ),
    "not_ended": (
        _("The month ends on %(last)s; claimed on %(claimed)s, can be claimed from the day after its end"),
        (("last", _day), ("claimed", _day)),
    ),
    "too_late": (
        _("The month ended on %(last)s and could be claimed until %(until)s; claimed on %(claimed)s"),
        (("last", _day), ("until", _day), ("claimed", _day)),
    ),
    "standing": (
        _("Filed and recognised as universal %(test)s from %(first)s to %(last)s"),
        (("first", _day), ("last", _day), ("test", _word)),
    ),
    "not_filed": (
        _("Not filed %(test)s from %(first)s to %(last)s; would have to be"),
        (("first", _day), ("last", _day), ("test", _word)),
    ),
    "not_universal": (
        _("Not recognised as universal %(test)s from %(first)s to %(last)s; would have to be"),
        (("first", _day), ("last", _day), ("test", _word)),
    ),
    "never_filed": (_("Neither accepted nor filed: there is no day to test"), ()),
    "never_accepted": (_("Not accepted: the programme tests the day of acceptance only"), ()),
    "young": (
        _("Turns %(years)s on %(grown)s, counts in the month of %(first)s (%(rule)s)"),
        (("years", _as_is), ("grown", _day), ("first", _day), ("rule", _word)),
    ),
    "grown": (
        _("Turned %(years)s on %(grown)s, does not count from %(first)s on (%(rule)s)"),
        (("years", _as_is), ("grown", _day), ("first", _day), ("rule", _word)),
    ),
    "only_here": (
        _("%(here)s days here, %(there)s elsewhere: counts here"),
        (("here", _as_is), ("there", _as_is)),
    ),
    "elsewhere": (
        _("%(here)s days here, %(there)s elsewhere: the facility with more days claims"),
        (("here", _as_is), ("there", _as_is)),
    ),
    "reviewed": (
        _("%(here)s days here and %(there)s elsewhere: a person decides each time which facility claims"),
        (("here", _as_is), ("there", _as_is)),
    ),
    "other_programme": (
        _(
            "The month was paid by %(paid)s already; one child-month is paid by one programme unless both say otherwise"
        ),
        (("paid", _as_is), ("own", _as_is)),
    ),
    "other_care": (
        _("Care %(care)s does not count; what counts: %(kinds)s"),
        (("care", _word), ("kinds", _list)),
    ),
    "tie": (
        _("%(here)s days here and %(there)s elsewhere: a person decides which facility claims"),
        (("here", _as_is), ("there", _as_is)),
    ),
    "not_enrolled": (_("Not enrolled in %(month)s"), (("month", _month),)),
    "present": (
        _("Attended %(days)s of %(service)s service days, %(asked)s needed: 1 child-month"),
        (("days", _as_is), ("service", _as_is), ("asked", _as_is), ("mode", _word)),
    ),
    "half_present": (
        _("Attended %(days)s of %(service)s service days, fewer than %(asked)s: 0.5 child-months"),
        (("days", _as_is), ("service", _as_is), ("asked", _as_is), ("mode", _word)),
    ),
    "present_half_day": (
        _(
            "Attended %(days)s of %(service)s service days, %(asked)s needed: half-day care counts 0.5 child-months"
        ),
        (("days", _as_is), ("service", _as_is), ("asked", _as_is), ("mode", _word)),
    ),
    "half_present_half_day": (
        _(
            "Attended %(days)s of %(service)s service days, fewer than %(asked)s: half-day care counts 0.25 child-months"
        ),
        (("days", _as_is), ("service", _as_is), ("asked", _as_is), ("mode", _word)),
    ),
    "absent": (
        _("Attended %(days)s of %(service)s service days, %(asked)s needed"),
        (("days", _as_is), ("service", _as_is), ("asked", _as_is), ("mode", _word)),
    ),
    "pro_rata": (
        _("Enrolled %(days)s of %(whole)s calendar days: %(rate)s × %(days)s ÷ %(whole)s = %(amount)s yuan"),
        (("days", _as_is), ("whole", _as_is), ("rate", _fen), ("amount", _fen)),
    ),
    "pro_rata_half_day": (
        _(
            "Half-day care, enrolled %(days)s of %(whole)s calendar days: %(rate)s × %(days)s ÷ %(whole)s ÷ 2 = %(amount)s yuan"
        ),
        (("days", _as_is), ("whole", _as_is), ("rate", _fen), ("amount", _fen)),
    ),
    "given_months": (_("%(number)s child-months as counted before"), (("number", _as_is),)),
    "times": (
        _("%(number)s × %(rate)s yuan a child and month = %(amount)s yuan"),
        (("number", _months), ("rate", _fen), ("amount", _part_fen)),
    ),
    "places": (
        _("%(claimed)s places claimed, %(paid)s paid before, %(filed)s filed: %(fresh)s count"),
        (("claimed", _as_is), ("paid", _as_is), ("filed", _as_is), ("fresh", _as_is)),
    ),
    "location_stated": (_("Location as stated: %(location)s"), (("location", _word),)),
    "location_by_code": (
        _("Statistical urban-rural code %(code)s: %(location)s"),
        (("code", _as_is), ("location", _word)),
    ),
    "location_overridden": (
        _("Statistical urban-rural code %(code)s would be %(found)s; an officer states %(stated)s"),
        (("code", _as_is), ("found", _word), ("stated", _word)),
    ),
    "no_location": (
        _("The programme goes by the location as stated, and none is stated"),
        (("code", _as_is), ("location", _word)),
    ),
    "no_codes": (
        _("The programme does not say which codes count as town (code %(code)s)"),
        (("code", _as_is),),
    ),
    "place_rate": (
        _("%(fresh)s places × %(rate)s yuan (%(location)s, %(works)s) = %(amount)s yuan"),
        (("fresh", _as_is), ("rate", _fen), ("amount", _fen), ("location", _word), ("works", _word)),
    ),
    "paid_before": (
        _("%(again)s places were paid before (%(paid)s of %(filed)s filed): each place is paid once"),
        (("again", _as_is), ("paid", _as_is), ("filed", _as_is)),
    ),
    "too_many": (
        _("%(claimed)s places claimed, %(filed)s filed: claim at most %(filed)s, or file the change first"),
        (("claimed", _as_is), ("filed", _as_is)),
    ),
    "budget": (
        _("%(months)s child-months × %(budget)s yuan × %(pct)s%% ÷ %(year)s, rounded once"),
        (("months", _as_is), ("budget", _fen), ("pct", _as_is), ("year", _as_is)),
    ),
    "no_budget": (_("Last year's budget per student is not known yet"), ()),
    "cost": (_("Cost %(cost)s yuan"), (("cost", _fen),)),
    "not_accepted": (_("Not accepted or assessed (%(by)s)"), (("by", _list),)),
    "class_share": (
        _("Cost %(cost)s yuan × %(pct)s%% (%(operator)s)"),
        (("cost", _fen), ("pct", _as_is), ("operator", _word)),
    ),
    "class_over": (
        _("Class %(number)s: only %(measured)s classes are measured"),
        (("number", _as_is), ("measured", _as_is)),
    ),
    "cap_applied": (_("Above the limit: %(cap)s yuan are paid"), (("cap", _fen),)),
    "under_cap": (_("Not above the limit of %(cap)s yuan"), (("cap", _fen),)),
    "empty_table": (_("The text gives no amounts; nobody has entered a table yet"), ()),
    "no_row": (_("The table has no amount for “%(row)s”"), (("row", _word),)),
    "row": (
        _("%(row)s: %(count)s × %(rate)s yuan = %(amount)s yuan"),
        (("row", _word), ("count", _as_is), ("rate", _fen), ("amount", _fen)),
    ),
    "no_rate": (_("The text gives no rate"), ()),
    "no_age": (_("The text gives no age"), ()),
    "no_terms": (_("The text gives no ends of school terms"), ()),
    "no_presence": (_("The text does not say how much of a month is enough"), ()),
}


def said(step: Step) -> str:
    """A step as a sentence. Raises KeyError for a step without words."""
    sentence, names = _SAID[step.key]
    if not names:
        return str(sentence)
    return str(sentence) % {
        name: write(value) for (name, write), value in zip(names, step.values, strict=True)
    }
