"""Why a check, or the reading of its trace, was refused: the sentence of each reason key."""

from collections.abc import Mapping
from typing import Final

from jisr.errors import to_translate

REASONS: Final[Mapping[str, str]] = {
    "checks.home_does_not_measure": to_translate(
        "this network is not made to measure; make one with `jisr init --measure`"
    ),
    "checks.trace_of_another_bureau": to_translate("each bureau reads only its own traces"),
    "checks.role_reads_no_traces": to_translate("no role of the officer reads traces"),
    "checks.terms_only_for_data_protection": to_translate(
        "only the bureau's data-protection officer reads whom or what a check asked about"
    ),
    "checks.terms_need_a_case": to_translate("name the Commission's case for which you read this"),
}
"""The English sentence of each reason key; it is also the key of the catalogues."""
