"""What figures are called and what they mean: the sentence of each, for the catalogues."""

from collections.abc import Mapping
from typing import Final

from jisr.checks.tallies.model import By
from jisr.errors import to_translate
from jisr.insight.model import Of, Period
from jisr.records.model import Kind

PERIODS: Final[Mapping[Period, str]] = {
    Period.TODAY: to_translate("Today"),
    Period.WEEK: to_translate("7 days"),
    Period.MONTH: to_translate("30 days"),
}
OF: Final[Mapping[Of, str]] = {
    Of.BUREAU: to_translate("My bureau"),
    Of.NETWORK: to_translate("The network"),
}
TITLES: Final[Mapping[By, str]] = {
    By.HOUR: to_translate("By hour of the day"),
    By.DAY: to_translate("By day"),
    By.PURPOSE: to_translate("By purpose"),
    By.KIND: to_translate("Hits by kind of evidence"),
    By.BUREAU: to_translate("By place"),
}
HEADS: Final[Mapping[By, str]] = {
    By.HOUR: to_translate("Hour (UTC)"),
    By.DAY: to_translate("Day"),
    By.PURPOSE: to_translate("Purpose"),
    By.KIND: to_translate("Kind"),
    By.BUREAU: to_translate("Bureau"),
}
KINDS: Final[Mapping[Kind, str]] = {
    Kind.PERSON: to_translate("A person’s name and particulars"),
    Kind.DOCUMENT: to_translate("The number of a document"),
    Kind.VEHICLE: to_translate("The number or plate of a vehicle"),
    Kind.VESSEL: to_translate("The number or name of a vessel"),
    Kind.FIREARM: to_translate("The number of a firearm"),
}
SOURCE: Final = to_translate("the sealed traces of checks on this hub")
PACE_SOURCE: Final = to_translate("the dialogues of hits on this hub")
NOT_TOLD: Final = to_translate("not told")
WITHHELD: Final = to_translate(
    "Where others had fewer than {floor} hits the number is not told: it could tell of one person "
    "or one case. Where one number would give another away, neither is told. Hits on restricted "
    "records are counted nowhere until the restriction is lifted."
)
DEFINITIONS: Final[Mapping[str, str]] = {
    By.HOUR: to_translate(
        "Checks by the hour of UTC in which they were asked; hits are checks that found at least "
        "one record, presumed until its owner confirms it."
    ),
    By.DAY: to_translate("Checks and hits by the day of UTC in which they were asked."),
    By.PURPOSE: to_translate("Checks and hits by the purpose that the officer named."),
    By.KIND: to_translate("Checks that found something, by what was asked about."),
    By.BUREAU: to_translate("Checks and hits by the bureau whose officer asked."),
    "pace": to_translate(
        "Questions put to owners in the period (the newest 10,000). Times run from the question "
        "to the owner’s first answer; half of the answers took at most the median, nine in ten at "
        "most the 90th percentile."
    ),
    "records": to_translate("Active records of every audience, counted once an hour."),
}
