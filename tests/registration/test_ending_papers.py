"""A filed paper that ends soon is told of at each stage, once, however many nights were missed."""

from datetime import date, timedelta

import pytest

from kernel import clock
from messaging.models import Message
from messaging.wording import told
from regions.scope import nation_scope
from registration.models import FilingMaterial
from registration.workflow.ending import stage_of, tell_ending
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


def test_a_paper_without_an_end_is_never_spoken_of(cast: Cast) -> None:
    ending(cast)
    with nation_scope(reason="test"):
        FilingMaterial.objects.update(ends_on=None)
    with clock.frozen(date(2040, 1, 1)):
        assert tell_ending() == 0
