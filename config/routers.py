"""Which database login a table belongs to: all are migrated and written as one, `portal` only reads."""

from typing import Any


class PortalRouter:
    """Nothing is migrated through the login that reads the public projection. Queries name it themselves."""

    def allow_migrate(self, db: str, app_label: str, **hints: Any) -> bool | None:
        return False if db == "portal" else None
