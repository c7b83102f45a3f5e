"""Measurements against hand-written SQL and naive code, in one process, interleaved. Never part of the tests.

`make bench` runs all rows, `make bench ROW=1` those of one goal; both write benchmarks/results.json.
"""
