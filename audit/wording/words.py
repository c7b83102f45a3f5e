"""What one event says."""

from dataclasses import dataclass


@dataclass(frozen=True)
class EventWords:
    """`adverse` draws the dot red; `told` events stand on timelines, the others only in the full record."""

    title: object
    adverse: bool = False
    told: bool = True
