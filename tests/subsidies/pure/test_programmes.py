"""The programmes as the packs hold them, and as the law of a place finds them."""

import copy
import shutil
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.utils.translation import override
from pytest_django import DjangoCaptureOnCommitCallbacks

from accounts.actors import system_actor
from policy.errors import PackRefused, UnknownProgramme
from policy.law import AgeRule, FacilityTest, PartialMonth, ProgrammeKind
from policy.loader.packs import FOLDER, PackFile, read_packs
from policy.loader.parse import parse_pack
from policy.queries import clause, forget, law_in_use, programme, programmes
from policy.rules.differences import Quantity, differences
from policy.workflow import publish_pack
from subsidies.enums import Code
from subsidies.presentation import explanation
from subsidies.presentation.states import badge_of
from subsidies.presentation.steps import CHOICES, said
from subsidies.queries import quote
from subsidies.rules import Step
from subsidies.serializers.claims import read_claim
from tests.subsidies.build import child, month, operating
from tests.subsidies.build import programmes as of_the_packs

GANZHOU, DISTRICT, BINJIANG, OUHAI = 360700000000, 360702000000, 330108000000, 330304000000


def test_the_packs_hold_every_programme_of_the_documents() -> None:
    found = {each.id: (str(each.kind), each.state, each.payable) for each in of_the_packs().values()}
    assert found == {
        "GZ-CONSTRUCTION": ("one_off_per_place", "EXPIRED", True),
        "GZ-OPERATING": ("per_child_month", "EXPIRED", True),
        "JX-OPERATING-FLOOR": ("per_child_month_floor", "NOT_ACTIVATED", False),
        "HZBJ-OPERATING": ("pct_of_prior_year_per_student_budget", "DRAFT", False),
        "HZBJ-AWARD": ("discretionary_award", "DRAFT", False),
        "OH-CONSTRUCTION": ("pct_of_cost_capped_per_class", "TRIAL", True),
        "OH-STATION": ("capped_cost", "TRIAL", True),
        "OH-PER-CHILD": ("external_rate", "TRIAL", True),
        "OH-RATING-AWARD": ("table_by_star", "TRIAL", True),
        "OH-POST-ALLOWANCE": ("monthly_table_by_qualification_level", "TRIAL", True),
        "OH-VOUCHER": ("voucher", "EXPLORATORY", False),
    }
    windows = {each.id: (each.valid_from, each.valid_to) for each in of_the_packs().values()}
    assert windows["GZ-OPERATING"] == windows["GZ-CONSTRUCTION"] == (date(2022, 2, 18), date(2025, 2, 17))
    assert windows["OH-CONSTRUCTION"] == windows["OH-STATION"] == (date(2022, 10, 1), date(2023, 9, 30))


@pytest.mark.parametrize("name", sorted(of_the_packs()))
def test_every_number_has_its_source_and_a_reading_of_ours_says_so(name: str) -> None:
    found = of_the_packs()[name]
    for parameter in found.parameters:
        assert parameter.is_reading == (parameter.source.code == "R"), parameter
    stated = [p for p in found.parameters if not p.is_reading and found.source.code in ("GZ", "OH", "HZBJ")]
    assert [p.name for p in stated if not p.source.clause] == []
    assert found.source.clause or name == "JX-OPERATING-FLOOR"


def test_every_kind_and_choice_of_the_law_has_a_rule_and_words() -> None:
    assert {each.kind for each in of_the_packs().values()} == set(ProgrammeKind)
    assert {*PartialMonth, *FacilityTest, *AgeRule} <= set(CHOICES)
    for each in of_the_packs().values():
        badge_of(each)
        for parameter in each.parameters:
            if parameter.is_reading:
                assert parameter.name in explanation.PARAMETERS
                values = parameter.value if isinstance(parameter.value, tuple) else (parameter.value,)
                assert all(str(v).isdecimal() or v in explanation.VALUES for v in values), parameter


def test_a_step_without_words_is_an_error() -> None:
    with pytest.raises(KeyError):
        said(Step("no_such_step"))
    assert {code.label for code in Code} and "{" not in said(Step("no_rate"))


@pytest.mark.django_db
def test_a_place_has_the_programmes_of_the_texts_above_it() -> None:
    assert [each.id for each in programmes(DISTRICT)] == [
        "GZ-CONSTRUCTION",
        "GZ-OPERATING",
        "JX-OPERATING-FLOOR",
    ]
    assert programmes(220000000000) == []
    with pytest.raises(UnknownProgramme):
        programme(OUHAI, "GZ-OPERATING")


@pytest.mark.django_db
def test_the_words_behind_a_programme_are_in_the_register() -> None:
    for each in programmes(OUHAI) + programmes(GANZHOU) + programmes(BINJIANG):
        for source in (each.source, *(p.source for p in each.parameters)):
            assert not source.clause or clause(source.clause) is not None


@pytest.fixture
def forgotten() -> Iterator[None]:
    """What a test published is rolled back; this process must forget it too."""
    forget()
    yield
    forget()


def publish(content: dict[str, Any]) -> None:
    read = read_packs()["360700"]
    pack = PackFile("360700", content, "0" * 64, read.file)
    publish_pack(
        by=system_actor("test"),
        code=pack.code,
        content=content,
        version=pack.version,
        digest=pack.digest,
        status=pack.status,
        valid_from=date.fromisoformat(pack.valid_from),
    )


