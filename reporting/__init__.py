"""Indicators, dashboards, statutory reports. Nothing is built here yet."""
