"""Childcare facilities."""
