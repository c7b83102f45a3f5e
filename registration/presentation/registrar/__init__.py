"""What the registrar's pages show."""
