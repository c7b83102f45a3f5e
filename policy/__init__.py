"""Law as dated data."""
