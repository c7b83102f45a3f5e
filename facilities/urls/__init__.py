"""Addresses of facilities, one module per audience."""
