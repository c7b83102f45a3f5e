"""The component gallery at /design/: every component in its states, and example pages to copy from.

Not served in production. The people and facilities in it are invented.
"""
