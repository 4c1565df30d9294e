"""A rule says no; there is no such thing; it does not fit what is stored."""

from jisr.errors.root import JisrError


class Denied(JisrError):
    """A rule refuses; `why` is the reason key of the decision."""

    code = "denied"
    status = 403
    exit_code = 3
    message = "Not allowed: {why}"


class OfficerUnknown(Denied):
    """The acting officer is not registered, or no longer active."""

    code = "denied.officer_unknown"
    status = 401
    message = "No active officer is called “{officer}”. See `jisr officers list`, then use --as."


class SignInMissing(Denied):
    """Nobody is signed in."""

    code = "denied.sign_in"
    status = 401
    message = "Sign in, or send an access token: Authorization: Bearer …"


class HubTokenMissing(Denied):
    """A hub was named, and no token for it."""

    code = "denied.hub_token"
    status = 401
    message = "Give your access token in JISR_TOKEN, or name its file in JISR_TOKEN_FILE."


class TokenRefused(Denied):
    """An access token is not accepted."""

    code = "denied.token"
    status = 401
    message = "This access token is not accepted: {why}. Get a new one."


class CredentialRefused(Denied):
    """A way to show who one is (a key, a passkey, a provider's word) is not accepted."""

    code = "denied.credential"
    status = 401
    message = "This sign-in is not accepted: {why}. Begin again."


class OriginRefused(Denied):
    """A change was sent with a cookie by a page that is not ours (cross-site request forgery)."""

    code = "denied.origin"
    message = "This request did not come from a page of this hub. Open our page and begin again."


class ProxyBypassed(Denied):
    """A hub that is not encrypted itself was asked by another than its proxy."""

    code = "denied.proxy"
    message = "This hub is reached through its proxy alone. Use the address that people use."


class ConfirmationMissing(Denied):
    """Something needs a passkey's word that the person is there, and it is missing or old."""

    code = "denied.confirmation"
    message = "Confirm with your passkey that it is you, then do this again within {minutes} min."


class SignatureMissing(Denied):
    """A person must sign this with a passkey, and did not."""

    code = "denied.signature_missing"
    message = (
        "Sign this with your passkey: POST /v1/sign-in/statements says what to sign; send the "
        "answer as Jisr-Signature."
    )


class SignatureRefused(Denied):
    """A signature is not its officer's own over what was sent."""

    code = "denied.signature"
    message = "This signature is not accepted: {why}. Sign again."


class NotFound(JisrError):
    """No such thing, or none that this officer may know of: both sound alike."""

    code = "not_found"
    status = 404
    exit_code = 4
    message = "There is no such {thing}, or none that you may see."


class RouteMissing(NotFound):
    """Nothing is at this address."""

    code = "not_found.address"
    message = "Nothing is at this address. See /openapi.json for those that there are."


class WayMissing(NotFound):
    """A way to sign in is not set up in this hub."""

    code = "not_found.way"
    message = "This way to sign in is not set up here. The operator sets {setting}."


class HomeMissing(NotFound):
    """The data directory was named but holds no network."""

    code = "home.missing"
    message = "{path} holds no network yet. Make one with `jisr init`."


class Conflict(JisrError):
    """The request disagrees with what is stored."""

    code = "conflict"
    status = 409
    exit_code = 5
    message = "This does not fit what is stored: {why}"


class AlreadyExists(Conflict):
    """The thing to be made is already there."""

    code = "conflict.exists"
    message = "This {thing} exists already. Open it and write a new version instead."


class VersionStale(Conflict):
    """The thing was changed since it was read."""

    code = "conflict.version"
    status = 412
    message = (
        "This {thing} was changed meanwhile (it is at version {current}). Read it again first."
    )


class EntryRefused(Conflict):
    """The board of a secret ballot does not take an entry; `why` is the key of the check."""

    code = "conflict.entry"
    message = "The board does not take this: {why}."


class IdempotencyReused(Conflict):
    """An idempotency key came before with another request."""

    code = "conflict.idempotency"
    status = 422
    message = "This Idempotency-Key was used for another request. Use a new one."


class HomeExists(Conflict):
    """A network was to be made where one is."""

    code = "home.exists"
    message = "{path} holds a network already. Choose another directory."


class HomeOutdated(Conflict):
    """The data directory was written by another version of the program."""

    code = "home.outdated"
    message = "{path} has schema {found}, this program needs {needed}. Run `jisr migrate`."


class BackupElsewhere(Conflict):
    """The data are kept by a database server, which has its own means to save them."""

    code = "backup.elsewhere"
    message = (
        "The data of this network are in PostgreSQL. Save and restore them with pg_dump and "
        "pg_restore, then run `jisr erase-again`."
    )
