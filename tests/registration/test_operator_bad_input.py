"""Bad input of operators: answered clearly beside the field, nothing typed lost, never a 500."""

import html
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from documents.models import StoredFile
from obligations.models import Obligation
from regions.scope import nation_scope
from registration.enums import FilingKind, FilingState
from registration.models import Filing, FilingFile
from registration.workflow import drafting, starting
from tests.cast import JIEFANG_STREET, Cast, as_actor
from tests.documents import books, pdfs, pictures
from tests.filing import FORM
from tests.pages import signed_in, text
from tests.registration.officer_filings import operator_of
from tests.registration.operator_acts import receipt
from tests.registration.operator_pages import Desk, beside, desk, value

pytestmark = pytest.mark.django_db

BASICS = {
    name: FORM[name]
    for name in ("name", "care_modes", "head_name", "head_education", "head_years", "head_trained", "phone")
}
PEOPLE = {
    "classes-TODDLER-classes": "1",
    "classes-TODDLER-places": "15",
    "caregivers": "6",
    "health_staff": "1",
    "guards": "1",
}


@pytest.fixture
def draft(cast: Cast) -> Desk:
    return desk(cast)


@pytest.fixture
def complete(cast: Cast) -> Desk:
    return desk(cast, complete=True)


def page(answer: Any, status: int = 422) -> str:
    assert answer.status_code == status, (answer.status_code, answer.headers.get("Location"))
    return str(answer.content.decode())


class TestAnswers:
    @pytest.mark.parametrize(
        ("field", "typed"),
        [
            ("name", "示例\x00托育园"),
            ("name", "长" * 10_000),
            ("head_years", "五"),
            ("head_years", "-1"),
            ("phone", "1" * 41),
            ("head_name", "示例\x07李"),
        ],
    )
    def test_what_cannot_be_read_stands_again_with_its_fault(
        self, draft: Desk, field: str, typed: str
    ) -> None:
        source = page(draft.step("basics", **{**BASICS, field: typed}))
        assert beside(source, field)
        assert value(source, field) == "".join(c for c in typed if c not in "\x00\x07")
        others = {"name", "phone", "head_name"} - {field}
        assert all(value(source, other) == BASICS[other] for other in others)

    def test_rare_characters_pass_and_direction_marks_go(self, draft: Desk) -> None:
        answer = draft.step("basics", **{**BASICS, "name": "示例·\u202e𠮷田㙘\u202c托育园"})
        assert answer.status_code == 302
        assert draft.now().form["name"] == "示例·𠮷田㙘托育园"

    @pytest.mark.parametrize(
        "changed",
        [
            {"classes-TODDLER-places": "十五"},
            {"classes-TODDLER-places": "-1"},
            {"classes-TODDLER-places": "9" * 40},
            {"classes-TODDLER-classes": "1", "classes-TODDLER-places": ""},
            {"classes-TODDLER-classes": "", "classes-TODDLER-places": ""},
        ],
    )
    def test_classes_without_sense_are_told_so(self, draft: Desk, changed: dict[str, str]) -> None:
        source = page(draft.step("people", **{**PEOPLE, **changed}))
        assert beside(source, "classes")
        typed = changed.get("classes-TODDLER-places")
        assert not typed or f'name="classes-TODDLER-places" value="{typed}"' in source
        assert value(source, "caregivers") == "6"

    @pytest.mark.parametrize("street", ["", "999999999999", "330304001000", "不知道", "9" * 60])
    def test_a_street_elsewhere_or_nowhere_is_refused(self, draft: Desk, street: str) -> None:
        source = page(
            draft.step("premises", street=street, address="示例路 9 号", floor_area="300", floors="1")
        )
        assert beside(source, "street") and value(source, "address") == "示例路 9 号"

    @pytest.mark.parametrize("area", ["很大", "nan", "-3", "1e99", "9" * 50])
    def test_an_area_without_sense_stands_again(self, draft: Desk, area: str) -> None:
        source = page(
            draft.step("premises", street=str(JIEFANG_STREET), address="示例路", floor_area=area, floors="1")
        )
        assert beside(source, "floor_area") and value(source, "floor_area") == area

    @pytest.mark.parametrize("seen", ["", "{", "[]", '{"name":', "[" * 50_000, "null", '"x"', "1e999"])
    def test_a_broken_starting_point_costs_no_answer(self, draft: Desk, seen: str) -> None:
        assert draft.step("basics", version=seen, **BASICS).status_code == 302
        assert draft.now().form["head_years"] == 5

    @pytest.mark.parametrize("step", ["nowhere", "statement", "questions", "submit-all"])
    def test_a_step_that_is_none_is_not_found(self, draft: Desk, step: str) -> None:
        answer = draft.browser.get(f"/operator/filings/{draft.filing.pk}/{step}/")
        assert answer.status_code in (404, 405)

    @pytest.mark.parametrize("facility", ["9" * 5000, "-1", "x", "²", ""])
    @pytest.mark.parametrize("where", ["", "filings/", "changes/", "finished/", "news/"])
    def test_an_odd_choice_of_facility_shows_the_own_one(
        self, draft: Desk, where: str, facility: str
    ) -> None:
        answer = draft.browser.get(f"/operator/{where}", {"facility": facility})
        assert draft.facility.name in text(answer)


