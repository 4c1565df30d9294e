"""Measure the names engine beside its peers, and compare it with the frozen reference.

    python bench/names/run.py [--quick] [--data FOLDER] [--systems jisr,token_sort]

Without --data the tasks are composed of the words carried here. FOLDER holds what is there of:
pairs.jsonl.gz, queries.jsonl.gz and refs_N.jsonl.gz (tasks, see `tasks.py`), nk_cases.csv
(nomenklatura's published cases), consolidated.xml.gz with arrivals.csv and arrivals-key.csv (a
manifest). Real persons are never in this repository: they come by --data. Every system is measured
in a process of its own. The command fails when a figure of ours falls more than half a point below
`reference.json` without a reason (--accept "why").
"""

import argparse
import json
import platform
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from reference import figures_of, settle
from systems import NAMES
from tables import all_tables, fairness_table
from tasks import make_tasks

HERE = Path(__file__).parent
TASKS = ("retrieval", "pairs", "cases", "manifest")
PARTS = (*TASKS, "fairness", "speed")
OURS = "jisr"
PEER_QUERIES = 400
"""Queries that a peer is asked, some of each kind; the slowest answers five in a second."""

QUICK = {"persons": 20_000, "peer_queries": 160, "travellers": 150}
WHOLE = {"persons": 100_000, "peer_queries": PEER_QUERIES, "travellers": 1_000}
SPEED_QUERIES = 2_000
CASES = {"nk_cases.csv": "cases.csv"}
"""What nomenklatura's file is called in a folder of tasks."""

Report = dict[str, Any]


def arguments() -> argparse.Namespace:
    """Return what the user asks for."""
    parser = argparse.ArgumentParser(
        description=__doc__.partition("\n")[0], epilog="See bench/README.md."
    )
    parser.add_argument("--data", type=Path, help="a folder with tasks of real persons")
    parser.add_argument("--quick", action="store_true", help="fewer persons: about two minutes")
    parser.add_argument("--persons", type=int, help="persons to search among")
    parser.add_argument("--peer-queries", type=int, help="queries that each peer is asked")
    parser.add_argument("--travellers", type=int, help="of each community, for fairness")
    parser.add_argument("--systems", default=",".join(NAMES), help=f"of {', '.join(NAMES)}")
    parser.add_argument("--only", default=",".join(PARTS), help=f"of {', '.join(PARTS)}")
    parser.add_argument("--out", type=Path, help="write the whole result to this JSON file")
    parser.add_argument("--write", action="store_true", help="freeze what is new or better")
    parser.add_argument("--accept", default="", metavar="WHY", help="freeze what is worse, too")
    given = parser.parse_args()
    given.systems, given.only = given.systems.split(","), given.only.split(",")
    for one, known in ((given.systems, tuple(NAMES)), (given.only, PARTS)):
        if wrong := set(one) - set(known):
            parser.error(f"not one of {', '.join(known)}: {', '.join(sorted(wrong))}")
    size = QUICK if given.quick else WHOLE
    if given.data:
        size = {**size, "persons": WHOLE["persons"]}
    for name, value in size.items():
        if getattr(given, name) is None:
            setattr(given, name, value)
    return given


def prepare(folder: Path, data: Path | None, persons: int) -> None:
    """Compose the tasks in a folder, or link those of the user there."""
    if data is None:
        print(f"composing tasks with {persons:,} persons", file=sys.stderr)
        make_tasks(folder, persons)
        (folder / "cases.csv").symlink_to(HERE / "data" / "cases.csv")
    else:
        for path in data.iterdir():
            (folder / CASES.get(path.name, path.name)).symlink_to(path.resolve())
        if not (folder / f"refs_{persons}.jsonl.gz").exists():
            print(f"no refs_{persons}.jsonl.gz there: retrieval is not measured", file=sys.stderr)


def run_script(name: str, *options: str, asked: Report | None = None) -> str:
    """Run a script beside this one and return what it prints."""
    done = subprocess.run(
        [sys.executable, str(HERE / name), *options],
        input=json.dumps(asked or {}),
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    return done.stdout


def measure_systems(given: argparse.Namespace, folder: Path) -> dict[str, Report]:
    """Return the report of every system, each from a process of its own."""
    reports = {}
    for name in given.systems:
        asked = {
            "system": name,
            "folder": str(folder),
            "persons": given.persons,
            "queries_most": 0 if name == OURS else given.peer_queries,
            "only": [part for part in given.only if part in TASKS],
        }
        try:
            reports[name] = json.loads(run_script("worker.py", asked=asked))
        except subprocess.CalledProcessError:
            if name == OURS:
                raise
            # What a peer cannot do on this machine must not hide what the others can.
            reports[name] = {"missing": "failed, see its message above"}
    return reports


def measure_fairness(given: argparse.Namespace) -> Report:
    """Return who is alerted by mistake."""
    options = ("--persons", str(given.persons), "--travellers", str(given.travellers), "--json")
    print(f"fairness: {given.travellers:,} travellers of each community", file=sys.stderr)
    return dict(json.loads(run_script("fairness.py", *options)))


def machine() -> str:
    """Return the processor's name."""
    cpu = Path("/proc/cpuinfo")
    if not cpu.exists():
        return platform.processor()
    lines = cpu.read_text(encoding="utf-8").splitlines()
    return next((line.partition(":")[2].strip() for line in lines if "model name" in line), "")


def main() -> int:
    """Print the tables; return 1 when a figure has fallen."""
    given = arguments()
    result: Report = {
        "day": time.strftime("%Y-%m-%d"),
        "machine": machine(),
        "python": platform.python_version(),
        "persons": given.persons,
    }
    print(f"{result['day']}, {result['machine']}, Python {result['python']}")
    with tempfile.TemporaryDirectory() as name:
        prepare(Path(name), given.data, given.persons)
        result["systems"] = measure_systems(given, Path(name))
    print(all_tables(result["systems"]), flush=True)
    frozen = dict(result["systems"].get(OURS, {}))
    composed = OURS in given.systems and given.data is None
    if composed and "fairness" in given.only:
        result["fairness"] = frozen["fairness"] = measure_fairness(given)
        print("\nWrong alerts per 1,000 travellers", fairness_table(result["fairness"]), sep="\n")
    if composed and "speed" in given.only:
        options = ("--persons", str(given.persons), "--queries", str(SPEED_QUERIES))
        result["speed"] = run_script("speed.py", *options)
        print("", "Speed on generated names", result["speed"], sep="\n")
    if given.out:
        given.out.write_text(json.dumps(result, indent=1, ensure_ascii=False) + "\n", "utf-8")
    section = "data" if given.data else "carried"
    return 0 if settle(section, figures_of(frozen), write=given.write, accept=given.accept) else 1


if __name__ == "__main__":
    sys.exit(main())
