"""The frozen figures: what a change may not lose without saying why.

`reference.json` has a section for the carried data and one for the data of --data; in each, for
every task, a digest of the data and the figures, of which a higher one is better. What was accepted
to fall stands there with the old figure, the day and the reason.
"""

import itertools
import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

REFERENCE = Path(__file__).with_name("reference.json")
LOSS_ALLOWED = 0.005
DIGITS = 4

GUARDED_POINTS = ("routine", "strict")
"""Points that stop a traveller; at `wide` an officer searches by hand and wants namesakes."""

Section = dict[str, dict[str, Any]]
"""For each task `data`, a digest, and `figures`."""


def figures_of(report: dict[str, Any]) -> Section:
    """Return what is frozen of a report of our engine."""
    section: Section = {}
    for task, freeze in _FROZEN.items():
        found = report.get(task)
        if found:
            name = f"{task}_{found['persons']}" if "persons" in found else task
            figures = {key: round(value, DIGITS) for key, value in freeze(found)}
            section[name] = {"data": found["data"], "figures": figures}
    return section


def _retrieval(found: dict[str, Any]) -> Iterator[tuple[str, float]]:
    for label in ("names", "dates"):
        ranks = found[f"ranks_{label}"]
        yield f"{label}_recall_at_1", sum(rank == 1 for rank in ranks) / len(ranks)
        yield f"{label}_recall_at_10", sum(rank > 0 for rank in ranks) / len(ranks)


def _pairs(found: dict[str, Any]) -> Iterator[tuple[str, float]]:
    for label in ("names", "dates"):
        for figure in ("average_precision", "recall_at_p99"):
            yield f"{label}_{figure}", found[label][figure]
    yield "calibration", 1 - found["calibration_error"]
    yield "not_at_top_score", 1 - found["names"]["share_at_top"]


def _cases(found: dict[str, Any]) -> Iterator[tuple[str, float]]:
    yield "average_precision", found["average_precision"]


def _manifest(found: dict[str, Any]) -> Iterator[tuple[str, float]]:
    for alerts, count in found["found"].items():
        yield f"found_at_{alerts}", count / found["listed"]


def _fairness(found: dict[str, Any]) -> Iterator[tuple[str, float]]:
    """Yield the share without a wrong alert, so that no group may fall behind unseen."""
    for group in ("writing", "frequency"):
        for name, parts in found["groups"][group].items():
            for part, point in itertools.product(("no_namesake", "namesake"), GUARDED_POINTS):
                alerts = parts[part]["full"][point]
                if alerts is not None:
                    yield f"quiet_{name}_{part}_{point}".replace(" ", "_"), 1 - alerts / 1_000


_FROZEN = {
    "retrieval": _retrieval,
    "pairs": _pairs,
    "cases": _cases,
    "manifest": _manifest,
    "fairness": _fairness,
}


def known_sections() -> dict[str, Any]:
    """Return what is frozen."""
    return json.loads(REFERENCE.read_text("utf-8")) if REFERENCE.exists() else {}


def compare_with(known: Section, measured: Section) -> Iterator[tuple[str, str, float, float]]:
    """Yield task, figure, frozen and measured value of what has fallen too far."""
    for task, now in measured.items():
        frozen = known.get(task)
        if frozen is None:
            print(f"{task}: nothing is frozen yet (--write freezes it)")
        elif frozen["data"] != now["data"]:
            print(f"{task}: not the data of the reference, not compared")
        else:
            for figure, before in frozen["figures"].items():
                after = now["figures"].get(figure, before)
                if after < before - LOSS_ALLOWED:
                    yield task, figure, before, after


def settle(section: str, measured: Section, *, write: bool, accept: str) -> bool:
    """Compare with the frozen figures, freeze what is asked, and return whether all is well.

    `write` raises figures and adds new ones; what has fallen is lowered only with a reason
    (`accept`), which is kept beside the old figure.
    """
    sections = known_sections()
    known: Section = sections.setdefault(section, {})
    reasons = sections.setdefault("accepted", [])
    fallen = list(compare_with(known, measured))
    for task, figure, before, after in fallen:
        print(f"{'ACCEPTED' if accept else 'FALLEN'} {task} {figure}: {before:.4f} -> {after:.4f}")
        if accept:
            known[task]["figures"][figure] = after
            where = {"section": section, "task": task, "figure": figure}
            day = date.today().isoformat()  # noqa: DTZ011  the day where the person sits
            reasons.append({**where, "was": before, "now": after, "day": day, "why": accept})
    if write:
        for task, now in measured.items():
            frozen = known.get(task, now)
            same = frozen["figures"] if frozen["data"] == now["data"] else {}
            raised = {
                name: max(value, same.get(name, value)) for name, value in now["figures"].items()
            }
            known[task] = {"data": now["data"], "figures": raised}
    if write or (accept and fallen):
        text = json.dumps(sections, indent=2, sort_keys=True, ensure_ascii=False)
        REFERENCE.with_suffix(".new").write_text(text + "\n", "utf-8")
        REFERENCE.with_suffix(".new").replace(REFERENCE)
    return not fallen or bool(accept)
