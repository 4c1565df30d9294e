"""A hit becomes a dialogue between two bureaus, with a clock."""
