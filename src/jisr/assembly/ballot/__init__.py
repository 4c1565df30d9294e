"""Secret ballots that anyone recounts: made in the booth, added up sealed, opened by trustees.

Nobody outside this project has reviewed this cryptography yet; before a vote that binds anyone, an
outside review is due. The format is `docs/formats/ballot.md`.
"""
