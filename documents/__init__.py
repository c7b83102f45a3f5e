"""Evidence and generated papers."""
