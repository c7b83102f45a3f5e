"""A pack file as somebody hands it in: what is unsound is refused with file, line and reason, and nothing of it is kept."""

import json
import re
from datetime import date

import pytest

from accounts.actors import Actor
from accounts.enums import DepartmentKind, Role
from policy.errors import PackRefused
from policy.loader.packs import digest_of, read_packs
from policy.loader.writing import written
from policy.models import PackVersion, Proposal
from policy.workflow import draft_pack
from tests.cast import ZHANGGONG, Cast, as_actor
from tests.pages import signed_in, text
from tests.policy.proposing import data, pack

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("law_of_the_database")]
K, R = DepartmentKind.HEALTH, Role.POLICY_ADMIN
APPROVED = date(2026, 4, 28)


def refusal(by: Actor, content: bytes, name: str = "ganzhou.yaml") -> PackRefused:
    with as_actor(by), pytest.raises(PackRefused) as refused:
        draft_pack(by=by, name=name, data=content)
    with as_actor(by):
        assert not Proposal.objects.exists()
    assert refused.value.file == name and refused.value.line >= 1 and refused.value.reason
    assert not re.search(r"[A-Za-z]{2,} [a-z]+ [a-z]+", refused.value.reason), "told in the reader's language"
    return refused.value


def test_a_region_outside_the_proposers_is_refused_with_its_line(cast: Cast, proposer: Actor) -> None:
    found = refusal(proposer, data(pack("330304")))
    assert found.line == 2 and "330304" in found.reason
    refusal(proposer, data(pack("CN")))
    refusal(proposer, data(pack() | {"pack": "369999"}))
    district = cast.official(ZHANGGONG, K, R)
    refusal(district, data(pack(filing=8)))


@pytest.mark.parametrize(
    "broken",
    [
        b"",
        b"\xff\xfe\x00",
        b"- a\n- b\n",
        b"pack: [360700\n",
        b"pack: 360700\npack: 360700\n",
        b"pack: nowhere\n",
        b"pack: 1_0\n",
        b"pack: '360700'\nyear: 12:34:56\n",
        b"pack: '360700'\nyear: " + b"9" * 5000 + b"\n",
        b"pack: !!binary aGk=\n",
        b"a: &x [1]\nb: *x\n",
        b"pack: '360700'\nname: \"\\0\"\n",
        b"[" * 200_000,
        b"a: {" * 5000,
        b"x" * (1024 * 1024 + 1),
        b"pack: '360700'\nschema: tuoyu-pack/1\nsources: {}\n",
    ],
    ids=range(16),
)
def test_what_is_no_sound_file_is_refused(proposer: Actor, broken: bytes) -> None:
    refusal(proposer, broken)


@pytest.mark.parametrize(
    ("find", "put"),
    [
        ("kind: WORKING_DAYS", "kind: WORKING_DAYS\n  surprise: 1"),
        ("days: 10", "days: 10.5"),
        ("days: 10", "days: '10'"),
        ("doc: GZ", "doc: NOBODY"),
        ("valid_from: '2022-02-18'", "valid_from: '2022-02-31'"),
        ("month_day: 11-30", "month_day: 11-31"),
        ("days: 10", "days: 010:30"),
        ("kind: per_child_month", "kind: gift"),
        ("mark: S", "mark: Z"),
        ("parent: '360000'", "parent: '999999'"),
        ("clause: GZ-3.3.1-a", "clause: GZ-99"),
    ],
)
def test_an_unsound_value_is_refused_with_its_line(proposer: Actor, find: str, put: str) -> None:
    good = written(pack(filing=10))
    assert find in good
    refusal(proposer, good.replace(find, put, 1).encode())


def test_a_file_that_says_nothing_new_is_refused(proposer: Actor) -> None:
    assert "360700" not in refusal(proposer, data(pack())).reason


def test_a_pack_whose_text_a_lower_pack_cites_cannot_drop_it(cast: Cast) -> None:
    nation = cast.official(0, K, R)
    content = pack("CN")
    cited = next(
        e["source"]["doc"]
        for code, p in read_packs().items()
        if code != "CN"
        for s in ("deadlines", "registrars", "materials", "standards", "conflicts")
        for e in p.content.get(s, [])
        if e["source"]["doc"] in content["sources"] and e["source"]["doc"] not in p.content["sources"]
    )
    content["sources"].pop(cited)
    for section, entries in list(content.items()):
        if isinstance(entries, list):
            content[section] = [e for e in entries if cited not in json.dumps(e)]
    assert refusal(nation, data(content), "cn.yaml").reason


@pytest.mark.parametrize("code", sorted(read_packs()))
def test_a_version_can_be_downloaded_changed_and_handed_in(code: str, cast: Cast) -> None:
    nation = cast.official(0, K, R)
    row = PackVersion.objects.get(code=code)
    answer = signed_in(nation).get(f"/policy/versions/{row.pk}/file/")
    assert digest_of(row.content) == row.digest
    assert "360700" not in code or "attachment" in answer.headers["Content-Disposition"]
    found = refusal(nation, answer.content, f"{code}.yaml")
    assert row.version in found.reason, "the download says exactly what is in force"


def test_a_proposal_names_the_file_as_it_was_handed_in(proposer: Actor) -> None:
    with as_actor(proposer):
        row = draft_pack(by=proposer, name="赣州 2026.yaml", data=data(pack(filing=8)))
    assert row.file == "赣州 2026.yaml"
    assert "uploaded-" not in text(signed_in(proposer).get(f"/policy/proposals/{row.pk}/"))