class TestDatesOfMaterials:
    @pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31", "2026-02-30", "昨天", "2" * 300])
    def test_an_impossible_day_stands_again_with_its_fault(self, complete: Desk, day: str) -> None:
        url = f"/operator/filings/{complete.filing.pk}/materials/M1/"
        complete.browser.post(url, {"M1-issued_on": "2020-01-01", "M1-valid_to": day})
        source = complete.page("materials")
        assert beside(source, "M1-valid_to") and value(source, "M1-valid_to") == day
        assert value(source, "M1-issued_on") == "2020-01-01"
        assert complete.now().state == FilingState.DRAFT

    def test_a_day_of_issue_that_has_not_come_yet_stops_the_submission(self, complete: Desk) -> None:
        url = f"/operator/filings/{complete.filing.pk}/materials/M5/"
        complete.browser.post(url, {"M5-issued_on": "2026-05-08"})
        assert "2026-05-08" in beside(complete.page("materials"), "M5-issued_on")
        submitted = complete.step("submit", shown=complete.now().version, committed="on", signer="示例·李青")
        assert submitted.status_code == 422 and complete.now().state == FilingState.DRAFT

    def test_a_licence_that_expired_yesterday_stops_the_submission(self, complete: Desk) -> None:
        url = f"/operator/filings/{complete.filing.pk}/materials/M1/"
        complete.browser.post(url, {"M1-issued_on": "2020-01-01", "M1-valid_to": "2026-05-06"})
        assert "5 月 6 日" in beside(complete.page("materials"), "M1-valid_to")
        submitted = complete.step("submit", shown=complete.now().version, committed="on", signer="示例·李青")
        assert submitted.status_code == 422 and complete.now().state == FilingState.DRAFT


BAD_FILES: list[tuple[str, Callable[[], bytes]]] = [
    ("空.pdf", lambda: b""),
    ("太大.pdf", lambda: pdfs.plain() + b"\x00" * 20_000_000),
    ("程序.exe", lambda: b"MZ\x90\x00\x03" + b"\x00" * 200),
    ("程序.pdf", lambda: b"MZ\x90\x00\x03" + b"\x00" * 200),
    ("租赁合同.pdf", lambda: books.zipped({"a.pdf": pdfs.plain()})),
    ("锁.pdf", pdfs.encrypted),
    ("炸.png", lambda: pictures.png_bomb(20_000)),
    ("脚本.pdf", pdfs.with_javascript),
    ("半张.jpg", lambda: pictures.photo(1200, 900)[:9000]),
]


