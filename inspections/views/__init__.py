"""HTTP of inspections: each view translates a request and calls one verb."""
