"""Measure the names engine: accuracy, calibration, alert rates; compare with the reference.

    python bench/names/run.py --data FOLDER [--peers] [--write]

FOLDER holds what is there of: pairs.jsonl.gz (kind, label, q, r), queries.jsonl.gz and
refs_100000.jsonl.gz (the pair and retrieval tasks), nk_cases.csv (nomenklatura's published cases),
consolidated.xml.gz with arrivals.csv and arrivals-key.csv (a manifest). Real persons are never in
this repository: they come by --data. What is missing is not measured. The command fails when a
figure falls more than half a point below `reference.json`; --write makes the reference anew.
"""

import argparse
import csv
import gzip
import importlib
import json
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
from figures import (  # type: ignore[import-not-found]  # a script beside this one
    Values,
    calibration_error,
    precision_figures,
    rates,
    share_at_top,
)
from manifest import (  # type: ignore[import-not-found]  # a script beside this one
    listed_persons,
    travellers,
)
from rapidfuzz import fuzz

from jisr.names import Index, Profile, compare, fold, threshold_bits
from jisr.names.keys import latin_of
from jisr.names.points import chance_of
from jisr.names.rarity import shipped_rarity
from jisr.names.scripts import script_of
from jisr.values import PartialDate

REFERENCE = Path(__file__).with_name("reference.json")
LOSS_ALLOWED = 0.005
FOUND_MAX = 10
REFERENCES = "refs_100000.jsonl.gz"
MANIFEST_ALERTS = (0, 5)
FREQUENT_BITS, RARE_BITS = 8.0, 11.0
"""Rarity of the rarest word below which a name is frequent, and above which it is rare."""

Record = dict[str, Any]
Scorer = Callable[[Record, Record], float]


def records(path: Path) -> Iterator[Record]:
    """Yield the records of a file, one in each line."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def profile(record: Record) -> Profile:
    """Return what a record of the tasks says of a person."""
    date, sex = record.get("dob"), str(record.get("gender") or "")[:1].upper()
    return Profile(
        tuple(record["names"]),
        (PartialDate.parse(date[:10]),) if date else (),
        sex if sex in {"F", "M"} else "",
        (record["nat"],) if record.get("nat") else (),
        tuple(record.get("docs") or ()),
    )


def bare(record: Record) -> Record:
    """Return a record with nothing but its names."""
    return {"names": record["names"]}


def jisr(one: Record, two: Record) -> float:
    """Return the bits of two records."""
    return compare(profile(one), profile(two)).bits


def token_sort(one: Record, two: Record) -> float:
    """Return what most teams really use: the ratio of the sorted words, on Latin names."""
    ours, theirs = (
        [" ".join(latin_of(token.text) for token in fold(name).tokens) for name in record["names"]]
        for record in (one, two)
    )
    return max(fuzz.token_sort_ratio(left, right) for left in ours for right in theirs)


def nomenklatura() -> Scorer | None:
    """Return nomenklatura's logic-v2 where it is installed."""
    try:
        model = importlib.import_module("nomenklatura.matching").LogicV2
        make = importlib.import_module("followthemoney").model.make_entity
    except ImportError:
        return None

    def score(one: Record, two: Record) -> float:
        entities = [make("Person"), make("Person")]
        for entity, record in zip(entities, (one, two), strict=True):
            entity.id = " ".join(record["names"])
            entity.add("name", record["names"])
            entity.add("birthDate", record.get("dob") or [])
        return float(model.compare(*entities, model.default_config()).score)

    return score


def measure_pairs(data: Path, score: Scorer) -> dict[str, float]:
    """Return the figures of the pair task, with names alone and with everything."""
    pairs = list(records(data / "pairs.jsonl.gz"))
    figures: dict[str, float] = {}
    for label, keep in (("names", bare), ("all", dict)):
        chosen = [pair for pair in pairs if keep is dict or pair["kind"] != "neg other dob"]
        start = time.perf_counter()
        scores = np.array([score(keep(pair["q"]), keep(pair["r"])) for pair in chosen])
        seconds = time.perf_counter() - start
        answers = np.array([pair["label"] for pair in chosen], float)
        found = precision_figures(scores, answers)
        print(f"  pairs, {label}: {_said(found)}, {len(chosen) / seconds:.0f} pairs/s")
        figures |= {f"pairs_{label}_{name}": found[name] for name in _KEPT}
        if keep is bare and score is jisr:
            figures |= _calibration(scores, answers)
            _alert_rates(chosen, scores, answers, found["threshold"])
    return figures


_KEPT = ("average_precision", "recall_at_p99")


def _said(found: dict[str, float]) -> str:
    return ", ".join(f"{name} {value:.4f}" for name, value in found.items())


def _calibration(scores: Values, answers: Values) -> dict[str, float]:
    share = float(answers.mean())
    chances = np.array([chance_of(float(bits), share) for bits in scores])
    error, top = calibration_error(chances, answers), share_at_top(scores)
    print(f"  calibration: expected error {error:.4f}, share at the top score {top:.4f}")
    # Figures are better when they are higher.
    return {"calibration": 1 - error, "not_at_top_score": 1 - top}


