"""A filed paper that ends soon is told of at each stage, once, however many nights were missed."""

from datetime import date, timedelta
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command

from kernel import clock
from messaging.models import Message
from messaging.wording import told
from regions.scope import nation_scope
from registration.models import FilingMaterial
from registration.workflow import ending as filling
from registration.workflow.ending import fill_ends, stage_of, tell_ending
from tests.cast import Cast
from tests.registration.operator_acts import receipt

pytestmark = pytest.mark.django_db


def ending(cast: Cast) -> FilingMaterial:
    """The paper of a filing with a receipt that ends first."""
    filing = receipt(cast)
    cast.operator(filing.facility)
    with nation_scope(reason="test"):
        rows = FilingMaterial.objects.filter(filing=filing, ends_on__isnull=False)
        return rows.order_by("ends_on").first() or pytest.fail("no paper of the filing names an end")


def forgotten(paper: FilingMaterial) -> None:
    """The paper as an earlier version left it: its facts alone know the day."""
    with nation_scope(reason="test"):
        FilingMaterial.objects.filter(pk=paper.pk).update(ends_on=None)


def day_of(paper: FilingMaterial) -> date | None:
    with nation_scope(reason="test"):
        return FilingMaterial.objects.get(pk=paper.pk).ends_on


def keys(paper: FilingMaterial) -> list[str]:
    """What was told of it, each once though two people are told."""
    with nation_scope(reason="test"):
        rows = Message.objects.filter(event="material_ending", subject_id=paper.pk).order_by("id")
        return list(dict.fromkeys(rows.values_list("key", flat=True)))


@pytest.mark.parametrize(
    ("left", "stage"), [(60, 60), (31, 60), (30, 30), (8, 30), (7, 7), (1, 7), (0, 0), (-1, -1), (-400, -1)]
)
def test_the_stage_is_the_newest_that_has_come(left: int, stage: int) -> None:
    assert stage_of(left) == stage


def test_each_stage_is_told_once_and_missed_nights_tell_the_newest(cast: Cast) -> None:
    paper = ending(cast)
    last = paper.ends_on
    assert last is not None
    written = []
    for before in (61, 60, 59, 20, 20, -3):
        with clock.frozen(last - timedelta(days=before)):
            written.append(tell_ending() > 0)
    assert written == [False, True, False, True, False, True]
    assert keys(paper) == [f"{last}:{stage}" for stage in (60, 30, -1)]


def test_the_words_name_the_paper_the_facility_and_the_day(cast: Cast) -> None:
    paper = ending(cast)
    assert paper.ends_on is not None
    with clock.frozen(paper.ends_on - timedelta(days=7)), nation_scope(reason="test"):
        tell_ending()
        rows = list(Message.objects.filter(event="material_ending", subject_id=paper.pk))
        words = told(rows)
        title = words[rows[0].pk].title
        assert paper.facility.name in title and str(paper.ends_on) in title
        FilingMaterial.objects.filter(pk=paper.pk).update(ends_on=paper.ends_on + timedelta(days=365))
        assert told(rows) == {}  # renewed meanwhile


def test_papers_of_an_earlier_version_get_their_last_day_from_their_facts_and_are_told_of(cast: Cast) -> None:
    paper = ending(cast)
    assert paper.ends_on is not None
    forgotten(paper)
    with clock.frozen(paper.ends_on - timedelta(days=30)):
        tell_ending()
        assert keys(paper) == []
        call_command("fill_material_ends", stdout=StringIO())
        assert day_of(paper) == paper.ends_on
        tell_ending()
    assert keys(paper) == [f"{paper.ends_on}:30"]


def test_filling_last_days_goes_on_where_it_was_broken_off_and_finds_nothing_the_second_time(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(filling, "_PORTION", 2)
    paper = ending(cast)
    with nation_scope(reason="test"):
        known = dict(FilingMaterial.objects.values_list("pk", "ends_on"))
        FilingMaterial.objects.update(ends_on=None)
    assert fill_ends() == len([day for day in known.values() if day]) > 0
    with nation_scope(reason="test"):
        assert dict(FilingMaterial.objects.values_list("pk", "ends_on")) == known
    assert fill_ends() == 0
    assert len(known) > 4 and known[paper.pk] is not None  # several portions


@pytest.mark.parametrize("facts", [{}, {"premises": "OWN", "lease_to": "2027-01-01"}, {"no_expiry": True}])
def test_a_paper_whose_facts_name_no_day_stays_without_one(cast: Cast, facts: dict[str, Any]) -> None:
    paper = ending(cast)
    with nation_scope(reason="test"):
        FilingMaterial.objects.filter(pk=paper.pk).update(facts=facts, ends_on=None)
    fill_ends()
    assert day_of(paper) is None


def test_a_paper_without_an_end_is_never_spoken_of(cast: Cast) -> None:
    ending(cast)
    with nation_scope(reason="test"):
        FilingMaterial.objects.update(ends_on=None)
    with clock.frozen(date(2040, 1, 1)):
        assert tell_ending() == 0
