"""Why a record was refused, shown or hidden: the sentence of each reason key.

A decision carries the key, which is stable; the catalogues hold the sentences in each language.
"""

from collections.abc import Mapping
from typing import Final

from jisr.errors import to_translate

ALLOWED: Final = "record.allowed"

REASONS: Final[Mapping[str, str]] = {
    ALLOWED: to_translate("the rules of the database allow it"),
    # what may be recorded
    "record.wrong_kind": to_translate("this database does not hold things of this kind"),
    "record.wrong_writer": to_translate("bodies of this kind do not write in this database"),
    "record.not_issuing_country": to_translate(
        "only a bureau of the country that issued the document records it"
    ),
    "record.purpose_not_of_database": to_translate("this database does not serve this purpose"),
    "record.status_missing": to_translate("say in what capacity the person is recorded"),
    "record.status_not_for_things": to_translate("only a person has a status"),
    "record.status_purpose": to_translate(
        "nobody of this status is recorded for this purpose: victims, witnesses, missing and dead "
        "persons are not sought or warned of"
    ),
    "record.event_missing": to_translate(
        "name the case or event that links the person to the purpose, or say why it is relevant"
    ),
    "record.field_missing": to_translate("{field} is needed in this database"),
    "record.field_too_long": to_translate("{field} is longer than its ceiling"),
    "record.field_unprintable": to_translate("{field} holds a character that cannot be printed"),
    "record.handling_field_unknown": to_translate("{field} is no field of such a record"),
    "record.country_unknown": to_translate(
        "{field} is no country code of ISO 3166-1 or ICAO Doc 9303"
    ),
    "record.document_type_unknown": to_translate("this database holds no document of this type"),
    "record.fraud_type_unknown": to_translate("this is no known fraud type"),
    "record.theft_country_missing": to_translate("name the country of the theft"),
    "record.batch_not_allowed": to_translate("only stolen blanks have a batch identifier"),
    "record.date_not_past": to_translate("{field} must not be in the future"),
    "record.confidentiality_too_low": to_translate(
        "the confidentiality is below the lowest level of this database"
    ),
    "record.retention_past": to_translate("the end of retention must be in the future"),
    "record.retention_too_long": to_translate(
        "the end of retention is beyond the maximum of this database"
    ),
    "record.number_malformed": to_translate("{field}: {problem}"),
    "record.twice_in_batch": to_translate(
        "the same thing stands in this batch already, with other data"
    ),
    # what is done with a record
    "record.not_active": to_translate("the record is withdrawn or erased already"),
    "record.reason_missing": to_translate("say why, in one line of at most 200 characters"),
    "record.identity_changed": to_translate(
        "this would be another thing: withdraw the record and add a new one"
    ),
    # what is opened in an emergency
    "record.opening_role": to_translate(
        "only the head of a national bureau opens such fields in an emergency"
    ),
    "record.opening_reason": to_translate(
        "say why it cannot wait for the owner, in one line of 20 to 200 characters"
    ),
    "record.opening_needless": to_translate(
        "nothing in this record can be opened to you: what the owner only confirms, ask the owner"
    ),
    "record.opening_referred": to_translate(
        "the legal reviewer of the secretariat decides about this record; contact no other bureau"
    ),
    "record.opening_too_many": to_translate(
        "you have opened too many records today: what is done so often is no emergency"
    ),
    # who sees it
    "record.seen_by_owner": to_translate("the record is the member's own"),
    "record.seen_by_audience": to_translate("the owner shares it with this member"),
    "record.seen_by_agreement": to_translate(
        "the owner shares it with all, and the body has an agreement"
    ),
    "record.seen_by_secretariat": to_translate("the secretariat administers the data"),
    "record.seen_by_oversight": to_translate("oversight sees all data"),
    "record.not_shared": to_translate("the owner does not share it with this member"),
    "record.excluded": to_translate("the owner excludes this member"),
    "record.purpose_not_shared": to_translate("the owner does not share it for this purpose"),
    "record.waits_for_objections": to_translate(
        "membership of the group waits until the time for objections has passed"
    ),
    "record.secretariat_role": to_translate("this role at the secretariat does not read records"),
    "record.not_coordinator": to_translate("only a coordinator of the secretariat changes a group"),
}
"""The English sentence of each reason key; it is also the key of the catalogues."""
