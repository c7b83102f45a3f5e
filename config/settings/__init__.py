"""Settings: base holds what is always true; development, test and production say what differs."""