def _alert_rates(pairs: list[Record], scores: Values, answers: Values, threshold: float) -> None:
    """Print how often different persons raise an alert, so that nobody pays unseen."""
    names = [
        pair["q"]["names"][0] for pair, answer in zip(pairs, answers, strict=True) if not answer
    ]
    alerted = [bool(bits >= threshold) for bits in scores[answers == 0]]
    for title, group in (("script", _script), ("frequency", _frequency)):
        for name, (count, share) in rates([group(name) for name in names], alerted).items():
            print(f"  wrong alerts by {title}: {name} {share:.4f} of {count}")


def _script(name: str) -> str:
    tokens = fold(name).tokens
    return script_of(tokens[0].text[0]) if tokens else "none"


def _frequency(name: str) -> str:
    rarest = max((shipped_rarity(token.text) for token in fold(name).tokens), default=0.0)
    if rarest < FREQUENT_BITS:
        return "frequent"
    return "rare" if rarest > RARE_BITS else "middling"


def measure_cases(path: Path, score: Scorer) -> dict[str, float]:
    """Return the average precision on nomenklatura's cases of persons."""
    with path.open(encoding="utf-8", newline="") as file:
        lines = [line for line in csv.DictReader(file) if line["schema"] == "Person"]
    pairs = [({"names": [line["name1"]]}, {"names": [line["name2"]]}) for line in lines]
    scores = np.array([score(*pair) for pair in pairs])
    answers = np.array([line["is_match"] == "true" for line in lines], float)
    found = precision_figures(scores, answers)
    print(f"  nomenklatura's {len(lines)} cases: {_said(found)}")
    return {"cases_average_precision": found["average_precision"]}


def measure_retrieval(data: Path) -> dict[str, float]:
    """Return how often the right person is among the first ten, by names alone, by kind."""
    persons = list(records(data / REFERENCES))
    index = Index.build((key, profile(bare(one))) for key, one in enumerate(persons))
    kinds, found = [], []
    for query in records(data / "queries.jsonl.gz"):
        answer = index.search(profile(bare(query)), limit=FOUND_MAX, minimum_bits=-1000.0)
        kinds.append(query["kind"])
        found.append(any(persons[one.key]["id"] in query["targets"] for one in answer))
    everything = sum(found) / len(found)
    print(f"  retrieval among {len(persons)}: recall@10 {everything:.4f}")
    for kind, (count, share) in rates(kinds, found).items():
        print(f"    {kind}: {share:.4f} of {count}")
    return {"retrieval_recall_at_10": everything}


def measure_manifest(data: Path) -> dict[str, float]:
    """Return which share of the listed travellers stands above all but so many others."""
    persons = list(listed_persons(data / "consolidated.xml.gz"))
    index = Index.build(enumerate(one for _, one in persons))
    with (data / "arrivals-key.csv").open(encoding="utf-8", newline="") as file:
        key = {line["row"]: line["un_reference"] for line in csv.DictReader(file)}
    right, others = [], []
    for row, one in travellers(data / "arrivals.csv"):
        for best in index.search(one, limit=1, minimum_bits=-1000.0):
            if row not in key:
                others.append(best.comparison.bits)
            elif persons[best.key][0] == key[row]:
                right.append(best.comparison.bits)
    others.sort(reverse=True)
    hits = {n: sum(bits > others[n] for bits in right) for n in MANIFEST_ALERTS}
    routine = threshold_bits("routine", len(persons))
    wrong = sum(bits >= routine for bits in others)
    print(f"  manifest: {hits} of {len(key)} at so many false alerts; at `routine` {wrong} false")
    return {f"manifest_at_{n}": count / len(key) for n, count in hits.items()}


def measure(data: Path, score: Scorer) -> dict[str, float]:
    """Return the figures of everything that is in the folder."""
    figures: dict[str, float] = {}
    if (data / "pairs.jsonl.gz").exists():
        figures |= measure_pairs(data, score)
    if (data / "nk_cases.csv").exists():
        figures |= measure_cases(data / "nk_cases.csv", score)
    if score is jisr and (data / REFERENCES).exists():
        figures |= measure_retrieval(data)
    if score is jisr and (data / "arrivals-key.csv").exists():
        figures |= measure_manifest(data)
    return figures


def main() -> int:
    """Print the figures; return 1 when one has fallen."""
    parser = argparse.ArgumentParser(description="Measure the names engine")
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--peers", action="store_true", help="measure other scorers beside ours")
    parser.add_argument("--write", action="store_true", help="write the reference anew")
    given = parser.parse_args()
    print("jisr")
    figures = {name: round(value, 4) for name, value in measure(given.data, jisr).items()}
    peers = {"rapidfuzz token_sort_ratio": token_sort, "nomenklatura logic-v2": nomenklatura()}
    for name, score in peers.items() if given.peers else ():
        print(name if score else f"{name}: not installed")
        if score:
            measure(given.data, score)
    known = json.loads(REFERENCE.read_text("utf-8")) if REFERENCE.exists() else {}
    if given.write:
        REFERENCE.write_text(json.dumps(known | figures, indent=2, sort_keys=True) + "\n", "utf-8")
        return 0
    fallen = [name for name in known if figures.get(name, known[name]) < known[name] - LOSS_ALLOWED]
    for name in fallen:
        print(f"FALLEN {name}: {known[name]:.4f} -> {figures[name]:.4f}")
    return 1 if fallen else 0


if __name__ == "__main__":
    sys.exit(main())
