"""Why somebody is shown an entry of the ledger: the sentence of each reason key."""

from collections.abc import Mapping
from typing import Final

from jisr.errors import to_translate

REASONS: Final[Mapping[str, str]] = {
    "ledger.hidden": to_translate("this entry is not for you"),
    "ledger.for_every_member": to_translate(
        "every member sees which bureaus, agreements, groups and keys there are"
    ),
    "ledger.of_the_assembly": to_translate("every member sees what the assembly does"),
    "ledger.own_call": to_translate("it is your member’s entry in a roll-call"),
    "ledger.own_officers": to_translate("it is about an officer of your bureau"),
    "ledger.own_act": to_translate("you did this yourself"),
    "ledger.supervised": to_translate("it was done in a bureau that you answer for"),
    "ledger.own_record": to_translate(
        "the record is your member’s, or you administer the records of all"
    ),
    "ledger.own_audience": to_translate("it says who sees records of your member"),
    "ledger.side_of_hit": to_translate("your bureau is a side of this hit"),
    "ledger.commission": to_translate("the Commission for the Control of Files sees every entry"),
}
