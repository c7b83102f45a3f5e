"""What the platform tells people."""
