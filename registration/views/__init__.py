"""Pages of registration and filing, one module or folder per audience."""
