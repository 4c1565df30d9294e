"""An officer far from the data: the same commands over a real hub, with the same output."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from check_world import NOUR, PASSPORT, found_network
from hub_process import HOST, HubProcess
from jisr.app.cli import build_cli
from jisr.kit.db import Database
from jisr.migrations.upgrade import upgrade

JISR = Path(sys.executable).parent / "jisr"
WHY = ("--purpose", "border-management", "--case", "TNG-1")
ZONE = (
    "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<10\n"
)


class Office:
    """One officer who asks the same twice: on the machine of the data, and over the hub."""

    def __init__(self, home: Path, hub: HubProcess) -> None:
        self.home = home
        self.url = f"http://{HOST}:{hub.port}"
        self.cli = build_cli()
        self.tokens: dict[str, str] = {}

    def here(self, *words: str, officer: str = "officer@mar", given: str = "") -> str:
        """Return what a command prints over the data directory."""
        done = self.tried_here(*words, officer=officer, given=given)
        assert done.exit_code == 0, done.stderr
        return done.stdout

    def tried_here(self, *words: str, officer: str = "officer@mar", given: str = "") -> Result:
        """Return how a command over the data directory ends."""
        return self._run([*words, "--home", str(self.home), "--as", officer], {}, given)

    def there(self, *words: str, officer: str = "officer@mar", given: str = "") -> str:
        """Return what it prints over the hub."""
        done = self.tried(*words, officer=officer, given=given)
        assert done.exit_code == 0, done.stderr
        return done.stdout

    def tried(self, *words: str, officer: str = "officer@mar", given: str = "") -> Result:
        """Return how a command over the hub ends; it has a data directory of its own, unused."""
        return self._run(list(words), self.environment_of(officer), given)

    def environment_of(self, officer: str) -> dict[str, str]:
        """Return the environment of an officer far from the data."""
        if officer not in self.tokens:
            asked = ("token", "--scope", "check read write hits")
            self.tokens[officer] = self.here(*asked, officer=officer).strip()
        return {
            "JISR_HUB": self.url,
            "JISR_TOKEN": self.tokens[officer],
            "JISR_HOME": str(self.home / "nowhere"),
        }

    def _run(self, words: list[str], environment: dict[str, str], given: str) -> Result:
        return CliRunner().invoke(self.cli, words, env=environment, input=given)


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """A hub that runs over a network with two records."""
    home = tmp_path_factory.mktemp("home")
    database = Database.at(home / "jisr.db")
    upgrade(database)
    world = found_network(database, home)
    for subject in (NOUR, PASSPORT):
        world.record(subject, reference="FR-77")
    database.close()
    # Nothing happens to a hit by itself while it is spoken of.
    (home / "settings.toml").write_text("hit_tick_seconds = 86400\n", encoding="utf-8")
    hub = HubProcess(home)
    hub.wait()
    yield Office(home, hub)
    hub.stop()


def _plain(text: str) -> str:
    """Leave out what no two questions share: trace, time and position."""
    lines = [line for line in text.splitlines() if "trace" not in line]
    return "\n".join(lines)


def _steady(text: str) -> object:
    answer = json.loads(text)
    for name in ("trace", "answered_at", "age_seconds", "position", "data_at"):
        answer.pop(name)
    return answer


QUESTIONS = {
    "person": ("person", "Nour Haddad", "--born", "1974-03-02", "--nationality", "LB"),
    "document": ("document", "FRA", PASSPORT.number),
    "mrz": ("mrz",),
    "vehicle": ("vehicle", "--plate", "12 ABC", "--plate-country", "FRA"),
    "vessel": ("vessel", "--imo", "9074729"),
    "firearm": ("firearm", "A123", "--make", "Example"),
}


@pytest.mark.parametrize("kind", QUESTIONS)
def test_question_is_answered_alike(office: Office, kind: str) -> None:
    """Every kind of question: the same table and the same JSON, here and over the hub."""
    words = ("check", *QUESTIONS[kind], *WHY)
    given = ZONE if kind == "mrz" else ""
    shown = [
        _plain(ask(*words, "--lang", "fr", given=given)) for ask in (office.here, office.there)
    ]
    told = [_steady(ask(*words, "--json", given=given)) for ask in (office.here, office.there)]
    assert shown[0] == shown[1]
    assert told[0] == told[1]


def test_list_is_checked_alike(office: Office, tmp_path: Path) -> None:
    """The same alerts, the same rejects, byte for byte."""
    arrivals = tmp_path / "arrivals.csv"
    arrivals.write_text(
        "name,birth_date,nationality\nNour Haddad,1974-03-02,LB\nSomeone Else,1999,\nX,02/03/74,\n",
        encoding="utf-8",
    )
    written = []
    for name, ask in (("here", office.tried_here), ("there", office.tried)):
        out = tmp_path / f"{name}.csv"
        done = ask("check", "list", str(arrivals), "--out", str(out), *WHY)
        assert done.exit_code == 8, done.stderr
        rejects = out.with_name(f"{out.name}.rejects.csv")
        written.append((out.read_bytes(), rejects.read_bytes()))
    assert written[0] == written[1]
    assert b"FR-77" in written[0][0]


def test_record_runs_its_course_over_the_hub(office: Office, tmp_path: Path) -> None:
    """Added, shown, followed, proven, withdrawn and erased without touching the data directory."""
    draft = {
        "database": "travel-documents",
        "subject": {
            "number": "ZX123456",
            "country": "MAR",
            "type": "passport",
            "fraud_type": "stolen",
            "theft_country": "MAR",
        },
        "purpose": "border-management",
        "reference": "R-1",
        "retained_until": "2026-12-31",
    }
    added = json.loads(office.there("records", "add", "-", *WHY, "--json", given=json.dumps(draft)))
    one = added["id"]
    for words in (("show", one), ("history", one), ("expiring",)):
        here = office.here("records", *words, *WHY)
        assert office.there("records", *words, *WHY) == here
    proof = tmp_path / "proof.json"
    office.there("records", "prove", one, "--out", str(proof), *WHY)
    assert "ZX123456" in proof.read_text(encoding="utf-8")
    reason = ("--reason", "found again")
    withdrawn = json.loads(office.there("records", "withdraw", one, *reason, *WHY, "--json"))
    assert (withdrawn["state"], withdrawn["reason"]) == ("withdrawn", "found again")
    erasing = ("records", "erase", one, *reason, *WHY, "--json")
    erased = json.loads(office.there(*erasing, officer="head@mar"))
    assert erased["id"] == one
    gone = office.tried("records", "show", one, *WHY)
    assert (gone.exit_code, "There is no such record" in gone.stderr) == (4, True)


def test_hit_runs_its_course_over_the_hub(office: Office) -> None:
    """Taken up and asked by one bureau, answered by the other, closed; shown alike."""
    answer = json.loads(office.there("check", *QUESTIONS["document"], *WHY, "--json"))
    opened = json.loads(
        office.there("hits", "open", answer["trace"], answer["hits"][0]["record"], "--json")
    )
    hit = opened["id"]
    office.there("hits", "ask", hit, "--seen", "1", "--urgent")
    owner = "officer@fra"
    office.there("hits", "answer", hit, "confirmed", "--seen", "2", officer=owner)
    office.there("hits", "outcome", hit, "seized", "--seen", "3")
    for words in (
        *(("show", hit), ("show", hit, "--json"), ("list",), ("list", "--json")),
        *(("preference",), ("preference", "--json"), ("statistics",)),
    ):
        assert office.there("hits", *words) == office.here("hits", *words)


def test_file_of_a_hit_goes_over_the_hub(office: Office, tmp_path: Path) -> None:
    """Added far away, it is saved alike there and here; the bureau chooses its notices there."""
    answer = json.loads(office.there("check", *QUESTIONS["person"], *WHY, "--json"))
    record = answer["hits"][0]["record"]
    hit = json.loads(office.there("hits", "open", answer["trace"], record, "--json"))["id"]
    office.there("hits", "ask", hit, "--seen", "1")
    note = tmp_path / "note.txt"
    note.write_text("seen at noon", encoding="utf-8")
    added = json.loads(office.there("hits", "attach", hit, str(note), "--seen", "2", "--json"))
    saved = [
        run("hits", "save", hit, added["id"], "--out", str(tmp_path / name), "--json")
        for name, run in (("there", office.there), ("here", office.here))
    ]
    contents = [(tmp_path / name).read_text(encoding="utf-8") for name in ("there", "here")]
    assert (saved[0], contents) == (saved[1], ["seen at noon"] * 2)
    assert json.loads(saved[0])["sha256"] == added["sha256"]
    office.there("hits", "preference", "e-mail", "desk@mar.example", officer="head@mar")
    told = json.loads(office.here("hits", "preference", "--json"))
    assert (told["channel"], told["address"]) == ("e-mail", "desk@mar.example")


REFUSED = {
    "a command of the data directory": (("traces", "list"), 2, "Leave out --hub"),
    "an option of the data directory": (
        ("check", "person", "A", "--min-score", "0", *WHY),
        2,
        "--min-score works on the data directory itself",
    ),
    "a purpose that is none": (
        ("check", "person", "A", "--purpose", "curiosity", "--case", "1"),
        2,
        "“curiosity” is not a purpose",
    ),
    "a case in other letters": (
        ("check", "person", "A", "--purpose", "warn", "--case", "ملف"),
        2,
        "ASCII",
    ),
    "a record that is not there": (("records", "show", "0" * 32, *WHY), 4, "no such record"),
    "a hub in clear": (
        ("check", "person", "A", *WHY, "--hub", "http://hub.example"),
        2,
        "without https",
    ),
    "nobody at the address": (
        ("check", "person", "A", *WHY, "--hub", "http://127.0.0.1:9"),
        6,
        "does not answer",
    ),
}


@pytest.mark.parametrize("mistake", REFUSED)
def test_refusal_is_one_sentence_and_the_same_exit_code(office: Office, mistake: str) -> None:
    """What is refused is said in one sentence, and nothing is printed as an answer."""
    words, code, sentence = REFUSED[mistake]
    done = office.tried(*words)
    assert (done.exit_code, done.stdout) == (code, "")
    assert sentence in done.stderr.replace("\n", " ")
    assert not (office.home / "nowhere").exists()


def test_program_of_its_own_asks_the_hub(office: Office) -> None:
    """As an officer types it: the token is in the environment, and there is no option for it."""
    environment = {"PATH": os.environ["PATH"], "PYTHONPATH": os.pathsep.join(sys.path)}
    words = [str(JISR), "check", "document", "FRA", PASSPORT.number, *WHY, "--hub", office.url]
    given = office.environment_of("officer@mar")
    ends = [
        subprocess.run(
            words, env=environment | token, capture_output=True, text=True, check=False, timeout=120
        )
        for token in ({"JISR_TOKEN": given["JISR_TOKEN"]}, {})
    ]
    assert [each.returncode for each in ends] == [0, 3]
    assert ("FR-77" in ends[0].stdout, "JISR_TOKEN" in ends[1].stderr) == (True, True)
    assert "--token" not in office.here("check", "person", "--help")
