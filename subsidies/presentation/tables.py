"""Small parts that the lists of money share."""

from collections.abc import Mapping
from typing import Any


def tab_items(tabs: Mapping[str, tuple[object, Any]], current: str, address: str) -> list[dict[str, Any]]:
    """Tabs as the component wants them."""
    return [
        {"label": label, "url": f"{address}?tab={key}", "count": None, "current": key == current}
        for key, (label, _states) in tabs.items()
    ]
