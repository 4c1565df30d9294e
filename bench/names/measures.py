"""Measure one system on a folder of tasks: accuracy, time and memory. Runs in its own process."""

import csv
import hashlib
import random
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from figures import calibration_error, precision_figures, share_at_top
from manifest import listed_persons, right_and_wrong, travellers
from systems import Record, System, memory_megabytes
from tasks import degraded, read

FOUND_MAX = 10
MANIFEST_ALERTS = (0, 5)
DEGRADED_SEED = 11

Report = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Asked:
    """What is measured: the folder of tasks, the persons to search among, and how much of it.

    `queries_most` bounds how often a slow system is asked; zero means every query.
    """

    folder: Path
    persons: int
    queries_most: int
    only: tuple[str, ...]


def progress(text: str) -> None:
    """Say on the error stream what is going on; the figures come at the end."""
    print(f"  {time.strftime('%H:%M:%S')} {text}", file=sys.stderr, flush=True)


def digest_of(*paths: Path) -> str:
    """Return a digest of the records of files, whatever their compression."""
    digest = hashlib.sha256()
    for path in paths:
        if path.suffix == ".gz":
            digest.update("".join(map(repr, read(path))).encode())
        else:
            digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def bare(record: Record) -> Record:
    """Return a record with nothing but its names."""
    return {"names": record["names"]}


def in_turn(records: Iterable[Record]) -> list[Record]:
    """Return records with their kinds in turn, so that the first few have some of each."""
    kinds: dict[str, list[Record]] = {}
    for one in records:
        kinds.setdefault(one["kind"], []).append(one)
    ranked = ((place, kind, one) for kind in kinds for place, one in enumerate(kinds[kind]))
    return [one for _, _, one in sorted(ranked, key=lambda found: found[:2])]


def measure(system: System, asked: Asked) -> Report:
    """Return everything that the system can do and the folder has."""
    done: Report = {}
    parts: tuple[tuple[str, Callable[[System, Asked], Report], str, bool], ...] = (
        ("retrieval", measure_retrieval, references(asked).name, system.searches),
        ("pairs", measure_pairs, "pairs.jsonl.gz", system.scores),
        ("cases", measure_cases, "cases.csv", system.scores),
        ("manifest", measure_manifest, "arrivals-key.csv", system.searches),
    )
    for name, part, file, able in parts:
        if able and name in asked.only and (asked.folder / file).exists():
            progress(f"{system.title}: {name}")
            done[name] = part(system, asked)
    return done


def references(asked: Asked) -> Path:
    """Return the file of the persons to search among."""
    return asked.folder / f"refs_{asked.persons}.jsonl.gz"


def measure_retrieval(system: System, asked: Asked) -> Report:
    """Return the rank of the right person for each query, and what building and asking take."""
    persons = list(read(references(asked)))
    queries = in_turn(read(asked.folder / "queries.jsonl.gz"))
    queries = queries[: asked.queries_most or len(queries)]
    memory = memory_megabytes()
    start = system.clock()
    system.build(persons)
    built = system.clock() - start
    used = memory_megabytes() - memory
    named = [bare(query) for query in queries]
    # Every query is asked twice: the first time its words are new to the process.
    found, cold = ask(system, named)
    _, warm = ask(system, named)
    chance = random.Random(DEGRADED_SEED)  # noqa: S311  wrong birth dates, no secret
    dated = [{**bare(query), "dob": degraded(query.get("dob"), chance)} for query in queries]
    found_dated, warm_dated = ask(system, dated)
    identifiers = [person["id"] for person in persons]
    return {
        "data": digest_of(references(asked), asked.folder / "queries.jsonl.gz"),
        "persons": len(persons),
        "kinds": [query["kind"] for query in queries],
        "ranks_names": ranks(found, queries, identifiers),
        "ranks_dates": ranks(found_dated, queries, identifiers),
        "build_seconds": built,
        "index_megabytes": used,
        "disk_megabytes": system.disk_megabytes(),
        "cold": latency(cold),
        "warm": latency(warm),
        "warm_dates": latency(warm_dated),
    }