class TestFiles:
    @pytest.mark.parametrize(("name", "made"), BAD_FILES, ids=[name for name, *_rest in BAD_FILES])
    def test_a_bad_file_is_refused_with_the_remedy_and_the_good_one_stays(
        self, complete: Desk, name: str, made: Callable[[], bytes]
    ) -> None:
        url = f"/operator/filings/{complete.filing.pk}/materials/M2/files/"
        for headers in ({"HTTP_HX_REQUEST": "true"}, {}):
            answer = complete.browser.post(url, {"file": SimpleUploadedFile(name, made())}, **headers)
            source = html.unescape(page(answer))
            assert "没有" in source or "不" in source
            assert "请" in source
        with nation_scope(reason="a test looks"):
            kept = FilingFile.objects.filter(
                material__filing=complete.filing, material__code="M2", removed_at=None
            )
            assert kept.count() == 1
            assert not StoredFile.objects.filter(original_name=name).exclude(state="REFUSED").exists()

    def test_no_file_at_all_is_said(self, complete: Desk) -> None:
        url = f"/operator/filings/{complete.filing.pk}/materials/M2/files/"
        assert "没有收到文件" in page(complete.browser.post(url, {}))

    @pytest.mark.parametrize("old", ["²", "x", "9" * 30, "-1", ""])
    def test_replacing_what_is_not_there_loses_nothing(self, complete: Desk, old: str) -> None:
        url = f"/operator/filings/{complete.filing.pk}/materials/M2/files/?replaces={old}"
        good = SimpleUploadedFile("新合同.jpg", pictures.photo())
        assert complete.browser.post(url, {"file": good}).status_code in (302, 404)
        with nation_scope(reason="a test looks"):
            assert FilingFile.objects.filter(
                material__filing=complete.filing, material__code="M2", removed_at=None
            ).count() in (1, 2)

    def test_an_item_that_is_none_is_not_found(self, complete: Desk) -> None:
        for code in ("M99", "M0"):
            url = f"/operator/filings/{complete.filing.pk}/materials/{code}/files/"
            assert complete.browser.post(url, {}).status_code == 404


class TestSubmittingTwice:
    def submit(self, at: Desk, version: int | str) -> Any:
        return at.step("submit", shown=version, committed="on", signer="示例·李青")

    def test_a_double_click_submits_once(self, complete: Desk) -> None:
        version = complete.now().version
        first, second = self.submit(complete, version), self.submit(complete, version)
        assert first.status_code == second.status_code == 302
        filing = complete.now()
        assert (filing.state, filing.round) == (FilingState.SUBMITTED, 1)
        with nation_scope(reason="a test looks"):
            clocks = Obligation.objects.filter(subject_type="registration.filing", subject_id=filing.pk)
            assert clocks.count() == 2

    def test_the_back_button_changes_nothing_and_says_so(self, complete: Desk) -> None:
        self.submit(complete, complete.now().version)
        answer = complete.browser.post(
            f"/operator/filings/{complete.filing.pk}/basics/", {**BASICS, "name": "别名"}, follow=True
        )
        assert "审查" in text(answer) and "别名" not in text(answer)
        assert "撤回" in text(answer)
        assert complete.now().form["name"] == complete.facility.name

    def test_a_page_from_before_a_change_does_not_sign_it(self, complete: Desk) -> None:
        seen = complete.now().version
        with as_actor(complete.operator):
            drafting.save_draft(
                by=complete.operator, filing_id=complete.filing.pk, form={"phone": "13900000000"}
            )
        source = page(
            complete.step("submit", shown=seen, committed="on", signer="示例·王芳"),
            409,
        )
        assert value(source, "signer") == "示例·王芳"
        assert complete.now().state == FilingState.DRAFT

    @pytest.mark.parametrize("shown", ["", "x", "-1", "9" * 400])
    def test_a_page_without_its_version_signs_nothing(self, complete: Desk, shown: str) -> None:
        assert self.submit(complete, shown).status_code == 409
        assert complete.now().state == FilingState.DRAFT


