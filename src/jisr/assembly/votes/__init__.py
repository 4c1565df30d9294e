"""Votes of the assembly: opened over a frozen roll, cast, closed, announced by their rule."""
