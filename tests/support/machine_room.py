"""The machines of a session's people, before a hub behind a real socket."""

from collections.abc import Mapping
from pathlib import Path

from board_world import SESSION, TRUSTEES, WITNESSES, BoardWorld, head
from jisr.access.sign_in.model import Scope
from jisr.assembly.machines.copies import BoardCopy
from jisr.assembly.machines.folder import Folder
from jisr.assembly.machines.keys import register
from jisr.assembly.machines.trustee import ACTS, Step, TrusteeMachine
from jisr.assembly.sessions import actions as sessions
from jisr.assembly.sessions.model import KeyUse
from jisr.client.client import Client
from web import Web


class Room:
    """A served session: `call` gives a line to its hub, `machine` a machine with its key."""

    def __init__(self, world: BoardWorld, web: Web, url: str, place: Path) -> None:
        self.world = world
        self.web = web
        self.url = url
        self.place = place
        self.clients: dict[str, Client] = {}

    def token(self, member: str) -> str:
        """Return the token of a head of delegation, for the assembly only."""
        return self.web.token(head(member), Scope.ASSEMBLY)

    def call(self, member: str) -> Client:
        """Return a head of delegation's line to the hub."""
        if member not in self.clients:
            self.clients[member] = Client(self.url, self.token(member))
        return self.clients[member]

    def folder(self, member: str, use: KeyUse) -> Folder:
        """Return where a member's machine for this use keeps its files."""
        return Folder(self.place / f"{use.value}-{member}")

    def machine(self, member: str, use: KeyUse) -> Folder:
        """Return the folder of a machine whose key is registered, as its command does it."""
        folder = self.folder(member, use)
        if not folder.keys():
            with folder.held():
                register(self.call(member), folder, SESSION, use)
        return folder

    def open_with(self, given: Mapping[str, Folder], options: int = 3, *, work: bool = True) -> str:
        """Open a ballot for which every machine has its key; `given` booths have theirs already.

        With `work` the trustees make the key at once.
        """
        for member in self.world.members:
            if member not in given:
                self.machine(member, KeyUse.VOTE)
        for office, use in ((TRUSTEES, KeyUse.TRUSTEE), (WITNESSES, KeyUse.WITNESS)):
            for member in office:
                self.machine(member, use)
        with self.world.database.reading() as transaction:
            for use in KeyUse:
                for key in sessions.keys(transaction, SESSION, use):
                    self.world.held[key.member, use] = key
                    folder = given.get(key.member) if use is KeyUse.VOTE else None
                    kept = (folder or self.folder(key.member, use)).keys()
                    self.world.keys[key.member, use] = kept[key.public].private
        board_id = self.world.open(options)
        if work:
            self.work()
        return board_id

    def copy(self, member: str, use: KeyUse) -> BoardCopy:
        """Return the board as a member's machine has checked it."""
        copy = BoardCopy(self.call(member).assembly, self.world.board_id, self.folder(member, use))
        copy.catch_up()
        return copy

    def trustee(self, member: str) -> TrusteeMachine:
        """Return a trustee's machine, begun anew."""
        return TrusteeMachine(self.copy(member, KeyUse.TRUSTEE))

    def work(self) -> None:
        """Let every trustee go as far as the board allows, each time with a new process's eyes."""
        while True:
            steps = []
            for member in TRUSTEES:
                machine = self.trustee(member)
                step = machine.next_step()
                if step in ACTS:
                    machine.act(step)
                    steps.append(step)
            if not steps or Step.SHARE in steps:
                return
