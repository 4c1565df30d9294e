"""Promises about the page on which a bureau says how it is told of hits."""

from hit_office import Office


def test_the_head_chooses_for_its_bureau_and_those_under_it(office: Office) -> None:
    """An officer reads the same and is told who changes it."""
    form = 'data-api="PUT /v1/hits/preference?bureau=MAR"'
    assert form in office.get("head@mar", "/hits/preferences").text
    under = office.get("head@mar", "/hits/preferences?bureau=MAR.PORT").text
    assert 'data-api="PUT /v1/hits/preference?bureau=MAR.PORT"' in under
    read = office.get("officer@mar", "/hits/preferences").text
    assert ("data-api" in read, "Inbox only" in read) == (False, True)
    assert "The head or the security officer of the bureau changes this." in read


def test_no_bureau_reads_anothers(office: Office) -> None:
    """Nor an agency its national bureau's; a bureau that is not there is not found."""
    statuses = [
        office.get(officer, f"/hits/preferences?bureau={bureau}").status_code
        for officer, bureau in (
            ("head@fra", "MAR"),
            ("port@mar", "MAR"),
            ("head@mar", "GS"),
            ("head@mar", "NOWHERE"),
        )
    ]
    assert statuses == [403, 403, 403, 404]
