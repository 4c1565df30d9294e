"""Validators of the numbers of documents and things: they know text, not police.

No database, network or clock. `kinds.py` says which cleaner serves which kind of number, and makes
the exact key under which a number is stored and found; `mrz.py`, `mrz_parse.py` and `mrz_make.py`
hold the machine-readable zone of travel documents; `transliteration.py` spells names for it.
"""
