"""What works beside the requests starts, works and stops."""

import threading
from email.header import decode_header, make_header
from pathlib import Path

import pytest

from check_world import NOBODY_ELSE, NOUR
from hit_world import Desk
from jisr.checks.dialogue.model import Channel, Preference, Word
from jisr.checks.dialogue.preferences import choose_preference
from jisr.checks.dialogue.services import HitClock, courier_key, services
from jisr.errors import SettingInvalid
from jisr.kit.courier.service import Courier
from jisr.kit.http.hub import Hub
from jisr.settings import Settings
from receivers import mail_receiver
from ticking import TickingClock
from web import web_over


def _hub(desk: Desk, home: Path, settings: Settings) -> Hub:
    return Hub(home, desk.database, settings, "world", {})


def test_missed_clock_arrives_in_the_owners_mailbox(
    desk: Desk, clock: TickingClock, tmp_path: Path
) -> None:
    """From the question over the clock and the courier to a real mail server."""
    wanted = Preference("FRA", Channel.EMAIL, "desk@fra.example")
    desk.database.in_transaction(choose_preference, desk.world.officer("head@fra"), wanted)
    view = desk.asked()
    clock.advance(hours=2)
    with mail_receiver() as (mailbox, port):
        settings = Settings(
            smtp_host="127.0.0.1",
            smtp_port=port,
            smtp_from="hub@jisr.example",
            smtp_security="none",
        )
        hit_clock, courier = services(_hub(desk, tmp_path, settings))
        assert isinstance(hit_clock, HitClock)
        assert isinstance(courier, Courier)
        assert hit_clock.tick() == 1
        while courier.deliver_due():
            pass
    assert [mail["To"] for mail in mailbox.mails] == ["desk@fra.example"] * 2
    subjects = [str(make_header(decode_header(mail["Subject"]))) for mail in mailbox.mails]
    assert {view.dialogue.id in each.replace("\n", "") for each in subjects} == {True}


def test_running_clock_escalates_by_itself(desk: Desk, clock: TickingClock) -> None:
    """The thread looks on its tick, and stops when told."""
    view = desk.asked()
    clock.advance(hours=2)
    hit_clock = HitClock(desk.database, Settings(hit_tick_seconds=1))
    hit_clock.start()
    try:
        for _ in range(100):
            said = [each.word for each in desk.read("member@ccf", view).statements]
            if Word.ESCALATED in said:
                break
            threading.Event().wait(0.05)
    finally:
        hit_clock.stop()
    assert said.count(Word.ESCALATED) == 1


def test_running_hub_finds_hidden_names_in_the_index_of_its_desk(
    desk: Desk, tmp_path: Path
) -> None:
    """The answer and what the asking bureau may list stay empty; the owner has a blind hit."""
    question = {"kind": "person", "name": "Nour Haddad", "birth_date": "1974-03-02"}
    web = web_over(desk.database, tmp_path, Settings(hit_tick_seconds=86_400))
    with web.client:
        tick = web.hub.part(HitClock).tick
        tick()
        desk.world.record(NOUR, audience=NOBODY_ELSE, reference="PARIS-7")
        answer = web.post("/v1/checks", "officer@mar", question).json()
        tick()
        listed = {
            officer: [each["state"] for each in web.get("/v1/hits", officer).json()["items"]]
            for officer in ("officer@fra", "officer@mar", "head@mar", "root")
        }
    assert (answer["code"], answer["hits"]) == ("NO_ANSWER", [])
    assert listed == {
        "officer@fra": ["blind"],
        "officer@mar": [],
        "head@mar": [],
        "root": ["blind"],
    }


def test_key_of_webhooks_is_made_once(tmp_path: Path) -> None:
    """Every process of a home signs with the same key, which only its owner may read."""
    keys = {courier_key(tmp_path, "world").public for _ in range(2)}
    assert len(keys) == 1
    assert (tmp_path / "courier.key").stat().st_mode & 0o077 == 0


def test_wrong_mail_settings_stop_the_start(desk: Desk, tmp_path: Path) -> None:
    """A hub that could not send what it must does not begin."""
    with pytest.raises(SettingInvalid):
        services(_hub(desk, tmp_path, Settings(smtp_host="mail.example")))