class TestTwoPeople:
    def test_the_slower_one_sees_what_changed_and_loses_no_word(self, draft: Desk, cast: Cast) -> None:
        shown = draft.page("basics")
        seen = value_of_version(shown)
        colleague = cast.operator(draft.facility, name="colleague")
        with as_actor(colleague):
            drafting.save_draft(by=colleague, filing_id=draft.filing.pk, form={"head_name": "示例·王芳"})

        mine = {**BASICS, "head_name": "示例·孙悦", "version": seen}
        source = page(draft.step("basics", **mine), 409)
        assert colleague.name in source and "示例·王芳" in source
        assert value(source, "head_name") == "示例·孙悦"
        assert draft.now().form["head_name"] == "示例·王芳"

        again = draft.step("basics", **{**mine, "version": value_of_version(source)})
        assert again.status_code == 302
        assert draft.now().form["head_name"] == "示例·孙悦"

    def test_what_the_other_one_wrote_elsewhere_stays(self, draft: Desk, cast: Cast) -> None:
        seen = value_of_version(draft.page("basics"))
        colleague = cast.operator(draft.facility, name="colleague")
        with as_actor(colleague):
            drafting.save_draft(by=colleague, filing_id=draft.filing.pk, form={"phone": "13911112222"})
        sent = {**BASICS, "phone": draft.filing.form["phone"], "version": seen}
        assert draft.step("basics", **sent).status_code == 302
        assert draft.now().form["phone"] == "13911112222"

    def test_an_automatic_save_tells_it_too(self, draft: Desk, cast: Cast) -> None:
        seen = value_of_version(draft.page("basics"))
        colleague = cast.operator(draft.facility, name="colleague")
        with as_actor(colleague):
            drafting.save_draft(by=colleague, filing_id=draft.filing.pk, form={"head_name": "示例·王芳"})
        answer = draft.step("basics/save", **{**BASICS, "head_name": "示例·孙悦", "version": seen})
        assert answer.status_code == 409 and "示例·王芳" in answer.json()["html"]


def value_of_version(source: str) -> str:
    start = source.index('name="version" value="') + len('name="version" value="')
    return html.unescape(source[start : source.index('"', start)])


class TestSessionEnded:
    def test_an_automatic_save_is_told_so(self, draft: Desk) -> None:
        draft.browser.logout()
        answer = draft.browser.post(
            f"/operator/filings/{draft.filing.pk}/basics/save/", BASICS, HTTP_HX_REQUEST="true"
        )
        assert answer.status_code == 401 and answer.json()["code"] == "SESSION_ENDED"

    def test_a_form_comes_back_to_its_page_after_the_sign_in(self, draft: Desk) -> None:
        draft.browser.logout()
        here = f"/operator/filings/{draft.filing.pk}/basics/"
        answer = draft.browser.post(here, BASICS, HTTP_REFERER=f"http://testserver{here}")
        assert answer.status_code == 302 and answer.headers["Location"] == f"/sign-in/?next={here}"


class TestStatements:
    """Suspension and cancellation: a day, a reason, what becomes of the children."""

    @pytest.fixture
    def closing(self, cast: Cast) -> Callable[[str], Desk]:
        def begin(kind: str) -> Desk:
            filing = receipt(cast)
            operator = operator_of(cast, filing)
            with as_actor(operator):
                new = starting.start_filing(by=operator, facility_id=filing.facility_id, kind=kind)
            return Desk(operator, filing.facility, new, signed_in(operator))

        return begin

    @pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31", "2026-02-30", "1950-01-01", "2190-01-01"])
    @pytest.mark.parametrize("kind", [FilingKind.SUSPENSION, FilingKind.CANCELLATION])
    def test_an_absurd_day_stands_again_with_its_fault(
        self, closing: Callable[[str], Desk], kind: str, day: str
    ) -> None:
        at = closing(kind)
        source = page(at.step("statement", on_date=day, reason="房屋到期", children="0"))
        assert beside(source, "on_date") and value(source, "on_date") == day
        assert value(source, "reason") == "房屋到期"

    def test_an_end_before_the_beginning(self, closing: Callable[[str], Desk]) -> None:
        at = closing(FilingKind.SUSPENSION)
        source = page(
            at.step("statement", on_date="2026-06-01", until="2026-05-01", reason="装修", children="0")
        )
        assert beside(source, "until")

    def test_filing_the_first_filing_again_is_refused_with_the_way_on(
        self, closing: Callable[[str], Desk]
    ) -> None:
        at = closing(FilingKind.SUSPENSION)
        answer = at.browser.post(
            f"/operator/facilities/{at.facility.pk}/start/", {"kind": "FIRST"}, follow=True
        )
        assert "已备案" in text(answer) and "变更备案" in text(answer)
        with nation_scope(reason="a test looks"):
            assert Filing.objects.filter(facility=at.facility, kind="FIRST").count() == 1
