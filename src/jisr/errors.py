"""Everything that can go wrong, as one tree.

    JisrError
    ├── InputRefused        what came from outside cannot be read            exit 2, status 4xx
    ├── Denied              a rule says no                                   exit 3, status 403
    ├── NotFound            no such thing, or none for this officer          exit 4, status 404
    ├── Conflict            true elsewhere, but not beside what is stored    exit 5, status 409
    ├── Unavailable         the machine cannot do it now                     exit 6, status 503
    └── LedgerBroken        what is stored does not prove what it should     exit 7, status 500

`message` is an English sentence with the next step; it is the gettext key, and `locale/` holds it
in the other languages. Names in braces are filled from the keyword arguments of the constructor;
they never carry a search term or a person's data, because messages reach logs. A detail that is
itself a sentence (`why=to_translate("no such day")`) is translated before it is filled in.
"""

from typing import ClassVar


def to_translate(text: str) -> str:
    """Mark a sentence for the catalogues; it is translated only when a person is shown it."""
    return text


class JisrError(Exception):
    """The root: each error has a stable code, a status, an exit code and a sentence."""

    code: ClassVar[str] = "internal"
    status: ClassVar[int] = 500
    exit_code: ClassVar[int] = 1
    message: ClassVar[str] = (
        "Something went wrong inside Jisr. Send the operator the log of this minute."
    )

    def __init__(self, **details: object) -> None:
        super().__init__(self.code)
        self.details = details

    def __str__(self) -> str:
        """Return the sentence in English, filled."""
        return self.message.format_map(self.details)


# ── what came from outside ────────────────────────────────────────────────────────────────────


class InputRefused(JisrError):
    """What came from outside cannot be read or is out of bounds."""

    code = "input.refused"
    status = 400
    exit_code = 2
    message = "This input cannot be accepted: {why}"


class ValueMalformed(InputRefused):
    """One field does not have the form it must have."""

    code = "input.malformed"
    message = "{field} is not valid: {why}"


class FileUnreadable(InputRefused):
    """A file named by the user cannot be opened."""

    code = "input.file_unreadable"
    message = "The file {path} cannot be read. Check its name and that you may open it."


class FileUnwritable(InputRefused):
    """A file that was to be made cannot be written."""

    code = "input.file_unwritable"
    message = "The file {path} cannot be written. Check that its folder exists and is yours."


class FileEmpty(InputRefused):
    """A list holds no row."""

    code = "input.file_empty"
    message = "{path} holds no rows. Put one line of column names and at least one row in it."


class EncodingWrong(InputRefused):
    """A text file is not UTF-8."""

    code = "input.encoding"
    message = "{path} is not UTF-8 text (line {line}). Save it as UTF-8 and try again."


class HeaderDuplicate(InputRefused):
    """A list names one column twice."""

    code = "input.header_duplicate"
    message = "{path} names the column “{column}” twice. Remove one of them."


class HeaderIncomplete(InputRefused):
    """A list lacks the columns that a row needs."""

    code = "input.header_incomplete"
    message = "{path} lacks a needed column: {columns}. Add it to the first line."


class InputTooLarge(InputRefused):
    """Something is longer than its ceiling."""

    code = "input.too_large"
    status = 413
    message = "{field} is too long: at most {limit} are accepted."


class CheckDigitWrong(InputRefused):
    """A number that carries a check digit does not agree with it."""

    code = "input.check_digit"
    message = "The check digit of {field} is wrong. Read or type it again."


class PurposeUnknown(InputRefused):
    """A purpose is not one of the nine."""

    code = "input.purpose_unknown"
    message = "“{given}” is not a purpose. Use one of: {known}."


class PurposeMissing(InputRefused):
    """A check or a reading named no purpose."""

    code = "input.purpose_missing"
    message = "Say why you ask: --purpose with one of {known}."


class CaseMissing(InputRefused):
    """A check or a reading named no case reference."""

    code = "input.case_missing"
    message = "Say for which case you ask: --case with your own file reference."


