"""Figures over HTTP: for a credential that may read, and for its bureau."""

from figure_world import check
from hit_world import Desk
from jisr.access import actions as access
from jisr.access.model import Officer, Role
from jisr.access.sign_in.model import Scope
from web import Web


def test_a_bureau_reads_its_figures_with_what_they_mean(desk: Desk, web: Web) -> None:
    """Each number with its definition, source and time, in the reader's language."""
    check(desk.database, "MAR", 3, 1)
    told = web.get("/v1/figures?period=today", "officer@mar").json()
    assert (told["bureau"], told["total"]) == ("MAR", {"key": "", "checks": 3, "hits": 1})
    assert told["by_bureau"] == [{"key": "MAR", "checks": 3, "hits": 1}]
    assert (told["floor"], told["at"] is not None, told["pace"]["asked"]) == (5, True, 0)
    assert "presumed" in told["definitions"]["hour"]
    assert "5" in told["withheld"]


def test_bureaus_come_in_pages_and_only_ones_own_with_figures(desk: Desk, web: Web) -> None:
    """The cursor leads on; the secretariat is told of all."""
    check(desk.database, "FRA", 9, 9)
    first = web.get("/v1/figures/bureaus?limit=100", "officer@fra").json()
    second = web.get(f"/v1/figures/bureaus?limit=200&cursor={first['next']}", "officer@fra").json()
    ids = [each["bureau"] for page in (first, second) for each in page["items"]]
    assert (ids, second["next"]) == (sorted(set(ids)), "")
    shown = [each for page in (first, second) for each in page["items"] if each["count"]]
    assert [each["bureau"] for each in shown] == ["FRA"]
    told = web.get("/v1/figures/bureaus?limit=200", "root").json()["items"]
    assert all(each["count"] for each in told)


def test_the_network_is_told_without_bureaus(desk: Desk, web: Web) -> None:
    """Nobody of a bureau reads the use of another."""
    check(desk.database, "FRA", 9, 9)
    told = web.get("/v1/figures?of=network", "head@mar").json()
    assert (told["total"]["checks"], told["by_bureau"]) == (9, [])


def test_a_credential_that_may_not_read_is_refused(web: Web) -> None:
    """The scope is asked for, and an officer."""
    for path in ("/v1/figures", "/v1/figures/bureaus"):
        token = web.token("officer@mar", Scope.CHECK)
        refused = web.client.get(path, headers={"Authorization": f"Bearer {token}"})
        assert refused.status_code == 403
        assert web.client.get(path).status_code == 401


def test_an_operator_is_refused_with_the_reason(desk: Desk, web: Web) -> None:
    """The machine's own figures are elsewhere, and he is told where."""
    operator = Officer("op@gs", "GS", "Operator", frozenset((Role.OPERATOR,)))
    desk.database.in_transaction(access.register_officer, "root", operator)
    for path in ("/v1/figures", "/v1/figures/bureaus"):
        refused = web.get(path, "op@gs")
        assert (refused.status_code, "/health" in refused.json()["detail"]) == (403, True)


def test_an_unknown_period_is_refused(web: Web) -> None:
    """Nothing unbounded is read."""
    assert web.get("/v1/figures?period=year", "officer@mar").status_code in {400, 422}
