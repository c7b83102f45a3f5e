"""A sheet of 20,000 rows through everything that `make run` starts: web server, broker, worker, and a kill in between."""

import re
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.cast import PASSWORD, uscc
from tests.faults.run import Run
from tests.registration.books import good, text

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("supervisor")]

ROWS, GOOD_EVERY = 20_000, 50
_REGISTRAR = f"""
from datetime import date
from accounts.actors import system_actor
from accounts.enums import DepartmentKind as Kind, Role
from accounts.workflow import appoint, create_user, open_department
from regions.models import Region
by, since = system_actor("test"), date(2020, 1, 1)
place = Region.objects.get(pk=360702000000)
open_department(by=by, region=place, kind=Kind.HEALTH, name="章贡区卫生健康委员会", valid_from=since)
office = open_department(by=by, region=place, kind=Kind.ADMIN_APPROVAL, name="章贡区行政审批局", valid_from=since)
user = create_user(by=by, username="registrar", name="示例·登记", password="{PASSWORD}", must_change=False)
appoint(by=by, user=user, department=office, role=Role.REGISTRAR, valid_from=since)
"""
_COUNT = """
from facilities.models import Facility
from registration.models import Registration
from regions.scope import nation_scope
with nation_scope(reason="a test looks"):
    print("counted", Facility.objects.count(), Registration.objects.filter(state="PUSHED").count())
"""


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch) -> Iterator[Run]:
    """The platform as `make run` starts it, without demo data, on the day of the pictures."""
    monkeypatch.setenv("TUOYU_TODAY", "2026-05-07")
    folder = Path(tempfile.mkdtemp(prefix="tuoyu-sheet-"))
    run = Run(folder / "state")
    run.up(within=180)  # beside browsers; that a first page comes in time is judged elsewhere
    assert "Error" not in (asked := run.manage("shell", "-v", "0", "-c", _REGISTRAR)).stderr, asked.stderr
    yield run
    run.call("stop")
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def registrar(browser: Browser, run: Run) -> Iterator[Page]:
    page = browser.new_page(base_url=f"http://127.0.0.1:{run.port}", locale="zh-CN")
    page.goto("/sign-in/?next=/pushes/")
    page.get_by_label("账号或手机号").fill("registrar")
    page.get_by_label("密码", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="登录", exact=True).click()
    yield page
    page.close()


def sheet() -> bytes:
    """Every fiftieth row can be pushed; the others have a credit code whose last place is missing."""
    rows = [good(机构名称=f"示例·第 {n} 托育园", 统一社会信用代码=_code(n)) for n in range(ROWS)]
    return text(rows)


def _code(n: int) -> str:
    whole = uscc(n, prefix="52360702MB")
    return whole if n % GOOD_EVERY == 0 else whole[:-1]


def counted(run: Run) -> tuple[int, int]:
    """(facilities, standing registrations)"""
    found = re.search(r"counted (\d+) (\d+)", run.manage("shell", "-v", "0", "-c", _COUNT).stdout)
    assert found is not None
    return int(found[1]), int(found[2])


def test_u21_twenty_thousand_rows_are_checked_and_pushed_by_the_worker_and_a_kill_loses_and_doubles_nothing(
    registrar: Page, run: Run, tmp_path: Path
) -> None:
    can, cannot = ROWS // GOOD_EVERY, ROWS - ROWS // GOOD_EVERY
    (file := tmp_path / "全年登记.csv").write_bytes(sheet())
    registrar.locator("#sheet-file").set_input_files(file)
    card = registrar.locator("#sheet-card")
    expect(card).to_contain_text("正在逐行检查")
    expect(card).to_contain_text(f"{can} 行可以推送", timeout=180_000)
    expect(card).to_contain_text(f"{cannot:,} 行有误")
    expect(registrar.locator("#sheet-faults")).to_contain_text("3 行 C 列")
    expect(registrar.locator("#sheet-preview")).to_contain_text("示例·第 0 托育园")
    assert counted(run) == (0, 0), "nothing is pushed before somebody says so"

    card.get_by_role("button", name=f"推送 {can} 行").click()
    expect(card).to_contain_text("正在推送")
    expect(card).to_contain_text(re.compile(rf"[1-9]\d* / {can} 行"), timeout=90_000)
    run.kill()
    assert run.all_gone(), run.living()
    run.up()
    registrar.goto("/pushes/")
    expect(card).to_contain_text(f"{can} 行已推送", timeout=300_000)
    expect(card).to_contain_text(f"{cannot:,} 行有误")
    assert counted(run) == (can, can)
    registrar.goto("/pushes/pushed/")
    expect(registrar.locator("tr[data-row]").first).to_contain_text("托育园")
