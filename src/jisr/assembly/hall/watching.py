"""Who follows the hall: the credential of a live connection, which is looked at again and again."""

from collections.abc import Callable

from fastapi import Request

from jisr.access.callers import Callers, bearer_of, secret_of
from jisr.access.sign_in.model import Caller, Scope
from jisr.access.sign_in.rules import may_use
from jisr.errors import SignInMissing
from jisr.kit.http.certified import certificate_of
from jisr.kit.http.hub import hub_of

Look = Callable[[], Caller]
"""Returns who follows; raises as soon as the credential is good no more."""


def look_of(request: Request) -> Look:
    """Return what says who follows, now and later; raise `SignInMissing` without a credential.

    To follow is not to be there: it keeps no session alive, and one that nobody touches may follow
    to its end.
    """
    callers = hub_of(request).part(Callers)
    token, secret = bearer_of(request), secret_of(request)
    certificate = certificate_of(request)
    if not token and not secret:
        raise SignInMissing

    def look() -> Caller:
        if token:
            caller = callers.by_token(token, certificate)
        else:
            caller = callers.by_session(secret, is_there=False, is_watching=True)
        may_use(caller, Scope.ASSEMBLY).or_refuse()
        return caller

    return look
