"""From the plain values of a pack to the shapes of the law, one room for each kind of value."""

from policy.loader.parse.materials import condition
from policy.loader.parse.pack import parse_pack
from policy.loader.parse.sections import SECTIONS, Section

__all__ = ["SECTIONS", "Section", "condition", "parse_pack"]
