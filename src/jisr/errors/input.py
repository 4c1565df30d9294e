"""What came from outside and cannot be read or is out of bounds."""

from jisr.errors.root import JisrError


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


class BodyLate(InputRefused):
    """A body, or the next piece of a stream, did not come in time."""

    code = "input.late"
    status = 408
    message = "The rest of the request did not come within {seconds} s. Send it again."


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


class SpreadExceeded(InputRefused):
    """An officer asked about more different people within an hour than one person does."""

    code = "input.spread"
    status = 429
    message = (
        "You asked about more different people this hour than one officer may ({limit}). That you "
        "did is noted, and your security officer is told. Go on in the next hour, or let a machine "
        "of your bureau check the list."
    )


class PreconditionMissing(InputRefused):
    """A change did not say of which version."""

    code = "input.precondition"
    status = 428
    message = "Say which version you change: send If-Match with the ETag that you read."


class BindingRefused(InputRefused):
    """The hub was to listen beyond this machine without encryption."""

    code = "input.binding"
    message = (
        "{host} is not an address of this machine alone. Name --certificate and --key, listen on "
        "127.0.0.1, or name the proxy that encrypts for the hub in the setting trusted_proxy."
    )


class DoorMissing(InputRefused):
    """The hub was to be started although nobody could sign in."""

    code = "input.door"
    message = (
        "Nobody could sign in to this hub. Name your provider in the setting oidc_issuer, or let a "
        "first officer make a passkey: `jisr passkeys invite OFFICER`."
    )


class BackupUnusable(InputRefused):
    """A file that should be restored is no backup, or not a whole one."""

    code = "input.backup_unusable"
    message = "{path} cannot be restored: {why}. Use another backup."


class HubAddressWrong(InputRefused):
    """What was named is no address of a hub, or would carry the token in clear."""

    code = "input.hub_address"
    message = "This is no address of a hub that can be asked: {why}."


class OnlyHere(InputRefused):
    """A command, or an option, works on the data directory and not over a hub."""

    code = "input.only_here"
    message = "{what} works on the data directory itself. Leave out --hub, on the hub's machine."


class SettingInvalid(InputRefused):
    """A setting has a value that it cannot have."""

    code = "setting.invalid"
    message = "The setting {name} cannot be “{given}”: {why}"
