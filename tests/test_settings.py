"""Promises of the settings."""

from pathlib import Path

import pytest

from jisr.errors import FileUnreadable, SettingInvalid
from jisr.settings import Settings, origins


def test_settings_have_defaults() -> None:
    """Nothing needs to be set."""
    assert Settings.read({}) == Settings()


def test_each_setting_tells_where_it_comes_from(tmp_path: Path) -> None:
    """An operator sees which of three places decides."""
    path = tmp_path / "settings.toml"
    path.write_text('language = "ar"\nbusy_wait_seconds = 3\n', encoding="utf-8")
    found = origins({"JISR_LANGUAGE": "fr"}, path)
    assert {name: found[name] for name in ("language", "busy_wait_seconds", "node_name")} == {
        "language": "environment",
        "busy_wait_seconds": "file",
        "node_name": "default",
    }
    assert set(origins({}, tmp_path / "none.toml").values()) == {"default"}


def test_environment_wins_over_the_file(tmp_path: Path) -> None:
    """A variable replaces what the file says; the file replaces the default."""
    path = tmp_path / "settings.toml"
    path.write_text('language = "ar"\nbusy_wait_seconds = 3\n', encoding="utf-8")
    read = Settings.read({"JISR_LANGUAGE": "fr"}, path)
    assert read == Settings(language="fr", busy_wait_seconds=3)


@pytest.mark.parametrize(
    "text", ['busy_wait_seconds = "soon"', "busy_wait_seconds = -1", "unheard_of = 1"]
)
def test_impossible_settings_are_refused(tmp_path: Path, text: str) -> None:
    """An unknown name or an impossible value stops the program with its name."""
    path = tmp_path / "settings.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(SettingInvalid):
        Settings.read({}, path)


def test_file_that_is_not_toml_is_refused(tmp_path: Path) -> None:
    """A settings file that cannot be read is named, never ignored."""
    path = tmp_path / "settings.toml"
    path.write_text("language = ", encoding="utf-8")
    with pytest.raises(FileUnreadable):
        Settings.read({}, path)
