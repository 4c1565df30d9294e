"""Promises about what is told of settings."""

from pathlib import Path

from jisr.app.known import KnownSetting, known_settings
from jisr.settings import Settings


def test_a_setting_says_where_it_comes_from(tmp_path: Path) -> None:
    """From the environment before the file, else it is the default."""
    (tmp_path / "settings.toml").write_text("smtp_port = 25\nnode_name = 'x'\n", encoding="utf-8")
    settings = Settings(smtp_port=25, node_name="north")
    known = known_settings(settings, {"JISR_NODE_NAME": "north"}, tmp_path)
    found = {each.name: (each.value, each.origin) for each in known}
    assert found["smtp_port"] == (25, "file")
    assert found["node_name"] == ("north", "environment")
    assert found["language"] == ("en", "default")


def test_a_password_in_an_address_is_left_out(tmp_path: Path) -> None:
    """The rest of the address stays."""
    settings = Settings(database_url="postgresql+psycopg://jisr:word@db/jisr")
    (shown,) = (
        each for each in known_settings(settings, {}, tmp_path) if each.name == "database_url"
    )
    assert shown == KnownSetting(
        name="database_url",
        value="postgresql+psycopg://jisr:***@db/jisr",
        unit="url",
        origin="default",
        help="Where the data are; empty means jisr.db in the data directory.",
    )
