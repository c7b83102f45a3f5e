"""How fees are set, and what facilities pay for water, power and gas."""

from dataclasses import dataclass
from enum import StrEnum

from policy.law.base import NO_TEXT, Provision, Text


class PriceMode(StrEnum):
    """Who sets a fee. REFERENCE_OR_GUIDED: a reference range or a guidance price, as the place chooses."""

    GOVERNMENT_SET = "GOVERNMENT_SET"
    GOVERNMENT_GUIDED = "GOVERNMENT_GUIDED"
    REFERENCE_OR_GUIDED = "REFERENCE_OR_GUIDED"
    MARKET = "MARKET"


@dataclass(frozen=True)
class Pricing(Provision):
    """How the fees of a kind of facility are set. It informs: no fee is refused by it (K5)."""

    facilities: str = ""
    name: Text = NO_TEXT
    mode: PriceMode = PriceMode.MARKET
    id: str = ""
    note: Text = NO_TEXT


@dataclass(frozen=True)
class UtilityPrice(Provision):
    """Whose price a facility pays for a supply: SCHOOL or RESIDENTIAL; UNSTATED where the text only promises one."""

    supply: str = ""
    name: Text = NO_TEXT
    price: str = ""
    note: Text = NO_TEXT
