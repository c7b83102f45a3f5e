"""How inspections look."""
