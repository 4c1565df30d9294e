"""How many checks were made and what they found, kept as counts by the hour and the day."""
