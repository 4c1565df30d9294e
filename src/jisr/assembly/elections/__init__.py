"""Elections: nominations, rounds, ties, lots and the sheets that tell the result."""