@pytest.mark.django_db
def test_u56_a_past_case_is_computed_by_the_version_it_was_decided_by(
    forgotten: None, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    claim: Any = read_claim(programme(GANZHOU, "GZ-OPERATING")[-1], operating(month(child(), name="2025-01")))
    before = programme(GANZHOU, "GZ-OPERATING")[-1].version
    content = copy.deepcopy(read_packs()["360700"].content)
    _raise_rate(content, 30_000)
    with django_capture_on_commit_callbacks(execute=True):
        publish(content)
    assert quote(DISTRICT, "GZ-OPERATING", claim).amount == 30_000
    with law_in_use({"360700": before}):
        old = quote(DISTRICT, "GZ-OPERATING", claim)
    assert (old.amount, old.programme.version) == (20_000, before)


@pytest.mark.django_db
def test_u43_an_extension_is_activated_by_data(
    forgotten: None, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    """A second wording with its own document and window: 2025-02 by the old one, 2025-03 by the new one."""
    content = copy.deepcopy(read_packs()["360700"].content)
    (first,) = (each for each in content["programmes"] if each["id"] == "GZ-OPERATING")
    longer = copy.deepcopy(first) | {
        "valid_from": "2025-02-18",
        "valid_to": "2027-02-17",
        "status": "IN_FORCE",
    }
    content["programmes"].append(longer)
    facts = operating(month(child(), name="2025-02"), month(child(), name="2025-03"))
    claim: Any = read_claim(programme(GANZHOU, "GZ-OPERATING")[-1], facts)
    assert quote(GANZHOU, "GZ-OPERATING", claim).amount == 20_000
    with django_capture_on_commit_callbacks(execute=True):
        publish(content)
    after = quote(GANZHOU, "GZ-OPERATING", claim)
    assert (after.amount, after.programme.state) == (40_000, "IN_FORCE")
    assert [each.valid_from.year for each in programme(GANZHOU, "GZ-OPERATING")] == [2022, 2025]


BROKEN: list[tuple[str, Any]] = [
    ("rate as text", lambda p: p["parameters"][0].update(value="200")),
    ("rate without unit", lambda p: p["parameters"][0].pop("unit")),
    ("negative rate", lambda p: p["parameters"][0].update(value=-1)),
    ("no source", lambda p: p["parameters"][0].pop("source")),
    ("unknown clause", lambda p: p["parameters"][0]["source"].update(clause="GZ-9.9-z")),
    ("unknown key", lambda p: p.update(colour="red")),
    ("unknown kind", lambda p: p.update(kind="per_child_week")),
    ("one party alone", lambda p: p["parameters"].pop(1)),
    ("no mode", lambda p: p.update(parameters=[q for q in p["parameters"] if q["name"] != "partial_month_mode"])),
    ("unknown mode", lambda p: [q.update(value="HALF") for q in p["parameters"] if q["name"] == "partial_month_mode"]),
]  # fmt: skip


@pytest.mark.parametrize(("what", "spoil"), BROKEN, ids=[what for what, _spoil in BROKEN])
def test_a_programme_that_is_unsound_is_refused_with_file_and_line(
    tmp_path: Path, what: str, spoil: Callable[[dict[str, Any]], Any]
) -> None:
    shutil.copytree(FOLDER, tmp_path / "packs")
    file = tmp_path / "packs" / "360700-ganzhou.yaml"
    content = yaml.safe_load(file.read_text("utf-8"))
    spoil(content["programmes"][1])
    file.write_text(yaml.safe_dump(content, allow_unicode=True), "utf-8")
    with pytest.raises(PackRefused) as refused:
        read_packs(tmp_path / "packs")
    assert refused.value.file == "360700-ganzhou.yaml" and refused.value.line > 1


def test_two_wordings_never_hold_on_one_day(tmp_path: Path) -> None:
    shutil.copytree(FOLDER, tmp_path / "packs")
    file = tmp_path / "packs" / "360700-ganzhou.yaml"
    content = yaml.safe_load(file.read_text("utf-8"))
    content["programmes"].append(dict(content["programmes"][1], valid_to=None, status="IN_FORCE"))
    file.write_text(yaml.safe_dump(content, allow_unicode=True), "utf-8")
    with override("en"), pytest.raises(PackRefused, match="overlaps in time"):
        read_packs(tmp_path / "packs")


def _raise_rate(content: dict[str, Any], fen: int) -> None:
    (found,) = (each for each in content["programmes"] if each["id"] == "GZ-OPERATING")
    for parameter in found["parameters"]:
        if parameter["name"] == "rate":
            parameter["value"] = fen


def test_a_changed_rate_is_one_difference_though_another_parameter_came_before_it() -> None:
    read = read_packs()["360700"]
    content = copy.deepcopy(read.content)
    _raise_rate(content, 30_000)
    operating_subsidy = next(each for each in content["programmes"] if each["id"] == "GZ-OPERATING")
    operating_subsidy["parameters"].insert(0, operating_subsidy["parameters"].pop())
    old, new = (parse_pack(each, version="") for each in (read.content, content))
    (found,) = differences(old, new, {"programmes": "id"})
    assert [(c.path, c.old, c.new) for c in found.changes] == [
        (("parameters", "rate"), Quantity(20_000, "fen"), Quantity(30_000, "fen"))
    ]
