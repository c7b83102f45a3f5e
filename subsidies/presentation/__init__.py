"""Quotes in words: steps, codes, the explanation of an amount."""
