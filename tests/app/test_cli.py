"""Promises of the whole program, run as a user runs it."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

JISR = Path(sys.executable).parent / "jisr"


def jisr(home: Path, *words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run the program over a data directory."""
    return subprocess.run(
        [JISR, *words],
        env={**os.environ, "JISR_HOME": str(home), **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def officers(home: Path) -> list[tuple[str, str]]:
    """Return the officers of a network with their bureaus."""
    rows = json.loads(jisr(home, "officers", "list", "--json").stdout)
    return [(row["id"], row["bureau"]) for row in rows]


def test_first_command_founds_a_network_and_says_so(tmp_path: Path) -> None:
    """Any command on an empty directory makes the default network with one officer."""
    home = tmp_path / "home"
    first = jisr(home, "members", "list", "--limit", "500", "--json")
    assert "World Police Network" in first.stderr
    assert "officer@gs" in first.stderr
    assert len(json.loads(first.stdout)) == 196
    assert officers(home) == [("officer@gs", "GS")]


def test_first_officer_is_the_one_who_was_named(tmp_path: Path) -> None:
    """`--as` and JISR_OFFICER name the first officer and, after the @, the bureau."""
    jisr(tmp_path / "one", "members", "list", "--as", "amina@MAR")
    jisr(tmp_path / "two", "members", "list", JISR_OFFICER="jean@fra")
    assert officers(tmp_path / "one") == [("amina@mar", "MAR")]
    assert officers(tmp_path / "two") == [("jean@fra", "FRA")]


def test_regional_network_is_only_another_profile(tmp_path: Path) -> None:
    """A regional body runs the same program: 22 members, in Arabic."""
    jisr(tmp_path, "init", "--profile", "arab")
    rows = json.loads(jisr(tmp_path, "members", "list", "--limit", "500", "--json").stdout)
    assert len(rows) == 22


def test_second_founding_is_refused(tmp_path: Path) -> None:
    """A data directory is one network."""
    jisr(tmp_path, "init")
    again = jisr(tmp_path, "init", "--profile", "arab")
    assert (again.returncode, "holds a network already" in again.stderr) == (5, True)


def test_key_and_directory_are_for_their_owner_only(tmp_path: Path) -> None:
    """Nobody else on the machine may read the signing key."""
    home = tmp_path / "home"
    jisr(home, "init")
    modes = [oct(path.stat().st_mode & 0o777) for path in (home, home / "ledger.key")]
    assert modes == ["0o700", "0o600"]


def test_fresh_ledger_verifies(tmp_path: Path) -> None:
    """Founding a network leaves a ledger that proves itself."""
    jisr(tmp_path, "init")
    done = jisr(tmp_path, "verify", "--json")
    report = json.loads(done.stdout)
    assert (done.returncode, report["verifies"], report["report"]["entries"]) == (0, True, 200)
    assert report["signatures"] == {"held": 0, "findings": [], "left_out": 0}


def test_changed_entry_is_found(tmp_path: Path) -> None:
    """One flipped bit in one sealed document ends `verify` with its own exit code."""
    jisr(tmp_path, "init")
    import sqlite3  # noqa: PLC0415  the attacker's tool, not ours

    with sqlite3.connect(tmp_path / "jisr.db") as connection:
        connection.execute(
            "UPDATE entries SET document = CAST(replace(document, 'national', 'National')"
            " AS BLOB) WHERE position = 7"
        )
    connection.close()
    done = jisr(tmp_path, "verify")
    assert (done.returncode, "does not verify" in done.stderr) == (7, True)


def test_restored_database_is_only_read(tmp_path: Path) -> None:
    """When the lock is newer than the database, reading goes on and writing is refused."""
    jisr(tmp_path, "init")
    (tmp_path / "old.db").write_bytes(_checkpointed(tmp_path / "jisr.db"))
    added = jisr(tmp_path, *_new_officer("head@mar"))
    assert added.returncode == 0, added.stderr
    for name in ("jisr.db", "jisr.db-wal", "jisr.db-shm"):
        (tmp_path / name).unlink(missing_ok=True)
    (tmp_path / "old.db").rename(tmp_path / "jisr.db")
    listed = jisr(tmp_path, "members", "list")
    refused = jisr(tmp_path, *_new_officer("head@mar"), "--as", "officer@gs")
    assert (listed.returncode, "read-only" in listed.stderr, refused.returncode) == (0, True, 7)
    assert jisr(tmp_path, "verify").returncode == 7


def test_ledger_goes_on_when_the_newest_checkpoint_is_shown(tmp_path: Path) -> None:
    """Without its lock the ledger is read-only until the newest checkpoint is shown."""
    home = tmp_path / "home"
    jisr(home, "init")
    shown = tmp_path / "newest.txt"
    shown.write_text(jisr(home, "ledger", "checkpoint").stdout, encoding="utf-8")
    (home / "checkpoint.lock").unlink()
    refused = jisr(home, *_new_officer("head@mar"))
    other = tmp_path / "other.txt"
    other.write_text(shown.read_text(encoding="utf-8").replace("200", "199"), encoding="utf-8")
    codes = [
        jisr(home, "ledger", "resume", str(other)).returncode,
        jisr(home, "ledger", "resume", str(shown)).returncode,
        jisr(home, *_new_officer("head@mar")).returncode,
        jisr(home, "verify").returncode,
    ]
    assert (refused.returncode, codes) == (7, [7, 0, 0, 0])


def test_proof_of_a_record_is_checked_offline(tmp_path: Path) -> None:
    """The owner proves a record to anyone who has the key; a changed proof proves nothing."""
    home, bundle = tmp_path / "home", tmp_path / "proof.json"
    draft = {
        "database": "vehicles",
        "subject": {"vin": "1M8GDM9AXKP042788", "make": "MCI"},
        "event": "Theft in Rabat",
    }
    path = tmp_path / "draft.json"
    path.write_text(json.dumps(draft), encoding="utf-8")
    why = ["--purpose", "locate", "--case", "MAR-1", "--as", "head@mar"]
    added = jisr(home, "records", "add", str(path), *why, "--json")
    record = json.loads(added.stdout)["id"]
    made = jisr(home, "records", "prove", record, "--out", str(bundle), *why)
    key = jisr(home, "ledger", "key").stdout.strip()
    elsewhere = tmp_path / "elsewhere"
    proven = jisr(elsewhere, "verify", str(bundle), "--key", key)
    changed = tmp_path / "changed.json"
    changed.write_text(bundle.read_text(encoding="utf-8").replace("MCI", "MCJ"), encoding="utf-8")
    refused = jisr(elsewhere, "verify", str(changed), "--key", key)
    assert (made.returncode, proven.returncode, refused.returncode) == (0, 0, 7), proven.stderr
    signed = jisr(
        elsewhere, "verify", str(bundle), "--key", key, "--signed-with", str(bundle), "--json"
    )
    assert (signed.returncode, json.loads(signed.stdout)[-1]["key"]) == (7, "signature.no_key")
    assert not elsewhere.exists()


def _new_officer(officer_id: str) -> list[str]:
    role = ["--role", "head-of-bureau"]
    return ["officers", "add", officer_id, "--bureau", "MAR", "--name", "Amina", *role]


def _checkpointed(path: Path) -> bytes:
    import sqlite3  # noqa: PLC0415  a backup as an operator would make it

    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    return path.read_bytes()


def test_verify_founds_nothing(tmp_path: Path) -> None:
    """Looking at an empty directory does not make a network of it."""
    done = jisr(tmp_path, "verify")
    assert (done.returncode, "jisr init" in done.stderr) == (4, True)


@pytest.mark.parametrize("language", ["ar", "fr", "es"])
def test_errors_speak_the_readers_language(tmp_path: Path, language: str) -> None:
    """The same error is said in the language that was chosen."""
    english = jisr(tmp_path, "verify").stderr
    assert jisr(tmp_path, "verify", "--lang", language).stderr not in ("", english)


def test_unknown_officer_is_refused(tmp_path: Path) -> None:
    """Nobody acts under a name that is not registered."""
    jisr(tmp_path, "init")
    done = jisr(
        tmp_path, "check", "person", "X Y", "--purpose", "warn", "--case", "1", "--as", "no@mar"
    )
    assert (done.returncode, "no@mar" in done.stderr) == (3, True)
