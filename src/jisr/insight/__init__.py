"""Figures: how the network is used, and how fast it answers; never of whom anybody asked."""
