"""Addresses of registration and filing, one module per audience."""
