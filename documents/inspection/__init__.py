"""What a file really is and whether it is safe to keep: magic bytes, full parse, caps."""
