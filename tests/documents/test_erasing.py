"""A sheet of people is erased when its time is over; evidence stays."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from audit.models import AuditEvent
from documents import storage
from documents.models import StoredFile
from documents.workflow import erase_expired
from kernel import clock
from regions.scope import nation_scope
from tests.cast import Cast
from tests.pages import signed_in
from tests.staff.sheets import good, sheet

pytestmark = pytest.mark.django_db


def handed_in(cast: Cast) -> tuple[Client, str, StoredFile]:
    facility = cast.facility()
    client = signed_in(cast.operator(facility))
    answer = client.post(f"/operator/facilities/{facility.pk}/staff/sheet/", {"file": sheet([good(1)])})
    with nation_scope(reason="a test looks"):
        return client, str(answer.headers["Location"]), StoredFile.objects.get()


def test_a_sheet_of_people_is_erased_after_thirty_days_with_its_name(cast: Cast) -> None:
    client, address, file = handed_in(cast)
    path, today = storage.path_of(file.storage_key), clock.now()
    assert (file.keep_until, path.exists()) == (clock.today() + timedelta(days=30), True)
    with clock.frozen(today + timedelta(days=30)):
        assert erase_expired() == 0
    with clock.frozen(today + timedelta(days=31)):
        assert (erase_expired(), erase_expired()) == (1, 0)
        with nation_scope(reason="a test looks"):
            file.refresh_from_db()
            assert AuditEvent.objects.filter(event="file.erased", subject_id=file.pk).count() == 1
    assert not path.exists() and file.original_name == "" and file.erased_at is not None
    assert client.get(address).status_code == 404


def test_many_files_are_erased_in_as_many_statements_as_one(
    cast: Cast, django_assert_max_num_queries: Any
) -> None:
    _client, _address, file = handed_in(cast)
    with nation_scope(reason="rows of a test"):
        for _n in range(20):
            file.pk, file.storage_key = None, storage.keep_bytes(b"x")
            file.save(force_insert=True)
    with clock.frozen(clock.now() + timedelta(days=31)), django_assert_max_num_queries(18):
        assert erase_expired() == 21
