"""The hall: what everybody sees at once, over one live connection."""
