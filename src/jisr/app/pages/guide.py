"""The guide: who are you, and five minutes for each person who works with Jisr."""

import shlex
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import msgspec
from fastapi import APIRouter, Request, Response

from jisr.access.sign_in.local import PASSWORD_FILE
from jisr.access.viewing import reader_now
from jisr.app.pages.guide_steps import Step, Tour
from jisr.app.pages.guide_tours import TOURS
from jisr.demo.examples import Examples, read_examples
from jisr.demo.screening import CASE
from jisr.demo.staff import officer_id
from jisr.errors import NotFound, to_translate
from jisr.kit.http.hub import Hub, HubNow
from jisr.site.rendering import Reader, Site

router = APIRouter(prefix="/guide", include_in_schema=False)

MISS = "ZZ99887766"
"""A number that the demo never makes: its countries' numbers are shorter or hold other letters."""
MACHINE = officer_id("machine", "MAR")


@dataclass(frozen=True, slots=True)
class Shown:
    """A step as it is shown: where it leads here, and what is copied on the way."""

    step: Step
    href: str
    example: str


@router.get("")
def choose(request: Request, hub: HubNow) -> Response:
    """Return the choice of a person; also who is not signed in may read how it works."""
    reader = reader_now(request)
    return _page(hub, "app/guide.html", reader, tours=list(TOURS.values()))


@router.get("/{name}")
def tour(request: Request, hub: HubNow, name: str) -> Response:
    """Return one person's tour; examples are shown to who is signed in to a demo."""
    found = TOURS.get(name)
    if found is None:
        raise NotFound(thing=to_translate("page"))
    reader = reader_now(request)
    examples = _examples(hub)
    others = list(TOURS.values())
    following = others[(others.index(found) + 1) % len(others)]
    return _page(
        hub,
        "app/guide_tour.html",
        reader,
        tour=found,
        officer=player(found, examples) if hub.is_demo else "",
        steps=steps_of(found, hub.home, examples if reader.viewer else None, str(request.base_url)),
        following=following,
        password_file=PASSWORD_FILE,
    )


def steps_of(tour: Tour, home: Path, examples: Examples | None, address: str = "") -> list[Shown]:
    """Return the steps with the examples of this network, or without any.

    `address` is where the reader sees this hub.
    """
    paths = _paths(examples)
    copied = {**_copied(home, examples), **_booth(home, examples, address.rstrip("/"))}
    return [Shown(each, _filled(each, paths), copied.get(each.example, "")) for each in tour.steps]


def player(tour: Tour, examples: Examples | None) -> str:
    """Return which officer of the demo plays a tour: whoever a hit waits for, where one does."""
    if tour.name == "bureau" and examples is not None and examples.asked is not None:
        return examples.asked.officer
    return tour.officer


def _examples(hub: Hub) -> Examples | None:
    """Return what this demo has to show; a network of real people has no examples."""
    if not hub.is_demo:
        return None
    try:
        return read_examples(hub.home)
    except NotFound:
        return None


def _paths(examples: Examples | None) -> Mapping[str, str]:
    if examples is None:
        return {}
    found = {"machine": MACHINE}
    if examples.asked is not None:
        found |= {"asked": examples.asked.hit, "record": examples.asked.record}
    if examples.referred is not None:
        found["referred"] = examples.referred.hit
    if examples.hall is not None:
        found |= msgspec.to_builtins(examples.hall)
    return found


def _filled(step: Step, paths: Mapping[str, str]) -> str:
    """Return where a step leads; without its example, to the page on which all of them are."""
    try:
        return step.path.format_map(paths)
    except KeyError:
        return step.otherwise


def _copied(home: Path, examples: Examples | None) -> Mapping[str, str]:
    if examples is None:
        return {
            "call": 'jisr token --scope "check read" --minutes 60',
            "backup": "jisr backup jisr.backup && jisr verify",
        }
    place = f"--home {shlex.quote(str(home))}"
    found = {
        "case": CASE,
        "miss": MISS,
        "call": f"jisr tour {place}",
        "backup": f"jisr backup jisr.backup {place} && jisr verify {place}",
    }
    for person in examples.persons[:1]:
        found["person"] = f"{person.name} {person.birth_date}".strip()
    for document in examples.documents[:1]:
        found["document"] = document.number
    return found


def _booth(home: Path, examples: Examples | None, address: str) -> Mapping[str, str]:
    """Return the line with which the host's delegate votes in the open secret ballot."""
    if examples is None or examples.hall is None:
        return {"booth": "jisr booth vote VOTE"}
    hall = examples.hall
    token = (
        f"jisr token --as {Path(hall.booth).name} --scope assembly --home {shlex.quote(str(home))}"
    )
    folder = shlex.quote(hall.booth)
    return {
        "booth": f"JISR_TOKEN=$({token}) jisr booth vote {hall.ballot} --hub {address} "
        f"--folder {folder}"
    }


def _page(hub: Hub, template: str, reader: Reader, **values: object) -> Response:
    content = hub.part(Site).render(template, reader, **values)
    return Response(content, media_type="text/html")
