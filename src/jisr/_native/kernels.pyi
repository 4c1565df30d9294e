from jisr._native.plain import Array, Candidates, Costs, Forms, Names, Words

def likeness(tables: Costs, left: bytes, one: int, right: bytes, two: int, /) -> float: ...
def likeness_to_rows(
    tables: Costs, word: bytes, script: int, forms: Forms, rows: Array, /
) -> bytes: ...
def choose_names(
    names: Names,
    asked: Words,
    alive: Array | None,
    allowed: Array | None,
    postings_max: int,
    joined_max: int,
    chosen_max: int,
    joined_bits: float,
    /,
) -> tuple[bytes, bytes, bytes, bytes]: ...
def align_roughly(
    names: tuple[Array, Array, Array], asked: Candidates, wanted: Array, /
) -> bytes: ...
