"""The compiled part of the package; everything else stands in pyproject.toml."""

import sys

from setuptools import Extension, setup

# Both twins must round alike: no multiplication and addition fused into one step.
ARGUMENTS = ["/O2", "/fp:precise"] if sys.platform == "win32" else ["-O3", "-ffp-contract=off"]

setup(
    ext_modules=[
        Extension(
            "jisr._native.kernels",
            ["src/jisr/_native/kernels.c"],
            define_macros=[("Py_LIMITED_API", "0x030B0000")],
            extra_compile_args=ARGUMENTS,
            py_limited_api=True,
            # Without a compiler the package installs all the same, and is slower.
            optional=True,
        )
    ],
    options={"bdist_wheel": {"py_limited_api": "cp311"}},
)
