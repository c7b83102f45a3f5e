"""One child-month is paid by one programme unless both say otherwise (domain 8.2, NO_STACK)."""

import copy
from typing import Any

import pytest
from django.utils import translation

from accounts.actors import Actor
from accounts.enums import DepartmentKind, Role
from policy.loader.packs import read_packs
from policy.queries import forget
from subsidies.rules import Quote
from subsidies.serializers import as_json, read_question
from subsidies.serializers.reader import FactsRefused
from tests.cast import Cast
from tests.policy.proposing import approved, submitted
from tests.subsidies.build import child, month, operating

pytestmark = pytest.mark.django_db
CITY, FLOOR = "GZ-OPERATING", "JX-OPERATING-FLOOR"


@pytest.fixture
def nation(cast: Cast) -> Any:
    """Two policy administrators of the nation, who may change every pack."""
    forget()
    kinds = (DepartmentKind.HEALTH, DepartmentKind.NDRC_LOCAL)
    yield [cast.official(0, kind, Role.POLICY_ADMIN) for kind in kinds]
    forget()


def asked(programme: str, *children: dict[str, Any]) -> Quote:
    facts = operating(month(*children, name="2024-05"))
    return read_question({"region": "360702", "programme": programme, "facts": facts}).answer()


def codes(quote: Quote) -> dict[str, str]:
    return {line.ref.partition("/")[2]: str(line.code) for line in quote.lines}


def put_to_work(nation: list[Actor], **stacks_with: list[str]) -> None:
    """The floor of the province pays, and the programmes named say beside which others they may be paid."""
    proposer, second = nation
    for pack, programme in (("360000", FLOOR), ("360700", CITY)):
        content = copy.deepcopy(read_packs()[pack].content)
        found = next(each for each in content["programmes"] if each["id"] == programme)
        if programme == FLOOR:
            found["status"] = "IN_FORCE"
        if others := stacks_with.get("floor" if programme == FLOOR else "city"):
            source = {"doc": "R", "article": "领域说明 8.2"}
            found["parameters"].append(
                {"name": "stacks_with", "value": others, "source": source, "mark": "R"}
            )
        if content != read_packs()[pack].content:
            approved(second, submitted(proposer, content))


def both(paid_by_city: str, paid_by_floor: str) -> tuple[dict[str, str], dict[str, str]]:
    """The two programmes quoted for the same children, one of whom the other one has paid."""
    floor = asked(FLOOR, child("fresh"), child("paid", paid_by=paid_by_city))
    city = asked(CITY, child("fresh"), child("paid", paid_by=paid_by_floor))
    return codes(floor), codes(city)


def test_what_one_programme_paid_the_other_does_not(nation: list[Actor]) -> None:
    put_to_work(nation)
    once = {"fresh": "OK", "paid": "DUPLICATE_CHILD"}
    assert both(CITY, FLOOR) == (once, once)


def test_one_of_them_saying_otherwise_is_not_enough(nation: list[Actor]) -> None:
    put_to_work(nation, floor=[CITY])
    once = {"fresh": "OK", "paid": "DUPLICATE_CHILD"}
    assert both(CITY, FLOOR) == (once, once)


def test_where_both_say_otherwise_both_pay(nation: list[Actor]) -> None:
    put_to_work(nation, floor=[CITY], city=[FLOOR])
    paid = {"fresh": "OK", "paid": "OK"}
    assert both(CITY, FLOOR) == (paid, paid)


def test_a_programme_does_not_pay_a_month_again_that_it_paid_itself() -> None:
    assert codes(asked(CITY, child("paid", paid_by=CITY))) == {"paid": "DUPLICATE_CHILD"}


def test_the_reason_is_told_in_both_languages() -> None:
    quote = asked(CITY, child("paid", paid_by=FLOOR))
    assert "只由一项政策支付" in as_json(quote)["lines"][0]["steps"][-1]
    with translation.override("en"):
        assert "one programme unless both say otherwise" in as_json(quote)["lines"][0]["steps"][-1]


def test_an_unknown_programme_is_named_with_its_path() -> None:
    with pytest.raises(FactsRefused) as refused:
        asked(CITY, child("A"), child("B", paid_by="OH-PER-CHILD"))
    assert refused.value.field == "months[0].children[1].paid_by"
    assert "OH-PER-CHILD" in str(refused.value.message)
