"""A typed client of a hub over HTTP: `client.Client`. It knows bytes and shapes, not police."""
