"""The compiled part of the package; everything else stands in pyproject.toml."""

import sys

from setuptools import Extension, setup

# Both twins must round alike: no multiplication and addition fused into one step.
ARGUMENTS = ["/O2", "/fp:precise"] if sys.platform == "win32" else ["-O3", "-ffp-contract=off"]


def extension(name: str, *parts: str) -> Extension:
    """Return one compiled module of jisr._native, made of a file of its name and its parts."""
    return Extension(
        f"jisr._native.{name}",
        [f"src/jisr/_native/{part}.c" for part in (name, *parts)],
        depends=[f"src/jisr/_native/{header}.h" for header in ("compare", "find", "native")],
        define_macros=[("Py_LIMITED_API", "0x030B0000")],
        extra_compile_args=ARGUMENTS,
        py_limited_api=True,
        # Without a compiler the package installs all the same, and is slower.
        optional=True,
    )


setup(
    ext_modules=[
        extension("kernels", "arrays", "expand", "find", "likeness", "postings"),
        extension("compare", "alike", "align", "pairs", "tables", "word"),
    ],
    options={"bdist_wheel": {"py_limited_api": "cp311"}},
)
