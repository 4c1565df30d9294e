"""Who speaks for whom: each rule, and each refusal with its reason."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from jisr.access.model import BureauKind, Officer, Role
from jisr.assembly.sessions.model import Capacity, Office, Post, Standing
from jisr.assembly.texts import rights
from jisr.assembly.texts.held import HeldAmendment, HeldDraft
from jisr.assembly.texts.model import Reader
from jisr.assembly.texts.reasons import ALLOWED
from jisr.assembly.texts.rights import Speaker
from jisr.values import Decision
from texts_made import DRAFT, replacing

HELD = HeldDraft(DRAFT, 93)
AMENDMENT = HeldAmendment(replacing(1, "o2", en="Urges"))


def _speaker(
    member: str = "MAR",
    standing: Standing | None = Standing.DELEGATION,
    post: Post | None = Post.HEAD,
    role: Role = Role.DELEGATE,
    kind: BureauKind = BureauKind.NATIONAL,
) -> Speaker:
    posts = frozenset({post} if post else ())
    officer = Officer("amal", member or "GS", "Amal", frozenset({role}))
    is_secretary = role is Role.ASSEMBLY_SECRETARY
    return Speaker(officer, kind, Capacity(standing, member, posts, frozenset(), is_secretary))


HEAD = _speaker()
ALTERNATE = _speaker(post=Post.ALTERNATE)
CASTER = _speaker(post=Post.BALLOT_CASTER)
ADVISER = _speaker(post=None)
PENDING = _speaker(standing=Standing.PENDING)
REFUSED = _speaker(standing=Standing.OBSERVER)
AT_HOME = _speaker(standing=None, post=None, role=Role.HEAD_OF_BUREAU)
CLERK = _speaker(standing=None, post=None, role=Role.BUREAU_OFFICER)
SECRETARY = _speaker("", None, None, Role.ASSEMBLY_SECRETARY, BureauKind.SECRETARIAT)
GUEST = _speaker("", Standing.OBSERVER, None, Role.OBSERVER, BureauKind.INTERNATIONAL)
ESP = _speaker("ESP")
AGENCY = _speaker("MAR", None, None, Role.HEAD_OF_BUREAU, BureauKind.AGENCY)
CHAIR = replace(HEAD, capacity=replace(HEAD.capacity, offices=frozenset({Office.CHAIR})))


def _told(rule: Callable[[Speaker], Decision], speakers: dict[str, Speaker]) -> dict[str, str]:
    return {name: rule(speaker).why for name, speaker in speakers.items()}


EVERYBODY = {
    "head": HEAD,
    "alternate": ALTERNATE,
    "caster": CASTER,
    "adviser": ADVISER,
    "pending": PENDING,
    "refused": REFUSED,
    "at_home": AT_HOME,
    "clerk": CLERK,
    "secretary": SECRETARY,
    "guest": GUEST,
    "agency": AGENCY,
}


def test_who_proposes() -> None:
    """Head and alternate of a delegation with full rights, and nobody else."""
    assert _told(rights.may_propose, EVERYBODY) == {
        "head": ALLOWED,
        "alternate": ALLOWED,
        "caster": "texts.not_speaker",
        "adviser": "texts.not_speaker",
        "pending": "sessions.no_right",
        "refused": "sessions.no_right",
        "at_home": "texts.not_delegation",
        "clerk": "texts.not_delegation",
        "secretary": "texts.not_delegation",
        "guest": "texts.not_delegation",
        "agency": "texts.not_delegation",
    }


def test_who_requests_and_files() -> None:
    """Before credentials are reviewed too; the head of the national bureau; the secretary."""
    assert _told(rights.may_request, EVERYBODY) == {
        "head": ALLOWED,
        "alternate": ALLOWED,
        "caster": "texts.not_speaker",
        "adviser": "texts.not_speaker",
        "pending": ALLOWED,
        "refused": "sessions.no_right",
        "at_home": ALLOWED,
        "clerk": "texts.not_speaker",
        "secretary": ALLOWED,
        "guest": "sessions.no_right",
        "agency": "texts.not_speaker",
    }


def test_who_speaks_for_a_sponsor() -> None:
    """Only a member that sponsors; the secretary translates all the same."""
    speakers = {"sponsor": HEAD, "other": ESP, "secretary": SECRETARY, "caster": CASTER}
    assert _told(lambda each: rights.may_sponsor_speak(each, HELD), speakers) == {
        "sponsor": ALLOWED,
        "other": "texts.not_sponsor",
        "secretary": "texts.not_sponsor",
        "caster": "texts.not_speaker",
    }
    assert _told(lambda each: rights.may_translate(each, HELD), speakers) == {
        "sponsor": ALLOWED,
        "other": "texts.not_sponsor",
        "secretary": ALLOWED,
        "caster": "texts.not_speaker",
    }


def test_who_speaks_for_an_amendment() -> None:
    """Its sponsor; the secretary only translates it."""
    speakers = {"sponsor": ESP, "other": HEAD, "secretary": SECRETARY}
    assert _told(lambda each: rights.may_speak_for_amendment(each, AMENDMENT), speakers) == {
        "sponsor": ALLOWED,
        "other": "texts.not_sponsor",
        "secretary": "texts.not_delegation",
    }
    assert _told(lambda each: rights.may_translate_amendment(each, AMENDMENT), speakers) == {
        "sponsor": ALLOWED,
        "other": "texts.not_sponsor",
        "secretary": ALLOWED,
    }


def test_who_serves_and_presides() -> None:
    """Office and role, not rank, say so."""
    speakers = {"head": HEAD, "chair": CHAIR, "secretary": SECRETARY}
    assert _told(rights.may_preside, speakers) == {
        "head": "texts.not_chair",
        "chair": ALLOWED,
        "secretary": "texts.not_chair",
    }
    assert _told(rights.may_serve, speakers) == {
        "head": "texts.not_secretary",
        "chair": "texts.not_secretary",
        "secretary": ALLOWED,
    }


def test_who_answers_for_a_duty() -> None:
    """Its addressee, or the secretary for whoever has no voice here."""
    speakers = {"addressed": HEAD, "other": ESP, "secretary": SECRETARY, "caster": CASTER}
    assert _told(lambda each: rights.may_answer(each, "MAR"), speakers) == {
        "addressed": ALLOWED,
        "other": "texts.not_addressee",
        "secretary": ALLOWED,
        "caster": "texts.not_speaker",
    }


@pytest.mark.parametrize(
    ("speaker", "reader"),
    [
        (HEAD, Reader.MEMBER),
        (PENDING, Reader.MEMBER),
        (CLERK, Reader.MEMBER),
        (REFUSED, Reader.OBSERVER),
        (SECRETARY, Reader.SECRETARIAT),
        (GUEST, Reader.OBSERVER),
        (AGENCY, Reader.PUBLIC),
        (_speaker("", None, None, Role.CCF_MEMBER, BureauKind.OVERSIGHT), Reader.PUBLIC),
        (
            _speaker("", None, None, Role.SECURITY_OFFICER, BureauKind.INTERNATIONAL),
            Reader.OBSERVER,
        ),
    ],
)
def test_as_whom_one_reads(speaker: Speaker, reader: Reader) -> None:
    """Bureaus of members and the secretariat read all; whoever sits as observer does not."""
    assert rights.reader_of(speaker) is reader
