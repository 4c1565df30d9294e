"""Fields that wait for their originator are opened in an emergency, and their owner is told."""
