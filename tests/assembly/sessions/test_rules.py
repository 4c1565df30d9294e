"""Who is in the hall, in what capacity, and who votes on what."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jisr.access.profiles import load_profile
from jisr.assembly.sessions.model import (
    Act,
    Credential,
    CredentialState,
    Delegate,
    Delegation,
    Issuer,
    Matter,
    Observer,
    ObserverKind,
    Post,
    Question,
    Reviewer,
    Seat,
    Standing,
    Voice,
    Waiver,
)
from jisr.assembly.sessions.rules import (
    is_suspended,
    may_act,
    may_admit,
    may_register,
    may_review,
    may_take_part,
    may_vote,
    may_waive,
    reviewed,
    roll,
    standing,
)
from jisr.errors import Denied, ValueMalformed
from jisr.values import Decision

YES = Decision(allowed=True, why="sessions.allowed")
MEMBERS = ("MAR", "TUN", "FRA")
HEAD = Delegate("h", "Amina Bennis", frozenset({Post.HEAD}))
ALTERNATE = Delegate("a", "Youssef Alami", frozenset({Post.ALTERNATE}))
CASTER = Delegate("c", "Nour Haddad", frozenset({Post.BALLOT_CASTER}))
ADVISER = Delegate("d", "Karim Idrissi")
MOROCCO = Delegation("MAR", (HEAD, ALTERNATE, CASTER, ADVISER))
ACCEPTED = Credential("MAR", Issuer.FOREIGN_MINISTER, CredentialState.ACCEPTED)
SEAT = Seat(MOROCCO, ACCEPTED)
OPEN = Question(session=93, year=2025, matter=Matter.OTHER)
SECRET = Question(session=93, year=2025, matter=Matter.ELECTION, is_secret=True)
UNPAID = replace(SEAT, unpaid_years=frozenset({2024, 2025}))


def no(reason: str) -> Decision:
    """Return the refusal with this reason."""
    return Decision(allowed=False, why=f"sessions.{reason}")


def advisers(count: int, *, is_extra: bool = False) -> tuple[Delegate, ...]:
    """Return so many people without a post."""
    return tuple(
        Delegate(f"x{n}{is_extra}", f"Delegate {n}", frozenset(), is_extra) for n in range(count)
    )


@pytest.mark.parametrize(
    ("delegation", "expected"),
    [
        (MOROCCO, YES),
        (Delegation("MAR", (HEAD,)), YES),
        (Delegation("MAR", ()), no("posts")),
        (Delegation("MAR", (ALTERNATE, CASTER)), no("posts")),
        (Delegation("MAR", (HEAD, replace(HEAD, id="h2"))), no("posts")),
        (Delegation("MAR", (HEAD, replace(HEAD, id="h2", is_revoked=True))), YES),
        (Delegation("MAR", (replace(HEAD, is_revoked=True), ADVISER)), no("posts")),
        (Delegation("MAR", (HEAD, CASTER, replace(CASTER, id="c2"))), no("posts")),
        (Delegation("MAR", (replace(HEAD, posts=frozenset(Post)),)), no("posts")),
        (
            Delegation("MAR", (replace(HEAD, posts=frozenset({Post.HEAD, Post.BALLOT_CASTER})),)),
            YES,
        ),
        (Delegation("MAR", (HEAD, replace(ADVISER, id="h"))), no("delegate_twice")),
        (Delegation("MAR", (HEAD, *advisers(9))), YES),
        (Delegation("MAR", (HEAD, *advisers(10))), no("too_many_delegates")),
        (Delegation("MAR", (HEAD, *advisers(10)), sub_bureaus=1), YES),
        (Delegation("MAR", (HEAD, *advisers(12)), sub_bureaus=2), no("too_many_delegates")),
        (Delegation("MAR", (HEAD, *advisers(9), *advisers(3, is_extra=True))), YES),
    ],
)
def test_registration_of_a_delegation(delegation: Delegation, expected: Decision) -> None:
    """One head, at most one ballot-caster, ten people and one for each sub-bureau (RoP 7)."""
    assert may_register(delegation) == expected


def test_nobody_sits_in_two_delegations() -> None:
    """No proxy: who stands in one delegation cannot stand in another (RoP 35)."""
    other = Delegation("TUN", (replace(HEAD, posts=frozenset()),))
    assert may_register(MOROCCO, [other]) == no("delegate_twice")
    withdrawn = Delegation("TUN", (replace(HEAD, is_revoked=True),))
    assert may_register(MOROCCO, [withdrawn]) == YES


@pytest.mark.parametrize("sub_bureaus", [-1, 1024])
def test_an_impossible_number_of_sub_bureaus_is_refused(sub_bureaus: int) -> None:
    """A delegation does not grow by a number that nobody can have."""
    with pytest.raises(ValueMalformed):
        may_register(replace(MOROCCO, sub_bureaus=sub_bureaus))


STEPS = {
    (Reviewer.CREDENTIALS_BUREAU, CredentialState.SUBMITTED, CredentialState.ACCEPTED),
    (Reviewer.CREDENTIALS_BUREAU, CredentialState.SUBMITTED, CredentialState.DISPUTED),
    (Reviewer.CREDENTIALS_BUREAU, CredentialState.ACCEPTED, CredentialState.DISPUTED),
    (Reviewer.PRESIDENT, CredentialState.DISPUTED, CredentialState.ACCEPTED),
    (Reviewer.PRESIDENT, CredentialState.DISPUTED, CredentialState.REFUSED),
}


@pytest.mark.parametrize("reviewer", Reviewer)
@pytest.mark.parametrize("before", CredentialState)
@pytest.mark.parametrize("after", CredentialState)
def test_review_of_credentials(
    reviewer: Reviewer, before: CredentialState, after: CredentialState
) -> None:
    """The Bureau accepts or disputes, the President settles, and nothing else happens (RoP 8)."""
    given_paper = replace(ACCEPTED, state=before)
    allowed = (reviewer, before, after) in STEPS
    assert may_review(given_paper, reviewer, after) == (YES if allowed else no("not_reviewer"))


@pytest.mark.parametrize(
    ("reviewer", "before"),
    [
        (Reviewer.CREDENTIALS_BUREAU, CredentialState.SUBMITTED),
        (Reviewer.PRESIDENT, CredentialState.DISPUTED),
    ],
)
def test_credentials_of_anybody_are_never_accepted(
    reviewer: Reviewer, before: CredentialState
) -> None:
    """Only those whom RoP 8 names may give credentials, whoever reviews them."""
    paper = Credential("MAR", Issuer.OTHER, before)
    assert may_review(paper, reviewer, CredentialState.ACCEPTED) == no("issuer")


def test_a_review_gives_the_next_state_or_is_denied() -> None:
    """What the reviewer may do is done; what it may not raises the refusal."""
    bureau = Reviewer.CREDENTIALS_BUREAU
    paper = reviewed(replace(ACCEPTED, state=CredentialState.SUBMITTED), bureau, ACCEPTED.state)
    assert paper == ACCEPTED
    with pytest.raises(Denied):
        reviewed(paper, bureau, CredentialState.REFUSED)


@pytest.mark.parametrize(
    ("credential", "expected"),
    [
        (None, Standing.PENDING),
        (replace(ACCEPTED, state=CredentialState.SUBMITTED), Standing.PENDING),
        (replace(ACCEPTED, state=CredentialState.DISPUTED), Standing.PENDING),
        (ACCEPTED, Standing.DELEGATION),
        (replace(ACCEPTED, state=CredentialState.REFUSED), Standing.OBSERVER),
    ],
)
def test_standing_follows_the_credentials(
    credential: Credential | None, expected: Standing
) -> None:
    """A refused delegation may sit as observer (RoP 8)."""
    assert standing(credential) is expected


@pytest.mark.parametrize(
    ("observer", "expected"),
    [
        (Observer("1", ObserverKind.ORGANISATION), no("not_listed")),
        (Observer("1", ObserverKind.ORGANISATION, is_listed=True), no("host_approval")),
        (Observer("1", ObserverKind.ORGANISATION, is_listed=True, is_partner=True), YES),
        (Observer("1", ObserverKind.ADVISER, is_listed=True, is_approved_by_host=True), YES),
        (Observer("1", ObserverKind.APPLICANT_STATE, is_approved_by_host=True), no("not_listed")),
        (Observer("1", ObserverKind.ORGANISATION, is_partner=True), no("not_listed")),
        (Observer("1", ObserverKind.REFUSED_DELEGATION), YES),
    ],
)
def test_admission_of_observers(observer: Observer, expected: Decision) -> None:
    """On the committee's list, and approved by the host unless a partner (RoP 6)."""
    assert may_admit(observer) == expected


