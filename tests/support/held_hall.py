"""A demo network whose session of the assembly is held."""

from dataclasses import dataclass
from pathlib import Path

from jisr.app.home import open_session
from jisr.demo.assembly.build import hold_session
from jisr.demo.assembly.people import SURELY
from jisr.demo.build import SEED, Sizes, build
from jisr.demo.examples import HallExample
from jisr.kit.console import Home, Options, Session


@dataclass(frozen=True, slots=True)
class Hall:
    """The session, over its home, and what it shows."""

    session: Session
    example: HallExample


def hold(home: Path, delegations: int = len(SURELY)) -> Hall:
    """Return the session as a newcomer finds it; by default with as few as serve it."""
    session = open_session(Options(home, "", "en", as_json=False), Home.DEMO)
    build(session.database, coordinator=session.officer, sizes=Sizes.of(100, 100))
    return Hall(session, hold_session(session, session.officer, SEED, delegations))
