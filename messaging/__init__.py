"""What the platform tells people: the outbox, the channels it leaves by, and how each person wants to be told."""
