"""Personal data: sealed at rest, masked by default, whole only for somebody and for a reason, and all of it declared."""

import ast
import json
import re
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command
from django.db import connection, models
from hypothesis import given
from hypothesis import strategies as st

from accounts.actors import system_actor
from audit.models import AuditEvent
from audit.personal.fields import Sealed, SealedField, blind
from audit.personal.keys import keyring
from audit.personal.register import declared
from audit.personal.workflow import reveal
from facilities.models import Facility
from kernel.sealing import Keyring, Unreadable, header
from regions.scope import nation_scope
from registration.models import Filing
from tests.cast import Cast
from tests.sources import tree

RING = Keyring({"one1": b"1" * 32, "two2": b"2" * 32}, "one1", b"i" * 32)
PHONE = "13812345678"
ROOT = Path(__file__).parents[2]
WHO = system_actor("test")


class TestSealing:
    @given(plain=st.text(), place=st.text(min_size=1))
    def test_what_is_sealed_opens_in_its_place_only(self, plain: str, place: str) -> None:
        sealed = RING.seal(plain, place=place)
        assert RING.open(sealed, place=place) == plain
        with pytest.raises(Unreadable):
            RING.open(sealed, place=place + "x")

    @given(at=st.integers(0, 40), bit=st.integers(0, 7))
    def test_a_changed_bit_is_noticed(self, at: int, bit: int) -> None:
        sealed = bytearray(RING.seal("13812345678", place="p"))
        sealed[at % len(sealed)] ^= 1 << bit
        with pytest.raises(Unreadable):
            RING.open(bytes(sealed), place="p")

    def test_equal_values_look_different_each_time(self) -> None:
        assert RING.seal(PHONE, place="p") != RING.seal(PHONE, place="p")

    def test_a_value_of_an_older_key_stays_readable(self) -> None:
        newer = Keyring(RING.keys, "two2", RING.index_key)
        sealed = RING.seal(PHONE, place="p")
        assert newer.open(sealed, place="p") == PHONE
        assert newer.seal(PHONE, place="p").startswith(header("two2"))

    @given(one=st.text(), other=st.text())
    def test_a_blind_index_is_equal_for_equal_values_and_for_no_others(self, one: str, other: str) -> None:
        assert (RING.digest(one, purpose="x") == RING.digest(other, purpose="x")) == (one == other)
        assert RING.digest(one, purpose="x") != RING.digest(one, purpose="y")

    @pytest.mark.parametrize(
        ("keys", "index"),
        [
            ([], "aQ=="),
            (["abcd:not base64"], "aQ=="),
            (["abc:" + "MTEx" * 11], "aQ=="),
            (["abcd:MTEx"], "MTEx"),
        ],
    )
    def test_unsound_keys_are_refused_without_showing_them(
        self, keys: list[str], index: str, settings: Any
    ) -> None:
        settings.PERSONAL_DATA_KEYS, settings.PERSONAL_DATA_INDEX_KEY = keys, index
        with pytest.raises(ImproperlyConfigured) as refused:
            keyring()
        assert not any(entry.partition(":")[2] in str(refused.value) for entry in keys)


@pytest.fixture
def facility(cast: Cast) -> Facility:
    made = cast.facility(phone=PHONE)
    with nation_scope(reason="test"):
        return Facility.objects.get(pk=made.pk)


def stored(facility: Facility) -> bytes:
    with nation_scope(reason="test"), connection.cursor() as cursor:
        cursor.execute("SELECT phone FROM facilities_facility WHERE id = %s", [facility.pk])
        return bytes(cursor.fetchone()[0])


class TestFields:
    def test_the_database_holds_no_number(self, facility: Facility) -> None:
        assert stored(facility).startswith(header("test"))
        assert PHONE.encode() not in stored(facility)

    def test_a_value_shows_itself_masked_wherever_it_ends_up(self, facility: Facility) -> None:
        assert str(facility.phone) == f"{facility.phone}" == "%s" % facility.phone == "138****5678"  # noqa: UP031
        assert PHONE not in repr(facility.phone) and PHONE not in repr(vars(facility))
        with pytest.raises(TypeError):
            json.dumps({"phone": facility.phone})

    def test_an_instance_that_was_only_assigned_holds_no_plain_text(self) -> None:
        fresh = Facility(phone=PHONE)
        assert isinstance(fresh.phone, Sealed) and PHONE not in repr(vars(fresh))

    def test_it_is_equal_to_its_value_and_to_nothing_else(self, facility: Facility) -> None:
        assert facility.phone == PHONE and facility.phone == Facility(phone=PHONE).phone
        assert facility.phone != "13812345679" and facility.phone != "138****5678"
        assert not Facility(phone="").phone and Facility(phone="").phone == ""

    def test_a_value_moved_into_another_field_is_unreadable(self, facility: Facility) -> None:
        with pytest.raises(Unreadable):
            Sealed(stored(facility), "registration.registration.phone", str).disclosed(to="a test")

    def test_what_was_typed_is_sealed_whole(self, cast: Cast) -> None:
        filing = Filing(form={"phone": PHONE, "classes": {"INFANT": 2}})
        assert filing.form["classes"] == {"INFANT": 2}
        token = Filing._meta.get_field("form").token(filing.form)
        assert PHONE.encode() not in token
        assert Filing(form=token).form == filing.form


