from jisr._native.plain import Array, Asked, Costs, Limits, Names, Spellings, Vocabulary

def likeness(tables: Costs, left: bytes, one: int, right: bytes, two: int, /) -> float: ...
def expand(
    tables: Costs,
    vocabulary: Vocabulary,
    forms: tuple[tuple[int, bytes, float], ...],
    keys: tuple[bytes, bytes],
    known: Spellings,
    near_max: int,
    rows_max: int,
    spellings_max: int,
    likeness_min: float,
    /,
) -> Spellings: ...
def find_names(
    names: Names,
    spellings: tuple[Spellings, ...],
    asked: Asked,
    alive: Array | None,
    allowed: Array | None,
    limits: Limits,
    /,
) -> tuple[bytes, bytes, int]: ...
