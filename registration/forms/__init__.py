"""Input shapes of registration and filing, one module or folder per audience."""
