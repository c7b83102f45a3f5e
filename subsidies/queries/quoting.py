"""How much a programme gives, and which programmes there are."""

from collections.abc import Iterable

from policy.errors import UnknownProgramme
from policy.law import Programme
from policy.queries import programme, programme_places, programmes
from subsidies.rules import Quote, compute
from subsidies.rules.facts import Claim, paid_by


def quote(region_id: int, programme_id: str, claim: Claim) -> Quote:
    """How much a programme of a place gives for a claim. No query once the law is loaded.

    Inside `policy.queries.law_in_use` it answers by the versions of a past case. Raises UnknownProgramme.
    """
    terms = programme(region_id, programme_id)
    return compute(terms, claim, stacking_here(region_id, terms[-1], paid_by(claim)))


def stacking(region_id: int, own: Programme, others: Iterable[str]) -> frozenset[str]:
    """Of the programmes named, those of the place that may pay a child-month beside `own` (NO_STACK, domain 8.2).

    Raises UnknownProgramme whose `extra["programme"]` is the name.
    """
    return frozenset(name for name in others if own.beside(programme(region_id, name)[-1]))


def stacking_here(region_id: int, own: Programme, others: Iterable[str]) -> frozenset[str]:
    """The same for what was paid anywhere: a programme that this place does not know is never paid beside."""
    names = set(others)
    known = {each.id for each in programmes(region_id)} if names else set()
    return stacking(region_id, own, names & known)


def choices() -> list[tuple[str, list[Programme]]]:
    """Every place with programmes of its own: to choose from."""
    return [
        (name, [each for each in programmes(place) if each.pack == code])
        for code, name, place in programme_places()
    ]


def known_programme(programme_id: str) -> Programme:
    """A programme by its id alone, wherever it holds. Raises UnknownProgramme."""
    for _code, _name, place in programme_places():
        for each in programmes(place):
            if each.id == programme_id:
                return each
    raise UnknownProgramme(programme_id[:40], field="programme")
