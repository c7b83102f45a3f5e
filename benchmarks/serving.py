"""Settings of the server that goal 9 asks: those of `make run`, with an empty page beside the product's."""

from config.settings.development import *  # noqa: F403

ROOT_URLCONF = "benchmarks.serving_urls"
