"""What a text in the one box of a desk means, and why.

Nobody chooses a form first at a border. What was typed, pasted or scanned is read in every way that
it can be, the likeliest first; the officer sees how it was understood and may take another reading.
Pure: nothing is looked for here, so nothing is traced.
"""

from jisr.checks.understanding.model import NO_DETAILS, Details, Reading, ReadingKind
from jisr.checks.understanding.reading import chosen, understand

__all__ = ["NO_DETAILS", "Details", "Reading", "ReadingKind", "chosen", "understand"]
