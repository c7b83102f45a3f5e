"""Plans, findings, rectification, ratings, complaints. Nothing is built here yet."""
