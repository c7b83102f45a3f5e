"""The inbox of those who are not the health authority: registrars push from it, others see no more than concerns them."""

from accounts.actors import Actor
from accounts.enums import DepartmentKind, Role
from tests.cast import JIEFANG_STREET, ZHANGGONG, Cast
from tests.pages import signed_in, text
from tests.registration.officer_filings import submitted
from tests.registration.pushes import noted


def page(actor: Actor, address: str = "/inbox/") -> str:
    return text(signed_in(actor).get(address))


def test_a_registrar_goes_from_the_inbox_to_the_push_that_waits(cast: Cast) -> None:
    row = noted(cast.registrar)
    shown = page(cast.registrar)
    assert "核对并推送" in shown
    assert shown.count(f'href="/pushes/waiting/{row.pk}/"') == 2, "its title and its button"


def test_what_just_happened_is_what_an_office_follows(cast: Cast) -> None:
    submitted(cast)
    finance = cast.official(ZHANGGONG, DepartmentKind.FINANCE, Role.FINANCE_MAKER)
    street = cast.official(JIEFANG_STREET, DepartmentKind.STREET, Role.STREET_OFFICER)
    assert "收到备案材料" in page(street)
    assert "收到备案材料" not in page(cast.registrar) and "登记信息已推送" in page(cast.registrar)
    assert "刚刚发生" not in page(finance)


def test_the_search_leads_where_somebody_may_look(cast: Cast) -> None:
    submitted(cast)
    assert 'action="/search/"' in page(cast.officer)
    assert 'action="/pushes/pushed/"' in page(cast.registrar)
    assert "示例·小树苗" in page(cast.registrar, "/pushes/pushed/?q=小树苗")
    auditor = cast.official(ZHANGGONG, DepartmentKind.HEALTH, Role.AUDITOR)
    assert 'role="search"' not in page(auditor, "/account/")
