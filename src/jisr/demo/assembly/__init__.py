"""The session that the demo network holds: delegations, texts, an open roll-call, an election."""
