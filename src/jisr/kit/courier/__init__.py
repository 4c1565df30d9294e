"""Delivers what waits in the outbox: e-mail and signed webhooks."""
