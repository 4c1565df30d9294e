"""Why access was given or refused: the sentence of each reason key.

A decision carries the key, which is stable; the catalogues hold the sentences in each language.
"""

from collections.abc import Mapping
from typing import Final

from jisr.errors import to_translate

ALLOWED: Final = "access.allowed"

REASONS: Final[Mapping[str, str]] = {
    ALLOWED: to_translate("the agreement of the bureau and the role of the officer allow it"),
    # may
    "access.officer_inactive": to_translate("the officer is no longer active"),
    "access.other_bureau": to_translate("the officer does not belong to this bureau"),
    "access.word_unknown": to_translate("the purpose, database or operation is not known"),
    "access.no_case": to_translate("no case is named"),
    "access.no_agreement": to_translate("the bureau has no agreement in force that gives this"),
    "access.counterpart": to_translate("the agreement does not cover data of this owner"),
    "access.no_role": to_translate("no role of the officer allows this in this database"),
    "access.owner_unknown": to_translate("it is not known whose data these are"),
    "access.not_owner": to_translate("only the bureau that owns the data may do this"),
    # roles
    "access.roles_incompatible": to_translate("one person must not hold these roles together"),
    "access.role_wrong_bureau": to_translate("this role cannot be held in such a bureau"),
    # officers, bureaus, agreements
    "access.not_manager": to_translate(
        "officers are managed by the head or the security officer of their bureau or of the one "
        "above it"
    ),
    "access.not_first_manager": to_translate(
        "the secretariat names only the first head of a bureau; the bureau names the others"
    ),
    "access.officers_of_others": to_translate(
        "a bureau sees its own officers and those of what stands under it"
    ),
    "access.own_roles": to_translate("nobody changes their own roles or deactivates themselves"),
    "access.bureau_founded": to_translate("such a bureau is made only when the network is founded"),
    "access.not_head": to_translate(
        "only the head of the member's national bureau registers its agencies and sub-bureaus and "
        "their agreements"
    ),
    "access.not_coordinator": to_translate(
        "only a coordinator of the secretariat does this for an international body"
    ),
    "access.grant_needless": to_translate(
        "this bureau has the network's databases without an agreement"
    ),
    "access.grant_empty": to_translate("an agreement names databases, operations and purposes"),
    "access.grant_dates": to_translate("an agreement must not end before it starts"),
    "access.grant_ended": to_translate("the agreement has ended already"),
    "access.not_installation": to_translate(
        "only the operator and the coordinators of the secretariat see how the installation is"
    ),
    "access.grant_too_wide": to_translate("an agreement must not give more than its giver has"),
}
"""The English sentence of each reason key; it is also the key of the catalogues."""
