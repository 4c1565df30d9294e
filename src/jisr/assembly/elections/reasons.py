"""Why the rules of elections allow or refuse: the sentence of each reason key."""

from collections.abc import Mapping
from typing import Final

from jisr.errors import to_translate

ALLOWED: Final = "elections.allowed"

REASONS: Final[Mapping[str, str]] = {
    ALLOWED: to_translate("the rules of elections allow it"),
    # announcing
    "elections.region_needed": to_translate(
        "a Vice-President is elected for one region: name it; other elections have none"
    ),
    "elections.no_vacancy": to_translate(
        "the committee has no such seat to fill: record who leaves it first"
    ),
    "elections.ordinary_only": to_translate(
        "the committee is elected at an ordinary session whose day of opening is known"
    ),
    "elections.host_session": to_translate("say which later session the host is elected for"),
    # nominations
    "elections.late": to_translate(
        "nominations are closed: this one is late, and a late one has no effect"
    ),
    "elections.suspended": to_translate(
        "the vote of this member is suspended, so it cannot nominate"
    ),
    "elections.not_for_member": to_translate(
        "only the head of the bureau or of the delegation nominates for a member"
    ),
    "elections.nominated_already": to_translate("this member has put somebody forward already"),
    "elections.nominated_often": to_translate(
        "this member has nominated five times in this election, and no more is taken"
    ),
    "elections.full": to_translate("a ballot paper holds no more candidates"),
    "elections.post_missing": to_translate("name the official post that the nominee holds"),
    "elections.language_missing": to_translate(
        "the nominee needs at least one working language of the organisation"
    ),
    "elections.reelection": to_translate(
        "the nominee holds such a post now and cannot be elected to it again at once"
    ),
    "elections.same_country": to_translate(
        "a member of the committee who stays, or was just elected, comes from this country"
    ),
    "elections.same_continent": to_translate(
        "the President and the Vice-Presidents come from different continents"
    ),
    "elections.other_region": to_translate("the nominee's country is in another region"),
    "elections.region_unknown": to_translate(
        "no electoral region is known for this country: the table of regions must name it"
    ),
    "elections.not_in_delegation": to_translate(
        "the nominee is not in the delegation of the member that nominates"
    ),
    "elections.acceptance_missing": to_translate("the nominee has not signed the acceptance"),
    "elections.acceptance_late": to_translate(
        "the nominee signed the acceptance after nominations were closed"
    ),
    "elections.not_nominee": to_translate("only the nominee accepts with his or her own hand"),
    "elections.not_yours": to_translate(
        "only the member that nominated, or the nominee, withdraws a nomination"
    ),
    # the elections board
    "elections.board_small": to_translate("the elections board has at least three members"),
    "elections.board_interested": to_translate(
        "the elections board has a member from a country that nominates: the secretary names others"
    ),
    "elections.checks_failed": to_translate(
        "a formal check does not pass; only the assembly can admit the nomination after a dispute"
    ),
    "elections.reviewed_already": to_translate("this nomination was decided on already"),
    "elections.vote_undecided": to_translate(
        "name a vote on a question that the assembly decided after the dispute arose"
    ),
    "elections.not_disputable": to_translate("only a refusal of the board can be disputed"),
    # ballots
    "elections.nominations_open": to_translate("members may still nominate"),
    "elections.undecided": to_translate("a nomination still waits for a decision"),
    "elections.no_candidate": to_translate("no candidate is left"),
    "elections.begun": to_translate("the first ballot was opened already"),
    "elections.other_under_way": to_translate(
        "another election of the committee is under way: its result decides who can stand here"
    ),
    "elections.elected_already": to_translate("the nominee was elected earlier in this session"),
    "elections.ballot_open": to_translate("the last ballot is not announced yet"),
    "elections.no_ballot_awaited": to_translate("this election waits for no ballot"),
    "elections.majority_of_many": to_translate(
        "a majority for several seats needs one election for each seat"
    ),
    "elections.not_standing": to_translate("who does not stand cannot leave"),
    "elections.not_ended": to_translate("the result does not stand yet"),
    # lots
    "elections.no_lots_awaited": to_translate("this election waits for no lots"),
    "elections.draw_open": to_translate("a draw is under way"),
    "elections.lots_interested": to_translate(
        "the member of a tied candidate takes no part in drawing lots"
    ),
    "elections.lots_refuser": to_translate("this member did not reveal in the draw before"),
    "elections.lots_few": to_translate("lots need at least three delegations"),
    "elections.lots_not_committing": to_translate("no more hashes are taken for this draw"),
    "elections.lots_committed": to_translate("this delegation has published its hash already"),
    "elections.lots_not_revealing": to_translate("values are revealed when all hashes stand"),
    "elections.lots_mismatch": to_translate("this value is not the one that was committed to"),
    "elections.lots_unrevealed": to_translate(
        "not every delegation has revealed: wait, or declare the draw void"
    ),
    "elections.lots_complete": to_translate("every delegation has revealed: draw the lots"),
    # sheets
    "elections.under_embargo": to_translate("the press sheet is under embargo"),
}
