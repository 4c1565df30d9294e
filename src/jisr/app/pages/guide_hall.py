"""The tours of those who sit in the assembly: a delegate, the chair, the secretary."""

from collections.abc import Sequence
from typing import Final

from jisr.access.model import Role
from jisr.app.pages.guide_steps import Step, Tour
from jisr.demo.assembly.people import CHAIR, SECRETARY
from jisr.demo.staff import officer_id
from jisr.errors import to_translate

DELEGATE = officer_id("delegate", "MAR")
_DELEGATE: Final = (
    Step(
        name="open",
        title=to_translate("See what is voted on now"),
        do=to_translate("Begin here: what is open, whether you may vote, and what comes next."),
        look=to_translate("If you may not vote, the reason stands beside it, with its rule."),
        path="/assembly",
        picture="vote",
    ),
    Step(
        name="call",
        title=to_translate("Cast your delegation’s vote in the roll-call"),
        do=to_translate("Choose, and confirm. Until the close you may correct it: both stay."),
        look=to_translate("That your entry arrived, and where it stands among the others."),
        path="/assembly/votes/{vote}",
        limit=to_translate("One member, one vote. Nobody votes for another member."),
        otherwise="/assembly/votes",
        picture="vote",
    ),
    Step(
        name="hall",
        title=to_translate("Follow the hall"),
        do=to_translate("Open the display of the hall. It fills as the members answer."),
        look=to_translate("Who has answered, never how, until the vote is closed."),
        path="/hall/{session}",
        otherwise="/assembly/sessions",
        picture="hall",
    ),
    Step(
        name="secret",
        title=to_translate("Cast a secret ballot"),
        do=to_translate(
            "Run the booth on your own machine: it seals your choice before anything is sent."
        ),
        look=to_translate("The tracker. With it you find your ballot on the board again."),
        path="/assembly/votes/{ballot}",
        limit=to_translate("No page and nobody at the hub ever sees what you chose."),
        otherwise="/assembly/votes",
        example="booth",
        picture="booth",
    ),
    Step(
        name="text",
        title=to_translate("Read a text in two languages"),
        do=to_translate("Open a draft and set two languages side by side."),
        look=to_translate("Amendments word by word, and in which order they are voted on."),
        path="/assembly/texts/{text}",
        otherwise="/assembly/agenda",
        picture="text",
    ),
)
_CHAIR: Final = (
    Step(
        name="progress",
        title=to_translate("See how far the vote is"),
        do=to_translate("Open the roll-call: who has answered, and who has not."),
        look=to_translate("No number says how: nothing is counted before the close."),
        path="/assembly/votes/{vote}",
        otherwise="/assembly/votes",
        picture="vote",
    ),
    Step(
        name="announce",
        title=to_translate("Close and announce"),
        do=to_translate("Close the vote, and read the six items in their order."),
        look=to_translate("The majority that the rule asks, its base, and what the numbers say."),
        path="/assembly/votes/{vote}",
        limit=to_translate("You cannot announce another outcome than the count’s."),
        otherwise="/assembly/votes",
        picture="result",
    ),
    Step(
        name="election",
        title=to_translate("Follow an election through its rounds"),
        do=to_translate("Open the election of the President: one round is counted, one is open."),
        look=to_translate("Who stays, and why. A tie is never broken by the program."),
        path="/assembly/elections/{election}",
        otherwise="/assembly/elections",
        picture="result",
    ),
)
_SECRETARY: Final = (
    Step(
        name="calendar",
        title=to_translate("Keep the calendar of a session"),
        do=to_translate("Open the session: every duty with its last day, computed from the rules."),
        look=to_translate("What is due, what is late, and by which article."),
        path="/assembly/sessions/{session}",
        otherwise="/assembly/sessions",
        picture="calendar",
    ),
    Step(
        name="credentials",
        title=to_translate("Review credentials"),
        do=to_translate("Accept or dispute what delegations handed in."),
        look=to_translate("Whose vote is suspended for unpaid dues, and whose waived."),
        path="/assembly/sessions/{session}",
        limit=to_translate("What is disputed, the President decides, not the secretariat."),
        otherwise="/assembly/sessions",
        picture="calendar",
    ),
    Step(
        name="languages",
        title=to_translate("Keep the languages in step"),
        do=to_translate("Open the texts: one of them lacks a language."),
        look=to_translate("What is missing, paragraph by paragraph. No vote opens before."),
        path="/assembly/agenda",
        picture="text",
    ),
)
HALL_TOURS: Final[Sequence[Tour]] = (
    Tour(
        "delegate",
        to_translate("Delegate"),
        to_translate("What is voted on, may I vote, did it arrive, was it counted?"),
        "vote",
        DELEGATE,
        frozenset({str(Role.DELEGATE), str(Role.OBSERVER)}),
        _DELEGATE,
    ),
    Tour(
        "chair",
        to_translate("Chair of the assembly"),
        to_translate("Open, close and announce votes, by the rule and nothing else."),
        "gavel",
        CHAIR,
        frozenset({str(Role.DELEGATE)}),
        _CHAIR,
    ),
    Tour(
        "secretary",
        to_translate("Secretary of the assembly"),
        to_translate("Delegations, credentials, texts in four languages, and what is due."),
        "calendar",
        SECRETARY,
        frozenset({str(Role.ASSEMBLY_SECRETARY)}),
        _SECRETARY,
    ),
)
