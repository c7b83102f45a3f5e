"""Subsidy programmes: how much a text promises for given facts, and why. Claims, ledger and payments follow."""
