# The exact comparison of names, compiled; jisr.names.align says what it does.

from collections.abc import Callable
from typing import TypeAlias

# Capsules: everything that is known of words; one folded word; the words of one name with what
# agreement on each is worth.
class Tables: ...
class Word: ...
class Name: ...

Part: TypeAlias = tuple[str, tuple[int, ...], tuple[int, ...], float]

def tables(
    arrays: tuple[bytes, ...],
    sounds: tuple[tuple[int, str, tuple[str, ...]], ...],
    symbols: tuple[tuple[int, str, int, int, int, int], ...],
    optional: tuple[tuple[str, ...], int],
    numbers: dict[str, int],
    hear: Callable[[str], tuple[tuple[int, str, str], ...]],
    spell: Callable[[str], tuple[str, tuple[tuple[str, int, bytes], ...]]],
    rarity: Callable[[str], float],
    /,
) -> Tables: ...
def word(tables: Tables, text: str, script: int, rarity: float, /) -> Word: ...
def name(words: tuple[Word, ...], rarities: tuple[float, ...], /) -> Name: ...
def alike(left: Word, right: Word, /) -> tuple[str, float]: ...
def aligned(left: Name, right: Name, /) -> tuple[list[Part], float]: ...
def best_pair(
    lefts: tuple[Name, ...],
    rights: tuple[Name, ...],
    pairs_max: int,
    names_max: int,
    stranger_bits: float,
    relative_bits: float,
    /,
) -> tuple[float, int, int] | None: ...
