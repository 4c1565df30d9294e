"""Boards of secret ballots as the hub keeps them: line by line, each sealed in the ledger."""
