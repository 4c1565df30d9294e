"""The hall display: one page that a whole hall looks at."""

from jisr.assembly.hall.pages.display import router

__all__ = ["router"]
