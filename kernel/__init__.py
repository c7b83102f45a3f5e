"""Pure Python that every app stands on: no models, no Django."""