class TestRevealing:
    def test_the_event_is_written_and_holds_no_number(self, facility: Facility) -> None:
        with nation_scope(reason="test"):
            told = reveal(
                by=WHO,
                subject=facility,
                field="phone",
                region=facility.region_id,
                reason="核对备案",
                event="contact.revealed",
            )
            event = AuditEvent.objects.get(event="contact.revealed")
        assert told == PHONE
        assert (event.outcome, event.reason, event.data) == ("READ", "核对备案", {"field": "phone"})

    @pytest.mark.parametrize("reason", ["", "  "])
    def test_nobody_looks_without_a_reason(self, facility: Facility, reason: str) -> None:
        with nation_scope(reason="test"), pytest.raises(ValueError, match="without saying why"):
            reveal(by=WHO, subject=facility, field="phone", region=0, reason=reason, event="x")
        with nation_scope(reason="test"):
            assert not AuditEvent.objects.filter(event="x").exists()


class TestRotation:
    def test_everything_moves_to_the_new_key_and_a_second_run_changes_nothing(
        self, facility: Facility, settings: Any, capsys: pytest.CaptureFixture[str]
    ) -> None:
        newer = "next:MTIzNDU2Nzg5MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTI="
        settings.PERSONAL_DATA_KEYS = [newer, *settings.PERSONAL_DATA_KEYS]
        call_command("rotate_personal_keys")
        first = stored(facility)
        assert first.startswith(header("next"))
        assert "facilities.facility.phone: 1" in capsys.readouterr().out
        call_command("rotate_personal_keys")
        assert stored(facility) == first
        settings.PERSONAL_DATA_KEYS = settings.PERSONAL_DATA_KEYS[:1]  # the old key may go
        with nation_scope(reason="test"):
            assert Facility.objects.get(pk=facility.pk).phone == PHONE


#: Names of fields that usually hold something about a person.
TELLING = re.compile(
    r"(^|_)(name|phone|mobile|head|person|born|birth|id_number|email|invitee|username|form|cells|facts|profile|signer)(_|$)"
)
#: Those that do not: names of places, offices, rules and things.
NOT_OF_PERSONS = {
    "accounts.apitoken.name",
    "accounts.department.name",
    "accounts.department.name_en",
    "accounts.department.phone",
    "documents.storedfile.refusal_facts",
    "facilities.breach.facts",
    "facilities.classgroup.name",
    "facilities.facility.name",
    "facilities.growthstation.name",
    "facilities.premises.facts",
    "facilities.publicfacility.name",
    "policy.calendarday.name",
    "regions.region.full_name",
    "regions.region.name",
    "regions.region.name_en",
    "regions.regionalias.name",
    "registration.pushsheet.name",
    "registration.registration.name",
    "subsidies.subsidyclaim.facility_name",
    "subsidies.subsidyclaim.facts_at",
    "messaging.message.facts",
    "inspections.complaint.facility_name",
    "inspections.plan.facts",
    "inspections.rating.facts",
    "reporting.report.facts",
    "reporting.report.form",
    "reporting.reportprint.form",
}
OURS = {
    "accounts",
    "audit",
    "documents",
    "facilities",
    "inspections",
    "messaging",
    "obligations",
    "policy",
    "regions",
    "registration",
    "reporting",
    "staff",
    "subsidies",
}


def test_every_personal_field_is_declared() -> None:
    found = {
        f"{model._meta.label_lower}.{field.name}"
        for model in apps.get_models()
        if model._meta.app_label in OURS
        for field in model._meta.local_fields
        if isinstance(field, SealedField)
        or (TELLING.search(field.name) and not isinstance(field, models.ForeignKey))
    }
    known = {f"{model._meta.label_lower}.{name}" for model in apps.get_models() for name in declared(model)}
    assert found - known - NOT_OF_PERSONS == set()
    assert known & NOT_OF_PERSONS == set()


def test_every_declared_field_exists() -> None:
    for model in apps.get_models():
        for name in declared(model):
            model._meta.get_field(name)


#: module → how often it takes a whole value out of its seal.
DISCLOSES = {
    "accounts/demo.py": 1,
    "accounts/views/factor.py": 1,
    "accounts/workflow/factors.py": 1,
    "audit/personal/fields.py": 1,
    "audit/personal/workflow.py": 1,
    "facilities/queries/children.py": 2,
    "facilities/workflow/activating.py": 1,
    "messaging/workflow/choosing.py": 1,
    "messaging/workflow/letters.py": 1,
    "registration/api/followups.py": 1,
    "registration/presentation/registrar/work_page.py": 1,
    "registration/queries/facility.py": 1,
    "registration/workflow/followups.py": 1,
    "registration/workflow/starting.py": 1,
    "inspections/presentation/complainant.py": 3,
    "inspections/presentation/complaint_choices.py": 1,
    "inspections/presentation/complaints.py": 2,
    "inspections/views/complaint_acts.py": 1,
    "inspections/workflow/complaints.py": 1,
    "staff/identity.py": 2,
    "staff/views/cases.py": 1,
    "subsidies/exports.py": 1,
    "subsidies/workflow/payments.py": 1,
}


def test_every_place_that_discloses_is_on_the_list() -> None:
    found: dict[str, int] = {}
    for path in (p for app in (*OURS, "config") for p in (ROOT / app).rglob("*.py")):
        calls = sum(
            isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "disclosed"
            for node in ast.walk(tree(path))
        )
        if calls:
            found[str(path.relative_to(ROOT))] = calls
    assert found == DISCLOSES


def test_the_same_number_is_found_again_without_being_read() -> None:
    assert blind("360702199001011237", purpose="person") == blind("360702199001011237", purpose="person")