class OfficerMissing(InputRefused):
    """Nobody was named to act, and the network has more than one officer."""

    code = "input.officer_missing"
    message = "Say who acts: --as with one of `jisr officers list`, or JISR_OFFICER."


class KeyExposed(InputRefused):
    """A file with a private key may be read by others than its owner."""

    code = "input.key_exposed"
    message = (
        "Others may read the key file {path}. If it was private until now, run `chmod 600 {path}`; "
        "otherwise make a new key."
    )


class MethodWrong(InputRefused):
    """A route is asked with a method that it does not have."""

    code = "input.method"
    status = 405
    message = "This address does not take that method. See /openapi.json for what it takes."


class MediaWrong(InputRefused):
    """A body is of another kind than the route reads."""

    code = "input.media"
    status = 415
    message = "This kind of content is not read here. Send {expected}."


class RateExceeded(InputRefused):
    """A caller asks faster than it may."""

    code = "input.rate"
    status = 429
    message = "You ask faster than allowed. Wait {seconds} s and try again."


class PreconditionMissing(InputRefused):
    """A change did not say of which version."""

    code = "input.precondition"
    status = 428
    message = "Say which version you change: send If-Match with the ETag that you read."


class SettingInvalid(InputRefused):
    """A setting has a value that it cannot have."""

    code = "setting.invalid"
    message = "The setting {name} cannot be “{given}”: {why}"


# ── a rule says no ────────────────────────────────────────────────────────────────────────────


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


class TokenRefused(Denied):
    """An access token is not accepted."""

    code = "denied.token"
    status = 401
    message = "This access token is not accepted: {why}. Get a new one."


# ── no such thing ─────────────────────────────────────────────────────────────────────────────


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


class HomeMissing(NotFound):
    """The data directory was named but holds no network."""

    code = "home.missing"
    message = "{path} holds no network yet. Make one with `jisr init`."


# ── true elsewhere, but not beside what is stored ─────────────────────────────────────────────


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


# ── the machine cannot do it now ──────────────────────────────────────────────────────────────


class Unavailable(JisrError):
    """The machine cannot do it now; nothing was half-written."""

    code = "unavailable"
    status = 503
    exit_code = 6
    message = "This cannot be done right now: {why}. Nothing was written; try again."


class StorageFull(Unavailable):
    """The disk is full."""

    code = "unavailable.storage_full"
    status = 507
    message = (
        "The disk is full. What was not confirmed was not written. Free some space and try again."
    )


class StorageBusy(Unavailable):
    """Another process holds the database too long."""

    code = "unavailable.busy"
    message = "The database is busy. Nothing was written; try again in a moment."


class TraceUnavailable(Unavailable):
    """A check's trace cannot be sealed, so the check is not answered."""

    code = "unavailable.trace"
    message = "The trace of this check could not be sealed, so it is not answered. Try again."


class ProofPending(Unavailable):
    """An entry is committed, but no signed checkpoint covers it yet."""

    code = "unavailable.proof_pending"
    message = "This entry is not in a signed checkpoint yet. Ask for its proof in a moment."


# ── the ledger does not prove what it should ──────────────────────────────────────────────────


class LedgerBroken(JisrError):
    """What is stored does not prove what it should: someone must look."""

    code = "ledger.broken"
    status = 500
    exit_code = 7
    message = "The ledger does not verify: {why}. Stop writing and call the operator."


class ProofInvalid(LedgerBroken):
    """A proof does not lead to the root it names."""

    code = "ledger.proof_invalid"
    message = "This proof does not verify: {why}."


class FormatMalformed(LedgerBroken):
    """Bytes of the ledger are not in the one accepted spelling."""

    code = "ledger.malformed"
    message = "This {thing} is not in its one accepted form: {why}."


class LedgerReadOnly(LedgerBroken):
    """The lock beside the database does not agree with the tree (restored from a backup?)."""

    code = "ledger.read_only"
    status = 503
    message = "The ledger is read-only: {why}. Run `jisr ledger resume` with the newest checkpoint."
