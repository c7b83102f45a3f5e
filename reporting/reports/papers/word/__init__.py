"""What Word needs to know beyond text: styles of official documents, page feet, watermark, marks of tables."""
