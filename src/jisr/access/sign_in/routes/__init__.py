"""Routes of sign-in: tokens and keys of machines, sessions, passkeys, national providers."""

from collections.abc import Sequence

from fastapi import APIRouter

from jisr.access.sign_in.routes import keys, page, passkeys, provider, session, statements, token

ROUTERS: Sequence[APIRouter] = (
    token.router,
    keys.router,
    session.router,
    passkeys.router,
    provider.router,
    statements.router,
)
UNVERSIONED: Sequence[APIRouter] = (page.router,)
"""What stands outside the version: pages for people."""
