"""The pack files: every value sourced, every clause real, and unsound files refused with file, line and reason."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.utils.translation import override

from policy.errors import PackRefused
from policy.loader.clauses import DOCUMENTS, FILES, clause_ids, clauses, document_text
from policy.loader.packs import FOLDER, PackFile, digest_of, entries, read_packs
from policy.loader.parse import SECTIONS, parse_pack

PLACES = {
    "CN",
    "220000",
    "330000",
    "330100",
    "330108",
    "330300",
    "330304",
    "340000",
    "340400",
    "360000",
    "360700",
}
DUTIES = {
    *("registration_push", "filing", "filing_receipt", "noncompliance_notice", "change_filing"),
    *("cancellation_report", "family_home_filing", "joint_meeting_report", "instructor_visit"),
    *("instructor_lecture", "instructor_review", "progress_report", "staff_health_check", "record_check"),
    *("facility_annual_report", "annual_inspection", "practice_revalidation", "return_health_check"),
    *("video_retention", "minors_data_audit", "enterprise_annual_report", "nonprofit_annual_check"),
    *("institution_annual_report", "rectification", "finding_rectification", "finding_recheck"),
    *("complaint_triage", "complaint_answer", "complaint_abuse"),
    *("overdue_rectification", "finding_referral", "parenting_groups", "staff_training"),
}


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    with override("en"):
        yield


@pytest.fixture(scope="module")
def packs() -> dict[str, PackFile]:
    return read_packs()


def test_there_is_a_pack_for_each_of_the_places_parents_first(packs: dict[str, PackFile]) -> None:
    assert set(packs) == PLACES
    order = list(packs)
    for code, pack in packs.items():
        parent = pack.content["parent"]
        assert parent is None or order.index(parent) < order.index(code)


def test_every_duty_dl_01_to_dl_23_has_a_rule(packs: dict[str, PackFile]) -> None:
    rules = [rule for pack in packs.values() for rule in pack.content.get("deadlines", [])]
    assert {rule["name"] for rule in rules} == DUTIES
    of_the_texts = {f"DL-{n:02}" for n in range(1, 24)}
    # Complaints have the platform's own days.
    assert {rule["id"][:5] for rule in rules} == of_the_texts | {"DL-30"}


def test_no_value_is_without_a_source_and_every_clause_exists(packs: dict[str, PackFile]) -> None:
    documents = {code for pack in packs.values() for code in pack.content["sources"]}
    count = 0
    for pack in packs.values():
        for section, number, entry in entries(pack.content):
            count += 1
            assert entry["source"]["doc"] in documents, (pack.code, section, number)
            assert entry["source"]["article"], (pack.code, section, number)
            assert entry["source"].get("clause", "GZ-1-a") in clause_ids()
    assert count > 150


def test_every_value_of_the_five_local_texts_names_its_clause(packs: dict[str, PackFile]) -> None:
    local = [e for p in packs.values() for _s, _n, e in entries(p.content) if e["source"]["doc"] in FILES]
    assert local and [e for e in local if "clause" not in e["source"]] == []


def test_what_the_platform_reads_into_the_texts_is_marked_as_such(packs: dict[str, PackFile]) -> None:
    for code, pack in packs.items():
        parsed = parse_pack(pack.content, version="1")
        for section in SECTIONS:
            for value in parsed.of(section):
                if value.source.code == "R":
                    assert value.mark in ("R", "U"), (code, section, value)
                assert value.recommended or value.mark != "R", (code, section, value)


def test_the_register_holds_all_587_clauses_and_each_stands_in_its_document() -> None:
    assert len(clauses()) == 587
    for code in FILES:
        text = "".join(document_text(code).split())
        rows = [row for row in clauses().values() if row["document"] == code]
        assert [row["id"] for row in rows if "".join(row["quote"].split()) not in text] == []


def test_the_documents_carry_no_spam_and_no_marks_of_it() -> None:
    for file in DOCUMENTS.glob("*.txt"):
        text = file.read_text(encoding="utf-8")
        assert "垃圾" not in text and "http" not in text and "Editor" not in text, file.name


def test_the_version_follows_the_content_not_the_layout(packs: dict[str, PackFile]) -> None:
    ganzhou = packs["360700"]
    assert ganzhou.version == f"2022-02-18.{ganzhou.digest[:8]}"
    assert digest_of({"b": 1, "a": 2}) == digest_of({"a": 2, "b": 1}) != digest_of({"a": 2, "b": 2})
    assert (packs["330108"].status, packs["330304"].status) == ("DRAFT", "TRIAL")
    assert packs["330000"].valid_from == "2019-12-19"


# Bad files. Each case changes one thing of the Ganzhou pack.
CASES = {
    "unknown key": ("    days: 5\n", "    days: 5\n    odd: 1\n", "key “odd” is unknown here"),
    "no source": (
        "    source: {doc: GZ, article: 三（三）1, clause: GZ-3.3.1-d}\n",
        "",
        "key “source” is missing",
    ),
    "fraction": ("    days: 10\n", "    days: 10.5\n", "10.5 is not a whole number"),
    "float by exponent": ("    days: 10\n", "    days: 1.0e+1\n", "is not a whole number"),
    "text for a number": ("    days: 10\n", '    days: "10"\n', "“10” is not a whole number"),
    "no days at all": ("    days: 10\n", "    days: 0\n", "0 is less than 1"),
    "days are missing": ("    days: 10\n", "", "key “days” is missing"),
    "unknown kind": (
        '    kind: CALENDAR_DATE\n    month_day: "11-30"\n',
        "    kind: SOON\n",
        "“SOON” is not one of",
    ),
    "twice the same key": ("    days: 10\n", "    days: 10\n    days: 11\n", "key “days” stands twice"),
    "unknown document": (
        "{doc: GZ, article: 五（二）, clause: GZ-5.2-e}",
        "{doc: XX, article: 一}",
        "document XX",
    ),
    "unknown clause": (
        "    merge: UNION\n    source: {doc: GZ, article: 五（二）, clause: GZ-5.2-e}",
        "    merge: UNION\n    source: {doc: GZ, article: 五（二）, clause: GZ-9.9-z}",
        "clause GZ-9.9-z is not in the register",
    ),
    "clause of another text": (
        "    merge: UNION\n    source: {doc: GZ, article: 五（二）, clause: GZ-5.2-e}",
        "    merge: UNION\n    source: {doc: GZ, article: 五（二）, clause: JL-4-f}",
        "not of document GZ",
    ),
    "another way to combine": (
        "    merge: OVERRIDE_BY_LOCAL\n    source: {doc: GZ, article: 三（三）1, clause: GZ-3.3.1-f}",
        "    merge: STRICTEST\n    source: {doc: GZ, article: 三（三）1, clause: GZ-3.3.1-f}",
        "filing combines by OVERRIDE_BY_LOCAL, not by STRICTEST",
    ),
    "overlap": ("    name: filing\n", "    name: registration_push\n", "registration_push overlaps in time"),
    "ended without an end": (
        "    days: 10\n",
        "    days: 10\n    status: EXPIRED\n",
        "EXPIRED without valid_to",
    ),
    "end before start": (
        "    days: 10\n",
        '    days: 10\n    valid_to: "2021-01-01"\n',
        "valid_to is before valid_from",
    ),
    "no such parent": ('parent: "360000"', 'parent: "370000"', "parent 370000 has no pack"),
    "own parent": ('parent: "360000"', 'parent: "360700"', "360700 stands above itself"),
    "not YAML": ("    days: 10\n", "    days: [10\n", "not YAML"),
    "a local value without its clause": (
        "source: {doc: GZ, article: 三（三）1, clause: GZ-3.3.1-f}",
        "source: {doc: GZ, article: 三（三）1}",
        "a value of GZ names its clause",
    ),
    "a standard loosened": (
        "\nages:\n",
        "\nstandards:\n  - {id: R-CLS-1, topic: CLASS_SIZE, severity: BLOCK, text: {zh: 十二人, en: twelve}, limits: {max_children: {value: 12, unit: child, stricter: LOWER}}, source: {doc: GZ, article: 一, clause: GZ-1-a}, mark: S}\n\nages:\n",
        "R-CLS-1 is weaker than in pack CN: max_children 12, there 10",
    ),
    "a standard made lighter": (
        "\nages:\n",
        "\nstandards:\n  - {id: R-CLS-1, topic: CLASS_SIZE, severity: ADVICE, text: {zh: 十人, en: ten}, limits: {max_children: {value: 10, unit: child, stricter: LOWER}}, source: {doc: GZ, article: 一, clause: GZ-1-a}, mark: S}\n\nages:\n",
        "R-CLS-1 is weaker than in pack CN: severity ADVICE, there BLOCK",
    ),
    "a duty loosened": (
        "\nages:\n",
        "\n  - {id: DL-19, name: video_retention, kind: PERIOD, period: {length: 30, unit: day, anchor: TRIGGER}, sense: KEEP_UNTIL, trigger: video_recorded, owner: FACILITY, action: {zh: 三十天, en: thirty days}, merge: STRICTEST, source: {doc: GZ, article: 一, clause: GZ-1-a}, mark: S}\n\nages:\n",
        "video_retention is weaker than in pack CN: days 30, there 90",
    ),
    "a rate with a fraction": (
        "value: 20000, unit: fen,",
        "value: 200.5, unit: fen,",
        "200.5 is not a whole number",
    ),
    "a link to nothing": (
        "id: GZ-D1, deadline: joint_meeting_report",
        "id: GZ-D1, deadline: joint_meeting_reports",
        "“joint_meeting_reports” is in no pack of this place (deadlines)",
    ),
    "a report with an unknown figure": (
        "持证上岗率{certified_staff_share}。",
        "持证上岗率{certifed_staff_share}。",
        "the report names a figure that nobody knows: {certifed_staff_share}",
    ),
    "a report with an unknown table": (
        "tables: [targets, chart_divisions]",
        "tables: [targets, chart_district]",
        "the report names a table that nobody knows: chart_district",
    ),
    "no such day": (
        'valid_from: "2022-02-18", note',
        'valid_from: "2022-02-31", note',
        "no day of the calendar",
    ),
    "not a day": (
        'valid_from: "2022-02-18", note',
        'valid_from: "18.2.2022", note',
        "is not written as a day",
    ),
    "a key of another kind": (
        "    days: 10\n",
        "    days: 10\n    period: {length: 1, unit: day, anchor: TRIGGER}\n",
        "key “period” does not go with the other values here",
    ),
    "one language only": (
        "name: {zh: 赣州市, en: Ganzhou}",
        "name: {zh: 赣州市}",
        "key “en” is missing",
    ),
}


def folder_with(tmp_path: Path, name: str, text: str) -> Path:
    for file in FOLDER.glob("*.yaml"):
        (tmp_path / file.name).write_text(file.read_text(encoding="utf-8"), encoding="utf-8")
    (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize(("find", "put", "reason"), CASES.values(), ids=CASES)
def test_an_unsound_pack_is_refused_with_file_line_and_reason(
    tmp_path: Path, find: str, put: str, reason: str
) -> None:
    name = "360700-ganzhou.yaml"
    text = (FOLDER / name).read_text(encoding="utf-8")
    assert text.count(find) == 1, "the case still fits the file"
    with pytest.raises(PackRefused) as refused:
        read_packs(folder_with(tmp_path, name, text.replace(find, put)))
    assert reason in refused.value.reason
    assert refused.value.file == name
    changed = text[: text.index(find)].count("\n") + 1
    entry_lines = 16  # the refusal may point at the entry, whose lines these are
    assert abs(refused.value.line - changed) <= entry_lines, refused.value.line
    assert str(refused.value) == f"{name}:{refused.value.line}: {refused.value.reason}"


def test_a_line_is_exact_where_one_value_is_at_fault(tmp_path: Path) -> None:
    name = "360700-ganzhou.yaml"
    text = (FOLDER / name).read_text(encoding="utf-8").replace("    days: 10\n", '    days: "10"\n')
    with pytest.raises(PackRefused) as refused:
        read_packs(folder_with(tmp_path, name, text))
    assert text.splitlines()[refused.value.line - 1] == '    days: "10"'


def test_two_files_for_one_place_and_an_empty_file_are_refused(tmp_path: Path) -> None:
    again = (FOLDER / "360700-ganzhou.yaml").read_text(encoding="utf-8")
    with pytest.raises(PackRefused, match="pack 360700 has two files"):
        read_packs(folder_with(tmp_path, "360700-twice.yaml", again))
    (tmp_path / "360700-twice.yaml").unlink()
    with pytest.raises(PackRefused, match=r"empty\.yaml:1: the file is empty"):
        read_packs(folder_with(tmp_path, "empty.yaml", "# nothing\n"))


def test_packs_that_are_each_others_parent_are_refused(tmp_path: Path) -> None:
    name = "360000-jiangxi.yaml"
    text = (FOLDER / name).read_text(encoding="utf-8").replace("parent: CN", 'parent: "360700"')
    with pytest.raises(PackRefused, match="stands above itself"):
        read_packs(folder_with(tmp_path, name, text))


def test_a_place_without_a_text_of_its_own_says_from_when_it_stands(tmp_path: Path) -> None:
    name = "330000-zhejiang.yaml"
    text = (FOLDER / name).read_text(encoding="utf-8").replace('valid_from: "2019-12-19"\n', "")
    with pytest.raises(PackRefused, match="says from when it stands"):
        read_packs(folder_with(tmp_path, name, text))
