"""Bilateral meetings: what is asked for, how it is placed, and what comes of it."""
