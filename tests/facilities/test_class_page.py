"""What the page of the classes says of each: its size and its carers, judged now."""

import re

import pytest

from tests.cast import Cast
from tests.facilities.nursery import Nursery
from tests.pages import signed_in, text

pytestmark = pytest.mark.django_db


def test_u14_sixteen_toddlers_without_carers_are_told_beside_their_class(cast: Cast) -> None:
    nursery = Nursery(cast)
    nursery.filled(nursery.group("TODDLER", places=20), 16)
    page = re.sub(r"<[^>]+>", "", text(signed_in(nursery.manager).get("/operator/classes/")))
    assert "怎样改正" in page
    assert "班里有 16 名婴幼儿，最多 15 名。" in page
