"""Append-only events."""
