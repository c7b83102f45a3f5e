"""Forms of inspections: officers and operators."""
