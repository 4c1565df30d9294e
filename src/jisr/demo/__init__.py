"""The demo network: generated people and things, so that a stranger can see everything work."""
