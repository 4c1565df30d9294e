"""Seals entries so that each can be proven later, offline: knows bytes, not police."""
