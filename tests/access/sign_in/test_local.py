"""Promises about the password of a demo."""

from pathlib import Path

import pytest

from jisr.access.sign_in import local
from jisr.errors import CredentialRefused, FileUnreadable


def test_a_demo_has_one_random_password(tmp_path: Path) -> None:
    """Made once, read again, its owner's alone, another one in another demo."""
    (other := tmp_path / "other").mkdir()
    password = local.password_of(tmp_path)
    assert len(password) == 20
    assert local.password_of(tmp_path) == password
    assert local.password_of(other) != password
    assert (tmp_path / local.PASSWORD_FILE).stat().st_mode & 0o777 == 0o600


def test_another_password_is_refused(tmp_path: Path) -> None:
    """Also an empty one, and one that is no ASCII."""
    local.check_password(tmp_path, local.password_of(tmp_path))
    for given in ("", "guess", "é", local.password_of(tmp_path) + "x"):
        with pytest.raises(CredentialRefused):
            local.check_password(tmp_path, given)


def test_where_nothing_can_be_kept_nobody_signs_in(tmp_path: Path) -> None:
    """An unreadable file is said so, never treated as an empty password."""
    with pytest.raises(FileUnreadable):
        local.password_of(tmp_path / "missing")