def test_rights_of_observers_are_narrow() -> None:
    """They speak with leave and read what is released, and nothing else (RoP 6, 14, 23)."""
    without = {act: may_act(Standing.OBSERVER, act) for act in Act}
    assert without == {act: no("no_right") for act in Act} | {
        Act.SPEAK: no("needs_leave"),
        Act.READ_RELEASED_PAPERS: YES,
    }
    with_leave = {a for a in Act if may_act(Standing.OBSERVER, a, has_leave=True).allowed}
    assert with_leave == {Act.SPEAK, Act.READ_RELEASED_PAPERS}


def test_rights_of_delegations() -> None:
    """A delegation does everything; one under review only speaks and reads."""
    assert {act for act in Act if may_act(Standing.DELEGATION, act).allowed} == set(Act)
    assert {act for act in Act if may_act(Standing.PENDING, act).allowed} == {
        Act.SPEAK,
        Act.POINT_OF_ORDER,
        Act.READ_WORKING_PAPERS,
        Act.READ_RELEASED_PAPERS,
    }


@pytest.mark.parametrize(
    ("unpaid", "question", "expected"),
    [
        (set(), OPEN, False),
        ({2025}, OPEN, False),
        ({2024}, OPEN, False),
        ({2023, 2024}, OPEN, False),
        ({2024, 2025}, OPEN, True),
        ({2022, 2023, 2024, 2025}, OPEN, True),
        ({2024, 2025}, SECRET, True),
        ({2024, 2025}, replace(OPEN, year=2026), False),
        ({2024, 2025}, replace(OPEN, matter=Matter.CONSTITUTION), False),
        ({2024, 2025}, replace(OPEN, voice=Voice.COMMITTEE), True),
        ({2024, 2025}, replace(OPEN, voice=Voice.NOMINATION), True),
    ],
)
def test_suspension_for_unpaid_dues(
    unpaid: set[int], question: Question, *, expected: bool
) -> None:
    """Both years unpaid suspend the voice everywhere, save on the Constitution (GR 52)."""
    assert is_suspended(replace(SEAT, unpaid_years=frozenset(unpaid)), question) is expected


