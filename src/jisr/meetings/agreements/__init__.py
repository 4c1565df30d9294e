"""Memoranda: drafted between parties, proposed to the members, signed, in force, followed up."""
