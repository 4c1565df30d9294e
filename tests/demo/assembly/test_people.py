"""Who comes to the session of the demo."""

from held_hall import Hall
from jisr.access import actions as access
from jisr.access.countries import country
from jisr.access.model import Role
from jisr.assembly.sessions.model import Post
from jisr.demo.assembly.people import (
    CANDIDATES,
    DELEGATIONS,
    SECRETARY,
    SURELY,
    Sent,
    coming,
)

MEMBERS = [f"{first}{second}X" for first in "ABCDEFGHIJKLMN" for second in "ABCDEFGHIJKLMN"]


def test_the_same_members_come_each_time() -> None:
    """Everybody who serves is among them, and a seed draws the others."""
    members = sorted({*MEMBERS, *SURELY})
    came = coming(members, 1, DELEGATIONS)
    assert came == coming(members, 1, DELEGATIONS)
    assert came != coming(members, 2, DELEGATIONS)
    assert (len(came), set(came) >= SURELY) == (DELEGATIONS, True)


def test_candidates_are_of_four_regions() -> None:
    """The election looks like one of the organisation."""
    assert len({country(each).region for each in CANDIDATES}) == len(CANDIDATES)


def test_whoever_casts_the_ballot_is_in_the_delegation() -> None:
    """The head casts where the member names nobody for it."""
    whole = Sent("MAR", "delegate@mar", "alternate@mar", "caster@mar").delegation()
    posts = {each.id: each.posts for each in whole.delegates}
    assert posts == {
        "delegate@mar": {Post.HEAD},
        "alternate@mar": {Post.ALTERNATE},
        "caster@mar": {Post.BALLOT_CASTER},
    }
    assert Sent("FRA", "delegate@fra", "alternate@fra").voter == "delegate@fra"


def test_delegates_see_no_data(hall: Hall) -> None:
    """Who only sits in the hall has that role and no other."""
    with hall.session.database.reading() as transaction:
        secretary = access.officer(transaction, SECRETARY)
        head = access.officer(transaction, "delegate@mar")
    assert [*secretary.roles, *head.roles] == [Role.ASSEMBLY_SECRETARY, Role.DELEGATE]
