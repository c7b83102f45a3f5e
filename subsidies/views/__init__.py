"""Pages of the subsidies, one module per audience and noun."""
