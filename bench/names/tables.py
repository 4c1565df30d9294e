"""The printed tables: all systems beside each other, on the same queries and pairs."""

from collections.abc import Iterator, Sequence
from typing import Any

Reports = dict[str, dict[str, Any]]
"""The report of each system by its name."""

NOTHING = "-"


def lay_out(title: str, heads: Sequence[str], lines: Sequence[Sequence[str]]) -> str:
    """Return a table with aligned columns, the first to the left and the others to the right."""
    widths = [max(map(len, column)) for column in zip(heads, *lines, strict=True)]
    laid = [
        "  ".join(
            cell.rjust(width) if place else cell.ljust(width)
            for place, (cell, width) in enumerate(zip(line, widths, strict=True))
        )
        for line in (heads, *lines)
    ]
    return "\n".join(("", title, *laid))


def share(value: float | None) -> str:
    """Return a share with three digits."""
    return NOTHING if value is None else f"{value:.3f}"


def amount(value: float | None) -> str:
    """Return an amount with as many digits as tell something."""
    if value is None:
        return NOTHING
    return f"{value:,.0f}" if value >= 100 else f"{value:.1f}"  # noqa: PLR2004  three digits


def measured(reports: Reports, part: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield the title and report of every system that did a part."""
    for report in reports.values():
        if part in report:
            yield report["title"], report[part]


def recall(ranks: Sequence[int], most: int) -> float:
    """Return the share of queries whose person is among the first so many."""
    return sum(0 < rank <= most for rank in ranks) / len(ranks)


def pairs_table(reports: Reports) -> str:
    """Return average precision and recall at 99 % precision of pairs and cases."""
    cases = {title: one["average_precision"] for title, one in measured(reports, "cases")}
    lines = []
    for title, one in measured(reports, "pairs"):
        cells = [share(one[label][key]) for label in ("names", "dates") for key in _PAIR_FIGURES]
        top = share(one["names"]["share_at_top"])
        error = share(one.get("calibration_error"))
        lines.append([title, *cells, top, error, share(cases.get(title))])
    heads = ("pairs", *("AP", "best F1", "R@P99") * 2, "at top", "ECE", "cases AP")
    return lay_out("Task P: names alone, then with birth dates", heads, lines)


_PAIR_FIGURES = ("average_precision", "best_f1", "recall_at_p99")


def retrieval_table(reports: Reports) -> str:
    """Return recall on the queries that every system was asked, then by kind."""
    found = dict(measured(reports, "retrieval"))
    if not found:
        return ""
    asked = min(len(one["kinds"]) for one in found.values())
    lines = []
    for title, one in found.items():
        ranks = (one[f"ranks_{label}"][:asked] for label in ("names", "dates"))
        lines.append([title, *(share(recall(each, most)) for each in ranks for most in (1, 10))])
    any_one = next(iter(found.values()))
    title = f"Task R: {asked} queries, {any_one['persons']:,} persons; names, then a partial date"
    heads = ("retrieval", *("recall@1", "recall@10") * 2)
    return lay_out(title, heads, lines) + "\n" + _kinds_table(found, asked)


def _kinds_table(found: dict[str, dict[str, Any]], asked: int) -> str:
    """Return recall of each kind of query by names alone, a system in each column."""
    kinds = next(iter(found.values()))["kinds"][:asked]
    lines = []
    for kind in sorted(set(kinds)):
        places = [place for place, one in enumerate(kinds) if one == kind]
        ranks = ([one["ranks_names"][place] for place in places] for one in found.values())
        lines.append([kind, str(len(places)), *(share(recall(each, 10)) for each in ranks)])
    return lay_out("recall@10 by names alone", ("kind", "queries", *found), lines)


def manifest_table(reports: Reports) -> str:
    """Return how many listed travellers are found first at so many false alerts."""
    lines = [
        [title, *(f"{count}/{one['listed']}" for count in one["found"].values())]
        for title, one in measured(reports, "manifest")
    ]
    return lay_out("Manifest: found first at so many false alerts", ("manifest", "0", "5"), lines)


def cost_table(reports: Reports) -> str:
    """Return times and memory; each system had a process of its own."""
    lines = []
    for report in reports.values():
        if "start_seconds" not in report:
            continue
        index, pairs = report.get("retrieval", {}), report.get("pairs", {})
        speeds = [index.get(label, {}) for label in ("cold", "warm")]
        disk = index.get("disk_megabytes") or None
        lines.append(
            [
                report["title"],
                *(amount(report[key]) for key in ("start_seconds", "start_megabytes")),
                *(amount(index.get(key)) for key in ("build_seconds", "index_megabytes")),
                amount(disk),
                *(
                    amount(one.get(key))
                    for one in speeds
                    for key in ("p50_ms", "p99_ms", "per_second")
                ),
                amount(pairs.get("names", {}).get("per_second")),
            ]
        )
    heads = (
        *("cost", "start s", "start MB", "build s", "index MB", "disk MB"),
        *("cold p50 ms", "p99", "per s", "warm p50 ms", "p99", "per s", "pairs/s"),
    )
    title = "Cost: processor time (pg_trgm: on the wall); cold: words asked for the first time"
    return lay_out(title, heads, lines)


def fairness_table(report: dict[str, Any]) -> str:
    """Return the report as Markdown: wrong alerts per 1,000 travellers of each group."""
    lines = []
    for group, found in report["groups"].items():
        points = list(next(iter(found.values()))["all"]["full"])
        heads = [group, "asked", "with a namesake", *(f"no namesake: {point}" for point in points)]
        heads += ["routine, name alone", "namesake: routine", "routine, name alone"]
        lines += ["", f"| {' | '.join(heads)} |", "|---" + "|---:" * (len(heads) - 1) + "|"]
        for name, one in found.items():
            everybody, without, having = one["all"], one["no_namesake"], one["namesake"]
            cells = [f"{everybody['asked']:,}", per_cent(having["asked"] / everybody["asked"])]
            cells += [alerts(without["full"][point]) for point in points]
            cells += [alerts(without["alone"]["routine"])]
            cells += [alerts(having[what]["routine"]) for what in ("full", "alone")]
            lines.append(f"| {name} | {' | '.join(cells)} |")
    return "\n".join(lines)


def per_cent(value: float) -> str:
    """Return a share as people say it."""
    return f"{value:.0%}"


def alerts(value: float | None) -> str:
    """Return alerts per 1,000; the number of travellers allows one digit and no more."""
    return NOTHING if value is None else f"{value:.1f}"


def missing_lines(reports: Reports) -> str:
    """Return what could not be measured, and how to change that."""
    return "\n".join(
        f"{name}: {report['missing']}" for name, report in reports.items() if "missing" in report
    )


def all_tables(reports: Reports) -> str:
    """Return every table that has something to say."""
    made = [
        table(reports)
        for part, table in (
            ("pairs", pairs_table),
            ("retrieval", retrieval_table),
            ("manifest", manifest_table),
        )
        if any(part in report for report in reports.values())
    ]
    return "\n".join((*made, cost_table(reports), missing_lines(reports)))
