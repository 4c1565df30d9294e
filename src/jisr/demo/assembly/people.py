"""Who comes to the session of the demo: a delegation of nearly every member, and who serves it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from jisr.access import actions as access
from jisr.access.countries import country
from jisr.access.model import SECRETARIAT, Officer, Role
from jisr.assembly.sessions.model import Delegate, Delegation, Post
from jisr.demo.members import issuers
from jisr.demo.sources import dice
from jisr.demo.staff import officer_id
from jisr.demo.tongues import full_name, tongue
from jisr.kit.db import Transaction

DELEGATIONS = 179
"""Members that come, as many as came to the session that the demo is drawn after."""
SECRETARY = officer_id("secretary", SECRETARIAT)
OBSERVER = officer_id("observer", "AFRIPOL")
HOST = "MAR"
CHAIR = officer_id("delegate", "KEN")
TRUSTEES = ("BRA", "FRA", "IND", "JOR", "NGA")
WITNESSES = ("CAN", "EGY", "ESP", "JPN", "SEN")
BOARD = ("CHL", "ISL", "NPL")
CANDIDATES = ("ARE", "COL", "FIN", "GHA")
"""Members whose head of delegation stands for President."""
SURELY = frozenset((HOST, "KEN", "AUS", *TRUSTEES, *WITNESSES, *BOARD, *CANDIDATES))
"""Members of whom somebody serves, speaks or stands."""
_TONGUES = {"africa": "fr", "americas": "es", "asia": "en", "europe": "en", "oceania": "en"}


@dataclass(frozen=True, slots=True)
class Sent:
    """Whom a member sends: ids of officers; the ballot-caster may be none."""

    member: str
    head: str
    alternate: str
    caster: str = ""

    @property
    def voter(self) -> str:
        """Who casts the secret ballot."""
        return self.caster or self.head

    def delegation(self) -> Delegation:
        """Return it as the assembly registers it; names come from the register of officers."""
        posts = [(self.head, Post.HEAD), (self.alternate, Post.ALTERNATE)]
        if self.caster:
            posts.append((self.caster, Post.BALLOT_CASTER))
        return Delegation(
            self.member, tuple(Delegate(each, each, frozenset({post})) for each, post in posts)
        )


def coming(members: Sequence[str], seed: int, delegations: int) -> tuple[str, ...]:
    """Return the members that come, in the order of their codes."""
    surely = [each for each in members if each in SURELY]
    others = [each for each in members if each not in SURELY]
    dice(seed, "absent").shuffle(others)
    return tuple(sorted((*surely, *others[: max(0, delegations - len(surely))])))


def add_people(
    transaction: Transaction, coordinator: str, seed: int, delegations: int
) -> tuple[Sent, ...]:
    """Register the delegates of the members that come, and the secretary of the assembly.

    Returns:
        The delegations in the order of their members' codes.
    """
    access.register_officer(
        transaction,
        coordinator,
        _person(seed, SECRETARY, SECRETARIAT, "fr", Role.ASSEMBLY_SECRETARY),
    )
    observer = _person(seed, OBSERVER, "AFRIPOL", "fr", Role.OBSERVER)
    access.register_officer(transaction, officer_id("head", "AFRIPOL"), observer)
    codes = [each.country for each in access.members(transaction, limit=access.LIST_MAX)]
    sent = []
    for member in coming(codes, seed, delegations):
        head = officer_id("head", member)
        if access.registered(transaction, head) is None:
            new = _person(seed, head, member, _tongue_of(member), Role.HEAD_OF_BUREAU)
            access.register_officer(transaction, coordinator, new)
        for officer in _delegates(seed, member):
            access.register_officer(transaction, head, officer)
        caster = officer_id("caster", member) if _has_caster(seed, member) else ""
        sent.append(
            Sent(member, officer_id("delegate", member), officer_id("alternate", member), caster)
        )
    return tuple(sent)


def _delegates(seed: int, member: str) -> Iterator[Officer]:
    called = ["delegate", "alternate"] + (["caster"] if _has_caster(seed, member) else [])
    for each in called:
        yield _person(seed, officer_id(each, member), member, _tongue_of(member), Role.DELEGATE)


def _has_caster(seed: int, member: str) -> bool:
    """Return whether a member names a ballot-caster; where it does not, its head casts."""
    return dice(seed, "caster", member).random() < 0.25  # noqa: PLR2004  one in four


def _tongue_of(member: str) -> str:
    return _TONGUES.get(country(member).region, "fr")


def _person(seed: int, called: str, bureau: str, language: str, role: Role) -> Officer:
    chance = dice(seed, "delegate", called)
    issuer = issuers().get(bureau)
    spoken = issuer.tongue_of_person(chance) if issuer else tongue(language)
    return Officer(
        called, bureau, full_name(spoken, chance, chance.choice("FM")).latin, frozenset({role})
    )