def test_a_waiver_acts_for_its_member_in_its_session() -> None:
    """A waiver of another member or of another session gives nothing."""
    given_by = {
        waiver: may_take_part(replace(UNPAID, waivers=(waiver,)), OPEN, MEMBERS)
        for waiver in (Waiver("MAR", 93), Waiver("MAR", 92), Waiver("TUN", 93))
    }
    assert given_by == {
        Waiver("MAR", 93): YES,
        Waiver("MAR", 92): no("suspended"),
        Waiver("TUN", 93): no("suspended"),
    }


def test_a_suspension_is_waived_only_from_the_agenda() -> None:
    """Nobody is given a vote back off the agenda, or a vote that was never lost (GR 40)."""
    assert may_waive(UNPAID, OPEN, is_on_agenda=True) == YES
    assert may_waive(UNPAID, OPEN, is_on_agenda=False) == no("waiver_not_on_agenda")
    assert may_waive(SEAT, OPEN, is_on_agenda=True) == no("not_suspended")


@pytest.mark.parametrize(
    ("seat", "expected"),
    [
        (SEAT, YES),
        (replace(SEAT, credential=None), no("no_credentials")),
        (replace(SEAT, credential=replace(ACCEPTED, member="TUN")), no("no_credentials")),
        (
            replace(SEAT, credential=replace(ACCEPTED, state=CredentialState.SUBMITTED)),
            no("credentials_pending"),
        ),
        (
            replace(SEAT, credential=replace(ACCEPTED, state=CredentialState.DISPUTED)),
            no("credentials_pending"),
        ),
        (
            replace(SEAT, credential=replace(ACCEPTED, state=CredentialState.REFUSED)),
            no("credentials_refused"),
        ),
        (UNPAID, no("suspended")),
        (replace(SEAT, delegation=replace(MOROCCO, member="XKX")), no("not_member")),
    ],
)
def test_who_is_represented_and_entitled(seat: Seat, expected: Decision) -> None:
    """A member of the network with accepted credentials and paid dues, and nobody else."""
    assert may_take_part(seat, OPEN, MEMBERS) == expected


