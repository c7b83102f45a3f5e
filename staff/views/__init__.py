"""Pages of staff: the facility's own, and those of the health authority."""
