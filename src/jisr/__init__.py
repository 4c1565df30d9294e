"""Jisr: an open platform on which an international police organisation works."""