@pytest.mark.parametrize(
    ("person", "in_open_vote", "in_secret_vote"),
    [
        ("h", YES, no("not_caster")),
        ("a", YES, no("not_caster")),
        ("c", YES, YES),
        ("d", no("no_post"), no("no_post")),
        ("z", no("not_in_delegation"), no("not_in_delegation")),
        ("", no("not_in_delegation"), no("not_in_delegation")),
    ],
)
def test_who_casts_the_vote_of_a_member(
    person: str, in_open_vote: Decision, in_secret_vote: Decision
) -> None:
    """Open: head, alternate or ballot-caster; secret: the ballot-caster alone (RoP 35)."""
    assert may_vote(person, SEAT, OPEN, MEMBERS) == in_open_vote
    assert may_vote(person, SEAT, SECRET, MEMBERS) == in_secret_vote


def test_a_withdrawn_caster_casts_nothing_and_the_head_takes_over() -> None:
    """From the withdrawal on the old caster is refused; without a new one the head casts."""
    withdrawn = replace(CASTER, is_revoked=True)
    seat = replace(SEAT, delegation=replace(MOROCCO, delegates=(HEAD, ALTERNATE, withdrawn)))
    assert may_vote("c", seat, SECRET, MEMBERS) == no("withdrawn")
    assert may_vote("c", seat, OPEN, MEMBERS) == no("withdrawn")
    assert may_vote("h", seat, SECRET, MEMBERS) == YES
    assert may_vote("a", seat, SECRET, MEMBERS) == no("not_caster")


def test_a_suspended_members_head_votes_on_the_constitution_only() -> None:
    """The exception of GR 52 holds for the person at the microphone too."""
    assert may_vote("h", UNPAID, OPEN, MEMBERS) == no("suspended")
    constitution = replace(OPEN, matter=Matter.CONSTITUTION)
    assert may_vote("h", UNPAID, constitution, MEMBERS) == YES


def test_roll_says_of_every_member_why() -> None:
    """The roll keeps the order of the hall and leaves nobody out."""
    tunisia = Seat(
        Delegation("TUN", (replace(HEAD, id="t"),)),
        Credential("TUN", Issuer.HEAD_OF_STATE, CredentialState.ACCEPTED),
    )
    found = roll([tunisia, UNPAID], OPEN, ("TUN", "FRA", "MAR"))
    assert list(found.items()) == [
        ("TUN", YES),
        ("FRA", no("no_credentials")),
        ("MAR", no("suspended")),
    ]


def test_roll_of_the_model_organisation() -> None:
    """Of 196 members 179 present with 5 in arrears, 174 are represented and entitled."""
    codes = tuple(each.country for each in load_profile("world").members)
    seats = [
        Seat(
            Delegation(code, (replace(HEAD, id=code),)),
            Credential(code, Issuer.COMPETENT_MINISTER, CredentialState.ACCEPTED),
            frozenset({2024, 2025}) if number < 5 else frozenset(),
        )
        for number, code in enumerate(codes[:179])
    ]
    entitled = [each for each in roll(seats, OPEN, codes).values() if each.allowed]
    constitution = roll(seats, replace(OPEN, matter=Matter.CONSTITUTION), codes)
    assert len(entitled) == 174
    assert sum(each.allowed for each in constitution.values()) == 179


@given(
    state=st.sampled_from(CredentialState),
    unpaid=st.frozensets(st.sampled_from((2023, 2024, 2025))),
    matter=st.sampled_from(Matter),
    is_secret=st.booleans(),
)
def test_one_member_has_at_most_one_secret_ballot(
    state: CredentialState, unpaid: frozenset[int], matter: Matter, *, is_secret: bool
) -> None:
    """Whatever the case, one person casts in secret; nobody votes for a member not entitled."""
    seat = replace(SEAT, credential=replace(ACCEPTED, state=state), unpaid_years=unpaid)
    question = replace(OPEN, matter=matter, is_secret=is_secret)
    voters = [p for p in ("h", "a", "c", "d") if may_vote(p, seat, question, MEMBERS).allowed]
    entitled = may_take_part(seat, question, MEMBERS).allowed
    assert voters == ((["c"] if is_secret else ["h", "a", "c"]) if entitled else [])
