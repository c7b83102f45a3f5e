"""The trail: appended by verbs, never changed, and telling when somebody changed it all the same."""

import pytest
from django.db import Error, connection, transaction

from accounts.actors import system_actor
from audit.models import AuditChain, AuditEvent
from audit.queries import Break, breaks
from audit.workflow import record
from regions.scope import nation_scope
from tests.cast import NANKANG, ZHANGGONG, Cast, as_actor

BY = system_actor("a test")


def three_events() -> list[AuditEvent]:
    return [record(by=BY, event=f"test.{n}", region=ZHANGGONG, data={"n": n}) for n in range(3)]


@pytest.mark.django_db
def test_a_whole_trail_has_no_breaks() -> None:
    three_events()
    record(by=BY, event="test.elsewhere", region=110101000000)
    assert list(breaks()) == []
    chains = AuditChain.objects.filter(district__in=(ZHANGGONG, 110101000000))
    assert set(chains.values_list("sequence", flat=True)) == {3, 1}


@pytest.mark.django_db
def test_each_district_has_a_chain_of_its_own() -> None:
    three_events()
    other = record(by=BY, event="test.other", region=NANKANG)
    assert (other.chain, other.sequence) == (NANKANG, 1)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit_auditevent SET event = 'nothing.happened'",
        "DELETE FROM audit_auditevent",
        "TRUNCATE audit_auditevent",
        "ALTER TABLE audit_auditevent DISABLE TRIGGER audit_append_only",
        "DELETE FROM audit_auditchain",
    ],
)
def test_the_login_of_the_application_cannot_change_the_trail(statement: str) -> None:
    three_events()
    with nation_scope(reason="a test of tampering"), pytest.raises(Error), transaction.atomic():
        connection.cursor().execute(statement)


@pytest.mark.django_db
def test_a_trail_cut_at_its_end_is_found() -> None:
    events = three_events()
    head = AuditChain.objects.get(district=ZHANGGONG)
    head.sequence, head.digest = 4, "f" * 64
    head.save()
    assert list(breaks()) == [Break(ZHANGGONG, len(events) + 1, "TRUNCATED")]


@pytest.mark.django_db
def test_an_event_written_past_the_chain_is_found() -> None:
    events = three_events()
    with nation_scope(reason="a test of tampering"):
        forged = AuditEvent.objects.get(pk=events[1].pk)
        forged.pk, forged.sequence = None, 4
        forged.save(force_insert=True)
    assert [fault.kind for fault in breaks()] == ["EDITED"]


@pytest.mark.django_db
def test_officers_read_the_events_of_their_place_only(cast: Cast) -> None:
    three_events()
    with as_actor(cast.officer):
        assert AuditEvent.objects.filter(event__startswith="test.").count() == 3
    with as_actor(cast.neighbour):
        assert AuditEvent.objects.filter(event__startswith="test.").count() == 0
