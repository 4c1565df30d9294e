"""Of how many different subjects an officer may ask."""

from hypothesis import given
from hypothesis import strategies as st

from jisr.access.model import Purpose, Role
from jisr.checks.model import DocumentQuery, PersonQuery, Query
from jisr.checks.queries import prepare
from jisr.checks.spread import DIGEST_BYTES, Spread, SpreadLimits, is_counted, judge, subject_digest
from recording import TODAY, ask_for

LIMITS = SpreadLimits(alarm=2, cap=3)
DIGESTS = st.lists(st.binary(min_size=DIGEST_BYTES, max_size=DIGEST_BYTES), max_size=20)
A, B, C, D = (bytes([each]) * DIGEST_BYTES for each in range(4))


def test_who_asks_again_for_the_same_is_not_counted_again() -> None:
    """The hour holds each subject once."""
    assert judge(A, [A, A], LIMITS) == Spread(A, frozenset(), is_alarming=False)


def test_alarm_comes_before_the_cap() -> None:
    """At the alarm everything is still answered; beyond the cap only known subjects are."""
    assert judge(b"", [A, B], LIMITS) == Spread(A + B, frozenset(), is_alarming=True)
    assert judge(A + B, [C, D, A], LIMITS) == Spread(A + B + C, frozenset({1}), is_alarming=True)


@given(DIGESTS, DIGESTS)
def test_an_hour_never_passes_the_cap(first: list[bytes], second: list[bytes]) -> None:
    """However it is asked, no more than the cap is held, and what is refused is not held."""
    hour = judge(b"", first, LIMITS)
    later = judge(hour.subjects, second, LIMITS)
    held = {later.subjects[n : n + 8] for n in range(0, len(later.subjects), DIGEST_BYTES)}
    assert (later.count <= LIMITS.cap, later.count) == (True, len(held))
    assert {second[place] for place in later.refused} & held == set()


def test_machines_are_not_counted() -> None:
    """A national system asks for a whole border; a person does not."""
    asked = [ask_for("MAR", role) for role in (Role.MACHINE, Role.BUREAU_OFFICER)]
    assert [is_counted(each) for each in asked] == [False, True]


def test_a_counter_sees_more_people_than_an_investigator() -> None:
    """Limits follow the purpose."""
    border = LIMITS.for_purpose(ask_for(purpose=Purpose.BORDER_MANAGEMENT))
    inquiry = LIMITS.for_purpose(ask_for(purpose=Purpose.INVESTIGATION))
    assert (border, inquiry) == (SpreadLimits(8, 12), LIMITS)


def test_a_subject_is_a_number_or_a_name_with_its_date() -> None:
    """Letters in another case are the same person; another document is another subject."""
    queries: list[Query] = [
        PersonQuery(name="Nour Haddad"),
        PersonQuery(name="NOUR HADDAD"),
        PersonQuery(name="Nour Haddad", document_number="AB123456"),
        DocumentQuery("AB 123456"),
        DocumentQuery("AB 123457"),
    ]
    digests = [subject_digest(prepare(each, today=TODAY)) for each in queries]
    assert [digests.index(each) for each in digests] == [0, 0, 2, 2, 4]
