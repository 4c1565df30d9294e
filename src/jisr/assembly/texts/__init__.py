"""What the assembly decides on: agenda items, draft resolutions, amendments, adopted texts."""
