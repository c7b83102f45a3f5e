"""The pure rules of staff: no database."""
