"""Pure rules: facts and parameters in, answers out. No database, no clock."""

from policy.rules.deadlines import compute, recomputed
from policy.rules.materials import applicable, material_problems

__all__ = ["applicable", "compute", "material_problems", "recomputed"]
