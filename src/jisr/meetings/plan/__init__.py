"""The planner: pure decisions over delegations, slots, rooms and interpreters."""
