"""Promises of `jisr settings`."""

import json
import os
import subprocess
import sys
from pathlib import Path

from jisr.settings import Settings

JISR = Path(sys.executable).parent / "jisr"


def settings(home: Path, *words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run `jisr settings` over a directory."""
    return subprocess.run(
        [JISR, "settings", *words],
        env={**os.environ, "JISR_HOME": str(home), **environment},
        capture_output=True,
        text=True,
        check=True,
    )


def test_every_setting_is_listed_with_its_origin(tmp_path: Path) -> None:
    """Value, unit, place and meaning of each; nothing is made by looking."""
    (tmp_path / "settings.toml").write_text("trace_anchor_seconds = 7\n", encoding="utf-8")
    rows = json.loads(settings(tmp_path, "--json", JISR_NODE_NAME="north").stdout)
    found = {row["name"]: (row["value"], row["origin"]) for row in rows}
    assert set(found) == set(Settings.__dataclass_fields__)
    assert found["trace_anchor_seconds"] == (7, "file")
    assert found["node_name"] == ("north", "environment")
    assert found["language"] == ("en", "default")
    assert [path.name for path in tmp_path.iterdir()] == ["settings.toml"]


def test_the_password_of_a_database_is_not_shown(tmp_path: Path) -> None:
    """The address is; the secret in it is not."""
    url = "postgresql+psycopg://jisr:hidden-word@localhost/jisr"
    shown = settings(tmp_path, JISR_DATABASE_URL=url)
    assert "localhost" in shown.stdout
    assert "hidden-word" not in shown.stdout + shown.stderr
