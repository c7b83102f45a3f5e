"""The interface by which a registrar's own system pushes (docs/how-to/push-registrations.md)."""
