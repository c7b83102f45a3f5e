"""The operator's pages: sound in both languages, no dearer with many facilities, blind to other people's."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from audit.models import AuditEvent
from regions.scope import nation_scope
from registration.models import Filing, FilingFile
from registration.urls.operator import urlpatterns
from registration.workflow import starting
from tests.cast import Cast, as_actor
from tests.frontend.markup import faults
from tests.pages import signed_in, text
from tests.registration.officer_filings import operator_of
from tests.registration.operator_acts import receipt, sent_back
from tests.registration.operator_pages import Desk, desk

pytestmark = pytest.mark.django_db

LISTS = ("", "filings/", "finished/", "news/", "changes/", "colleagues/")
OF_A_FILING = [p for p in urlpatterns if "filing_id" in p.pattern.converters]
OF_A_FACILITY = [p for p in urlpatterns if "facility_id" in p.pattern.converters]


def statements(work: Callable[[], Any]) -> int:
    with CaptureQueriesContext(connection) as queries:
        work()
    return len(queries)


def facilities(cast: Cast, count: int) -> Client:
    """One operator with so many facilities, each with a draft."""
    operator = None
    for number in range(count):
        facility = cast.facility(name=f"示例·第{number:02d}托育园")
        operator = cast.operator(facility, name=f"operator-of-{count}")
        with as_actor(operator):
            starting.start_filing(by=operator, facility_id=facility.pk)
    assert operator is not None
    return signed_in(operator)


class TestCost:
    @pytest.mark.parametrize("page", LISTS)
    def test_many_facilities_cost_no_more_statements(self, cast: Cast, page: str) -> None:
        one, many = facilities(cast, 1), facilities(cast, 12)
        for browser in (one, many):  # the first call fills what is kept in memory
            text(browser.get(f"/operator/{page}"))
        assert statements(lambda: many.get(f"/operator/{page}")) <= statements(
            lambda: one.get(f"/operator/{page}")
        ) + (1 if page == "colleagues/" else 0)

    @pytest.mark.parametrize("page", ["filings/", "changes/", ""])
    def test_many_filings_cost_no_more_statements(self, cast: Cast, page: str) -> None:
        filing = receipt(cast)
        browser = signed_in(operator_of(cast, filing))
        text(browser.get(f"/operator/{page}"))
        few = statements(lambda: browser.get(f"/operator/{page}"))
        with nation_scope(reason="more filings for a test"):
            Filing.objects.bulk_create(
                Filing(
                    region_id=filing.region_id,
                    facility_id=filing.facility_id,
                    kind="CHANGE",
                    state="WITHDRAWN",
                    form={},
                    created_at=filing.created_at,
                    saved_at=filing.saved_at,
                )
                for _each in range(40)
            )
        assert statements(lambda: browser.get(f"/operator/{page}")) <= few


class TestOtherPeoplesThings:
    """Another tenant's numbers everywhere: not found, and written down."""

    @pytest.fixture
    def foreign(self, cast: Cast) -> Desk:
        return desk(cast, complete=True)

    @pytest.fixture
    def stranger(self, cast: Cast) -> Client:
        return signed_in(cast.operator(cast.facility(), name="stranger"))

    def refusals(self) -> int:
        with nation_scope(reason="a test reads the trail"):
            return AuditEvent.objects.filter(event="access.refused").count()

    def ids(self, at: Desk) -> dict[str, Any]:
        with nation_scope(reason="a test looks"):
            file = FilingFile.objects.filter(material__filing=at.filing).first()
        assert file is not None
        return {
            "filing_id": at.filing.pk,
            "facility_id": at.facility.pk,
            "file_id": file.pk,
            "code": "M2",
            "step": "basics",
        }

    @pytest.mark.parametrize("pattern", OF_A_FILING + OF_A_FACILITY, ids=lambda pattern: pattern.name)
    def test_nothing_of_another_facility_is_found(
        self, foreign: Desk, stranger: Client, pattern: Any
    ) -> None:
        known = self.ids(foreign)
        kwargs = {name: known[name] for name in pattern.pattern.converters}
        address, before = reverse(f"operator:{pattern.name}", kwargs=kwargs), foreign.now()
        answers = [stranger.get(address), stranger.post(address, {"kind": "FIRST", "name": "别人"})]
        assert {answer.status_code for answer in answers} <= {404, 405}
        assert 404 in {answer.status_code for answer in answers}
        assert all(foreign.facility.name not in answer.content.decode() for answer in answers)
        assert self.refusals() >= sum(answer.status_code == 404 for answer in answers)
        assert (foreign.now().version, foreign.now().form) == (before.version, before.form)

    def test_the_own_filing_does_not_open_another_ones_file(self, cast: Cast, foreign: Desk) -> None:
        own = desk(cast, complete=True)
        file = self.ids(foreign)["file_id"]
        for way in ("", "remove/"):
            address = f"/operator/filings/{own.filing.pk}/files/{file}/{way}"
            answer = own.browser.post(address) if way else own.browser.get(address)
            assert answer.status_code == 404
        replaced = own.browser.post(
            f"/operator/filings/{own.filing.pk}/materials/M2/files/?replaces={file}", {}
        )
        assert replaced.status_code == 422

    def test_the_choice_of_a_foreign_facility_shows_the_own_one(
        self, foreign: Desk, stranger: Client
    ) -> None:
        for page in LISTS[:5]:
            answer = stranger.get(f"/operator/{page}?facility={foreign.facility.pk}")
            assert answer.status_code == 200


class TestSound:
    """Valid, labelled, within the content policy, in both languages."""

    def check(self, browser: Client, *pages: str) -> None:
        for language in ("zh-hans", "en"):
            browser.cookies["django_language"] = language
            for page in pages:
                assert faults(text(browser.get(page))) == [], page

    def test_while_it_is_filled_in(self, cast: Cast) -> None:
        at = desk(cast)
        base = f"/operator/filings/{at.filing.pk}"
        steps = [f"{base}/{step}/" for step in ("basics", "premises", "people", "materials", "confirm")]
        self.check(at.browser, *steps, *[f"{step}?check=1" for step in steps])

    def test_before_there_is_a_facility(self, cast: Cast) -> None:
        browser = signed_in(cast.actor(cast.user("founder")))
        self.check(browser, "/operator/", "/operator/file-first/")

    def test_after_a_request_and_after_the_receipt(self, cast: Cast) -> None:
        back = sent_back(cast, M2="合同缺最后一页")
        self.check(
            signed_in(operator_of(cast, back)),
            "/operator/",
            f"/operator/filings/{back.pk}/",
            f"/operator/filings/{back.pk}/materials/?check=1",
        )
        done = receipt(cast)
        self.check(
            signed_in(operator_of(cast, done)),
            *[f"/operator/{page}" for page in LISTS],
            f"/operator/filings/{done.pk}/",
            f"/operator/facilities/{done.facility_id}/successor/",
        )
