"""Sessions of the assembly: register, deadlines, delegations, credentials, seats, right to vote."""
