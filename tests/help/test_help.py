"""The help: open to everybody, true to the words on the buttons, and its examples are computed."""

import re
from datetime import date
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from config import messages
from config.help import examples
from config.help.topics import TOPICS
from kernel import clock
from tests.cast import Cast
from tests.frontend.markup import faults
from tests.pages import signed_in, text

PAGES = Path(messages.HOUSE, "templates/help")
ADDRESSES = ["/help/", *(f"/help/{name}/" for name in TOPICS)]
pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_every_page_opens_for_everybody_in_both_languages(
    client: Client, address: str, language: str
) -> None:
    client.post("/language/", {"language": language})
    page = text(client.get(address))
    assert faults(page) == []
    assert f'lang="{"en" if language == "en" else "zh-Hans"}"' in page


@pytest.mark.parametrize("address", ADDRESSES)
def test_every_page_stands_in_the_frame_of_its_reader(cast: Cast, address: str) -> None:
    for actor, frame in ((cast.officer, "ty-officer"), (cast.operator(cast.facility()), "ty-operator")):
        page = text(signed_in(actor).get(address))
        assert faults(page) == []
        assert f'<body class="{frame}' in page


def test_the_contents_name_the_page_of_the_reader(cast: Cast, client: Client) -> None:
    for visitor, name in ((signed_in(cast.officer), "officer"), (signed_in(cast.registrar), "registrar"),
                          (signed_in(cast.operator(cast.facility())), "operator"), (client, "public")):  # fmt: skip
        page = text(visitor.get("/help/"))
        own = page[: page.index("适合您")].rindex("/help/")
        assert page[own:].startswith(f"/help/{name}/"), name


def test_a_page_that_does_not_exist_is_not_found(client: Client) -> None:
    assert client.get("/help/nothing/").status_code == 404


def test_every_frame_leads_to_the_help(cast: Cast, client: Client) -> None:
    for visitor, address in (
        (signed_in(cast.officer), "/inbox/"),
        (signed_in(cast.operator(cast.facility())), "/operator/"),
        (client, "/sign-in/"),
        (client, "/public/"),
    ):
        assert f'href="{reverse("help:index")}"' in text(visitor.get(address)), address


def test_words_quoted_from_buttons_are_the_words_of_the_buttons() -> None:
    """A button that is renamed must be renamed in the help: the help quotes the same text."""
    quoted = {
        words
        for path in PAGES.glob("*.html")
        for words in re.findall(r'(?:\(|, )(?!meta)\w+=_\("([^"]+)"\)', path.read_text("utf-8"))
    }
    assert len(quoted) > 30
    elsewhere = {
        words
        for path in Path(messages.HOUSE).glob("*/**/*")
        if path.suffix in {".py", ".html"} and PAGES not in path.parents and "tests" not in path.parts
        for words in re.findall(r'_\(\s*"([^"]+)"', path.read_text("utf-8"))
    }
    assert quoted - elsewhere == set()


def test_the_example_counts_over_labour_day_and_its_make_up_saturday() -> None:
    why = examples.counted()
    assert why is not None and why.due_on is not None
    assert why.due_on.isoformat() == "2026-05-11"
    assert [day.on.day for day in why.days if day.make_up] == [9]


def test_the_provisional_example_reaches_into_a_year_that_is_not_published() -> None:
    with clock.frozen(date(2026, 5, 7)):
        why = examples.provisional()
    assert why is not None and why.missing_years == (2027,)


def test_no_example_is_invented_when_all_years_are_published() -> None:
    with clock.frozen(date(2020, 5, 7)):
        assert examples.provisional() is None


#: Pages of issue 4 and the topic that explains each.
_OPERATOR = {
    "/operator/staff/": "people",
    "/operator/attendance/": "attendance",
    "/operator/attendance/2026-05/": "attendance",
    "/operator/children/": "children",
    "/operator/classes/": "children",
    "/operator/children/import/": "sheets",
    "/operator/attendance/2026-05/import/": "sheets",
    "/operator/facilities/{facility}/staff/sheet/": "sheets",
    "/operator/standards/": "breaches",
    "/operator/inspections/": "inspections",
    "/operator/duties/": "duties",
    "/operator/ratings/": "ratings",
}
_OFFICER = {
    "/recognitions/": "recognitions",
    "/doubles/": "doubles",
    "/headcount/": "headcount",
    "/staff/jumps/": "headcount",
    "/stations/": "stations",
    "/breaches/": "breaches",
    "/staff/": "people",
    "/staff/twice/": "people",
    "/cases/": "cases",
    "/bans/": "bans",
    "/inspections/": "inspections",
    "/rectifications/": "findings",
    "/plans/": "plans",
    "/duties/": "duties",
    "/ratings/": "ratings",
}


def test_every_list_of_children_staff_and_standards_leads_to_the_topic_that_explains_it(
    cast: Cast, client: Client
) -> None:
    facility = cast.facility()
    operator, officer = signed_in(cast.operator(facility)), signed_in(cast.officer)
    for visitor, pages in ((operator, _OPERATOR), (officer, _OFFICER)):
        for address, name in pages.items():
            page = text(visitor.get(address.format(facility=facility.pk)))
            links = re.findall(r'<a class="ty-page-help" href="([^"]+)"', page)
            assert links == [f"/help/{name}/"], address
            assert client.get(links[0]).status_code == 200


def test_every_help_link_of_a_template_leads_to_a_topic_that_exists() -> None:
    named = {
        (name, path.name)
        for path in Path(messages.HOUSE, "templates").glob("**/*.html")
        for name in re.findall(r'page_header\(.*\bhelp="([^"]+)"', path.read_text("utf-8"))
    }
    assert len(named) > 20
    assert {(name, where) for name, where in named if name not in TOPICS} == set()
    assert {"people", "attendance", "sheets", "breaches", "recognitions", "doubles", "headcount", "stations", "cases", "bans"} <= {name for name, _where in named}  # fmt: skip
