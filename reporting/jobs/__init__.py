"""The jobs page, the health probes and the metrics: how the work in the background is going."""
