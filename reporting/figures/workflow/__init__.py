"""Writing figures: folding what was touched, rebuilding, closing a period, entering what no row gives."""
