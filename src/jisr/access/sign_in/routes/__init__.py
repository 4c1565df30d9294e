"""Routes of sign-in: tokens and keys of machines, sessions, passkeys, national providers."""

from collections.abc import Sequence

from fastapi import APIRouter

from jisr.access.sign_in.routes import (
    keys,
    passkeys,
    provider,
    session,
    shift,
    statements,
    token,
    tokens,
)

ROUTERS: Sequence[APIRouter] = (
    token.router,
    tokens.router,
    keys.router,
    session.router,
    shift.router,
    passkeys.router,
    provider.router,
    statements.router,
)
