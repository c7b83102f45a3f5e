"""Programmes, claims, ledger, payments. Nothing is built here yet."""
