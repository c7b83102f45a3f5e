"""The dashboards as their templates draw them."""
