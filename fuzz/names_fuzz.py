"""Fuzz the names engine, led by coverage: fold, compare, search, and loading a damaged index.

    python fuzz/names_fuzz.py [fold] [compare] [search] [load] [-max_total_time=300 …] [CORPUS]

It takes the options of libFuzzer; without the name of a target it fuzzes all of them.
Whatever comes in, nothing may leave but an answer or a refusal of `jisr.errors`; an answer keeps
its promises (symmetric, finite, bounded), and no input may take longer than `SECONDS_MAX`.
"""

import contextlib
import math
import sys
import tempfile
import time
import zlib
from collections.abc import Callable
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["jisr"]):
    from jisr.errors import JisrError
    from jisr.names import Index, Profile, compare, explain, fold
    from jisr.names.fold import TOKEN_LENGTH_MAX, TOKENS_MAX
    from jisr.names.storage import DAMAGED
    from jisr.values import PartialDate

SECONDS_MAX = 1.0
"""Processor time of one input; instrumented code is many times slower than the code itself."""

NAMES_MAX = 6
EDITS_MAX = 12
CHECK_BYTES = 4
"""The CRC-32 at the end of a saved index."""
LIMIT = 5
PIECES = (
    *("abd", "al", "allah", "bin", "محمد", "عبد", "الله", "بن", "الدين", "Мухаммед", "Иванович"),
    *(
        "李小龙",
        "김철수",
        "ヤマダ",
        "כהן",
        "Ὀδυσσεύς",
        "សុខ",
        "जॉन",
        "O'Mac",
        "van der",
        "Dr.",
        "-",
        ",",
    ),
    *("a", "\u0301" * 40, "\u202e", "\u2066", "\u200d", "\ud800", "\x00", "\ue000", "\u0378"),
    *("😀", "12345", "ﷺ", "İ", "ß", "Ǆ", "\u0640", "\u0e33", "\U0001f1f9", "\u1160", "\uffff"),
)
"""What the engine treats in a special way; libFuzzer would need long to find it."""


def profile_of(data: atheris.FuzzedDataProvider) -> Profile:
    """Return a profile that the fuzzer chose; raise a refusal where it is out of bounds."""
    names = tuple(name_of(data) for _ in range(data.ConsumeIntInRange(0, NAMES_MAX)))
    dates = tuple(
        PartialDate.parse(data.PickValueInList(["1974", "1974-03", "1974-03-02", "1975-02-03"]))
        for _ in range(data.ConsumeIntInRange(0, 2))
    )
    places = (name_of(data),) if data.ConsumeBool() else ()
    sex = data.PickValueInList(["", "F", "M", "X", "?"])
    documents = (data.ConsumeUnicode(8),) if data.ConsumeBool() else ()
    return Profile(names, dates, sex, documents=documents, birth_places=places)


def name_of(data: atheris.FuzzedDataProvider) -> str:
    """Return a name of pieces that matter and of any signs."""
    pieces = (
        data.PickValueInList(list(PIECES)) if data.ConsumeBool() else data.ConsumeUnicode(12)
        for _ in range(data.ConsumeIntInRange(0, 12))
    )
    between: str = data.PickValueInList(["", " ", "-"])
    return between.join(pieces)


def fuzz_fold(data: atheris.FuzzedDataProvider) -> None:
    """A folded name is bounded and no word of it is empty; folding leaves nothing to fold."""
    folded = fold(name_of(data) + data.ConsumeUnicode(400))
    lengths = [len(token.text) for token in folded.tokens]
    require(len(lengths) <= TOKENS_MAX, "too many words")
    require(all(0 < length <= 2 * TOKEN_LENGTH_MAX for length in lengths), "a word out of bounds")


