"""The assembly of members: sessions, texts, votes and elections, one member, one vote."""
