"""`jisr assembly elections lots`: a value stays in its file until it is revealed."""

import stat
from pathlib import Path

from board_world import head
from election_commands import runner, told
from election_world import CHAIR, ElectionWorld
from jisr.assembly.counting import lots
from jisr.assembly.elections.model import ElectionKind, Vacancy

MEMBERS = ("ARG", "FRA", "JPN")


def test_lots_from_the_command_line(world: ElectionWorld, tmp_path: Path) -> None:
    """Committed from a file of its owner's alone, revealed from it, drawn, and void before that."""
    run = runner(world, tmp_path)
    world.candidates("TUN", "SEN", vacancy=Vacancy(ElectionKind.DELEGATES))
    world.ballot({"TUN": 9, "SEN": 9})
    world.ballot({"TUN": 9, "SEN": 9})
    election = world.election
    early = run(head("ARG"), "lots", "commit", election, "--value-file", str(tmp_path / "x"))
    assert early.exit_code == 3
    told(run(CHAIR, "lots", "open", election, "--json"))
    files = {member: str(tmp_path / member) for member in MEMBERS}
    for member, file in files.items():
        told(run(head(member), "lots", "commit", election, "--value-file", file, "--json"))
    again = run(head("ARG"), "lots", "commit", election, "--value-file", files["ARG"])
    assert again.exit_code == 2  # a value is never overwritten
    assert stat.S_IMODE(Path(files["ARG"]).stat().st_mode) == 0o600
    closed = told(run(CHAIR, "lots", "close", election, "--json"))
    value = bytes.fromhex(Path(files["ARG"]).read_text(encoding="ascii"))
    assert closed["commitments"]["ARG"] == lots.commitment(closed["id"], "ARG", value).hex()
    assert run(CHAIR, "lots", "draw", election).exit_code == 3
    for member, file in files.items():
        told(run(head(member), "lots", "reveal", election, "--value-file", file, "--json"))
    assert run(CHAIR, "lots", "void", election).exit_code == 3
    drawn = told(run(CHAIR, "lots", "draw", election, "--json"))
    assert (drawn["state"], sorted(drawn["order"])) == ("drawn", sorted(world.nominated.values()))
    assert world.progress().state.elected == (drawn["order"][0],)