def fuzz_compare(data: atheris.FuzzedDataProvider) -> None:
    """A comparison is symmetric, finite, the sum of its reasons, and can be explained."""
    left, right = profile_of(data), profile_of(data)
    comparison = compare(left, right)
    turned = compare(right, left)
    require(turned.bits == comparison.bits, "the bits are not symmetric")
    if len(left.names) == len(right.names) == 1:
        require(turned == comparison.mirrored(), "the rows are not symmetric")
    require(math.isfinite(comparison.bits), "it is not finite")
    reasons = explain(comparison, data.PickValueInList(["ar", "en", "fr", "es"]))
    total = math.fsum(reason["bits"] for reason in reasons)
    require(math.isclose(total, comparison.bits, abs_tol=1e-9), "the reasons do not add up")


def fuzz_search(data: atheris.FuzzedDataProvider) -> None:
    """A search returns no more than was asked, best first, and agrees with `compare`."""
    profiles = [profile_of(data) for _ in range(data.ConsumeIntInRange(0, 4))]
    index = Index.build(enumerate(profiles))
    query = profile_of(data)
    found = index.search(query, limit=LIMIT)
    require(len(found) <= LIMIT, "more than was asked")
    bits = [candidate.comparison.bits for candidate in found]
    require(bits == sorted(bits, reverse=True), "the best is not first")
    for candidate in found:
        require(candidate.comparison == compare(query, profiles[candidate.key]), "another score")


def fuzz_load(data: atheris.FuzzedDataProvider) -> None:
    """A damaged file is refused.

    One whose check was mended on purpose may raise what Python raises, but never crash or hang.
    """
    damaged = bytearray(SAVED)
    for _ in range(data.ConsumeIntInRange(0, EDITS_MAX)):
        place = data.ConsumeIntInRange(0, len(damaged) - 1)
        piece = data.ConsumeBytes(data.ConsumeIntInRange(1, 8))
        damaged[place : place + len(piece)] = piece
    if data.ConsumeBool():
        del damaged[data.ConsumeIntInRange(0, len(damaged)) :]
    is_mended = data.ConsumeBool()
    if is_mended:
        damaged[-CHECK_BYTES:] = zlib.crc32(damaged[:-CHECK_BYTES]).to_bytes(CHECK_BYTES, "little")
    with tempfile.NamedTemporaryFile() as file:
        Path(file.name).write_bytes(damaged)
        with contextlib.suppress(*(DAMAGED if is_mended else ())):
            Index.load(Path(file.name)).search(QUERY, limit=LIMIT)


def require(kept: bool, promise: str) -> None:  # noqa: FBT001  it reads as an assertion
    """Raise `RuntimeError` for a promise that was not kept."""
    if not kept:
        raise RuntimeError(promise)


QUERY = Profile(("محمد العلي", "Mohammed Al Ali"), (PartialDate(1974),), documents=("P1",))
TARGETS: dict[str, Callable[[atheris.FuzzedDataProvider], None]] = {
    "fold": fuzz_fold,
    "compare": fuzz_compare,
    "search": fuzz_search,
    "load": fuzz_load,
}


def saved_index() -> bytes:
    """Return a small index as `save` writes it."""
    names = ("Mohammed Al Ali", "محمد العلي", "Мухаммед Али", "이영희", "Jean-Pierre O'Neil")
    index = Index.build(
        (key, Profile((name,), documents=("P1",))) for key, name in enumerate(names)
    )
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "index"
        index.save(path)
        return path.read_bytes()


SAVED = saved_index()


def main() -> None:
    """Fuzz the targets that are named, or all; the first byte of an input chooses one."""
    named = [word for word in sys.argv[1:] if word in TARGETS] or list(TARGETS)

    def fuzz_one(inputs: bytes) -> None:
        data = atheris.FuzzedDataProvider(inputs)
        target = data.PickValueInList(named)
        started = time.process_time()
        try:
            TARGETS[target](data)
        except JisrError:
            return
        require(time.process_time() - started < SECONDS_MAX, f"{target} took too long")

    atheris.Setup([word for word in sys.argv if word not in TARGETS], fuzz_one)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
