"""Counts votes by the rules: integers only, no chance, no clock, no database."""
