"""Measure one system in a process of its own, so that its memory and start are its own.

The benchmark (`run.py`) starts it with a task in JSON on the standard input; the report goes to the
standard output.
"""

import json
import resource
import sys
import time
from pathlib import Path

from systems import NotInstalled, load_system, memory_megabytes


def main() -> None:
    """Read what is asked, measure, print the report."""
    asked = json.load(sys.stdin)
    start = time.perf_counter()
    try:
        system = load_system(asked.pop("system"))
    except NotInstalled as error:
        json.dump({"missing": str(error)}, sys.stdout)
        return
    # Some systems load their dictionaries at the first comparison: that is part of the start.
    system.score({"names": ["Ada Byron"]}, {"names": ["Ada Lovelace"]})
    started = time.perf_counter() - start
    report = {
        "title": system.title,
        "start_seconds": started,
        "start_megabytes": memory_megabytes(),
    }
    from measures import Asked, measure  # noqa: PLC0415  numpy is not part of a system's start

    asked["folder"], asked["only"] = Path(asked["folder"]), tuple(asked["only"])
    report |= measure(system, Asked(**asked))
    report["peak_megabytes"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    json.dump(report, sys.stdout)


if __name__ == "__main__":
    main()
