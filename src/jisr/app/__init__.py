"""Builds the whole program: the only package that knows every other."""