def ask(system: System, queries: Sequence[Record]) -> tuple[list[list[int]], list[float]]:
    """Return the places found for each query, and the seconds that each took."""
    found, seconds = [], []
    for query in queries:
        start = system.clock()
        answer = system.search(query, FOUND_MAX)
        seconds.append(system.clock() - start)
        found.append([place for place, _ in answer])
    return found, seconds


def ranks(
    found: Iterable[list[int]], queries: Iterable[Record], identifiers: Sequence[str]
) -> list[int]:
    """Return the rank of the first right person of each query, from one; zero when not found."""
    answer = []
    for places, query in zip(found, queries, strict=True):
        right = [identifiers[place] in query["targets"] for place in places]
        answer.append(right.index(True) + 1 if any(right) else 0)
    return answer


def latency(seconds: Sequence[float]) -> dict[str, float]:
    """Return middle and worst hundredth in milliseconds, and queries per second."""
    middle, worst = np.percentile(seconds, [50, 99]) * 1_000
    return {"p50_ms": middle, "p99_ms": worst, "per_second": len(seconds) / sum(seconds)}


def measure_pairs(system: System, asked: Asked) -> Report:
    """Return the figures of pairs by names alone, and with birth dates."""
    path = asked.folder / "pairs.jsonl.gz"
    pairs = list(read(path))
    report: Report = {"data": digest_of(path)}
    for label, keep in (("names", bare), ("dates", dict)):
        # Two persons of one name are told apart by nothing when names are all there is.
        chosen = [pair for pair in pairs if keep is dict or pair["kind"] != "neg other dob"]
        start = system.clock()
        scores = np.array([system.score(keep(pair["q"]), keep(pair["r"])) for pair in chosen])
        seconds = system.clock() - start
        answers = np.array([pair["label"] for pair in chosen], float)
        found = precision_figures(scores, answers)
        report[label] = {**found, "pairs": len(chosen), "per_second": len(chosen) / seconds}
        report[label]["share_at_top"] = share_at_top(scores)
        share = float(answers.mean())
        chances = [system.chance(float(score), share) for score in scores]
        if keep is bare and None not in chances:
            report["calibration_error"] = calibration_error(np.array(chances, float), answers)
        report[label]["accepted"] = {
            kind: float(
                np.mean(scores[[pair["kind"] == kind for pair in chosen]] >= found["threshold"])
            )
            for kind in sorted({pair["kind"] for pair in chosen})
        }
    return report


def measure_cases(system: System, asked: Asked) -> Report:
    """Return the average precision on nomenklatura's cases of persons."""
    path = asked.folder / "cases.csv"
    with path.open(encoding="utf-8", newline="") as file:
        lines = [line for line in csv.DictReader(file) if line["schema"] == "Person"]
    scores = np.array(
        [system.score({"names": [one["name1"]]}, {"names": [one["name2"]]}) for one in lines]
    )
    answers = np.array([line["is_match"] == "true" for line in lines], float)
    return {"data": digest_of(path), "cases": len(lines), **precision_figures(scores, answers)}


def measure_manifest(system: System, asked: Asked) -> Report:
    """Return how many listed travellers stand above all but so many others."""
    listed = asked.folder / "consolidated.xml.gz"
    manifest, key = asked.folder / "arrivals.csv", asked.folder / "arrivals-key.csv"
    persons = list(listed_persons(listed))
    system.build([one for _, one in persons])
    found = {
        row: [(persons[place][0], score) for place, score in system.search(one, 1)]
        for row, one in travellers(manifest)
    }
    right, others, listed_count = right_and_wrong(found, key)
    others.sort(reverse=True)
    return {
        "data": digest_of(manifest, key),
        "travellers": len(found),
        "listed": listed_count,
        "found": {str(n): sum(score > others[n] for score in right) for n in MANIFEST_ALERTS},
    }
