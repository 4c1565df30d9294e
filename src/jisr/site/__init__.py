"""The pages' common ground: frame, components, styles, scripts, fonts. No police work."""
