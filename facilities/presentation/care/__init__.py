"""The facility's life in words: classes against places, children, the grid of a month, recognition, stations."""
