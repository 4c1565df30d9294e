"""The tours of the guide: for each person, steps that take five minutes in all.

A step leads to the very page; in a demo it names an example of that network. What is said here of
a page is shown beside it as a small picture (`templates/guide_pictures.html`).
"""

from collections.abc import Mapping
from typing import Final

from jisr.access.model import SECRETARIAT, Role
from jisr.app.pages.guide_hall import HALL_TOURS
from jisr.app.pages.guide_steps import MEMBER, Step, Tour
from jisr.demo.staff import officer_id
from jisr.errors import to_translate

_FRONT_LINE: Final = (
    Step(
        name="shift",
        title=to_translate("Say what you work on"),
        do=to_translate(
            "Choose border management and give your case. It goes with every check of the shift."
        ),
        look=to_translate("The case stands at the top of every page, and changes there."),
        path="/sign-in/shift",
        limit=to_translate("Nothing is checked without a purpose and a case."),
        example="case",
        picture="shift",
    ),
    Step(
        name="traveller",
        title=to_translate("Check a traveller"),
        do=to_translate(
            "Paste the name into the box and press Enter. Any script will do, and a birth date may "
            "follow the name."
        ),
        look=to_translate(
            "The two names, piece by piece, and what speaks for and against a match."
        ),
        path="/desk",
        limit=to_translate("A hit is presumed, never proven. Hold nobody on a hit alone."),
        example="person",
        picture="match",
    ),
    Step(
        name="document",
        title=to_translate("Check a document"),
        do=to_translate("Type its number, or scan it: the box knows a number from a name."),
        look=to_translate("Below the box stands how it was understood, before you press Enter."),
        path="/desk",
        limit=to_translate("Whoever carries a stolen document may be its victim."),
        example="document",
        picture="box",
    ),
    Step(
        name="nothing",
        title=to_translate("See a check that finds nothing"),
        do=to_translate("Check a number that nobody has recorded. Most checks end so."),
        look=to_translate("The answer comes at once, and says how old its data are."),
        path="/desk",
        limit=to_translate("Nothing found means: nothing is recorded that you may see."),
        example="miss",
        picture="nothing",
    ),
    Step(
        name="ask",
        title=to_translate("Ask the owner of a record"),
        do=to_translate("Open the hit of the traveller, compare again, and ask its owner."),
        look=to_translate(
            "A clock starts. What both bureaus say stands on one page, in its order."
        ),
        path="/hits",
        limit=to_translate("The owner learns that you ask, not where your traveller stands."),
        picture="clock",
    ),
)
_BUREAU: Final = (
    Step(
        name="answer",
        title=to_translate("Answer a hit within its clock"),
        do=to_translate("Another bureau asks whether it found the person you recorded. Say so."),
        look=to_translate("The clock, and what the other bureau has said so far."),
        path="/hits/{asked}",
        limit=to_translate("Do not confirm on a name alone. You may say that you cannot tell."),
        otherwise="/hits",
        picture="clock",
    ),
    Step(
        name="record",
        title=to_translate("Look at a record of your bureau"),
        do=to_translate("Open the record that was found. Each opening is sealed in the ledger."),
        look=to_translate("Who would see it and why, when it expires, and how often it was found."),
        path="/records/{record}",
        otherwise="/records",
        picture="record",
    ),
    Step(
        name="publish",
        title=to_translate("Record a person"),
        do=to_translate(
            "Write the name in its own script. The Latin spelling and the form on documents are "
            "proposed while you type."
        ),
        look=to_translate("Before you publish: every member that would see it, with the reason."),
        path="/records/new/person",
        limit=to_translate("Your bureau answers for each record. Record only what it can show."),
        picture="audience",
    ),
    Step(
        name="expiring",
        title=to_translate("Let go of what has ended"),
        do=to_translate("See which records end within six months. Keep each for a reason, or not."),
        look=to_translate("A record that was withdrawn is found by nobody from that moment on."),
        path="/records/expiring",
        limit=to_translate("A record that has lost its reason may not stay."),
        picture="expiring",
    ),
)
_REVIEWER: Final = (
    Step(
        name="referred",
        title=to_translate("Take up a hit that was referred to you"),
        do=to_translate(
            "Open it. A hit on somebody who may be a refugee, stateless or protected comes to you, "
            "and to nobody else."
        ),
        look=to_translate("The owner of the record has been told nothing."),
        path="/hits/{referred}",
        limit=to_translate(
            "Do not contact the owner: it may be the state from which somebody fled."
        ),
        otherwise="/hits",
        picture="referred",
    ),
    Step(
        name="decide",
        title=to_translate("Decide, with a coded reason"),
        do=to_translate("End the hit on its page with one of the reasons of the rules."),
        look=to_translate(
            "Your decision stands among the statements, with your name and its time."
        ),
        path="/hits",
        picture="decide",
    ),
    Step(
        name="agreements",
        title=to_translate("See what a body may do, and on what ground"),
        do=to_translate("Open an agreement and compare it with what its bureau is for."),
        look=to_translate(
            "Databases, operations and purposes, with the dates between which they hold."
        ),
        path="/agreements",
        picture="agreement",
    ),
    Step(
        name="sealed",
        title=to_translate("See that it stays"),
        do=to_translate("Find your decision in the ledger."),
        look=to_translate(
            "It can be proven later, offline, also to somebody who trusts nobody here."
        ),
        path="/ledger",
        picture="ledger",
    ),
)
_SUPERVISOR: Final = (
    Step(
        name="traces",
        title=to_translate("Find out who asked what"),
        do=to_translate("Search the traces of your bureau by time, officer, purpose or case."),
        look=to_translate("There is one trace for each check, made before its answer was given."),
        path="/traces",
        limit=to_translate("A trace holds the names of innocent people. Open only what you need."),
        picture="trace",
    ),
    Step(
        name="why",
        title=to_translate("See why an officer may"),
        do=to_translate("Choose an officer, a purpose and whose data it is about."),
        look=to_translate("Which of the four layers gives or refuses each thing."),
        path="/permissions",
        picture="permission",
    ),
    Step(
        name="use",
        title=to_translate("See how the network is used"),
        do=to_translate("Compare the hours, the purposes and the bureaus."),
        look=to_translate("Each figure says what it counts, from which source, and when."),
        path="/figures",
        picture="figure",
    ),
    Step(
        name="verify",
        title=to_translate("Verify the ledger yourself"),
        do=to_translate("Open an entry and let your own browser verify it."),
        look=to_translate("Each step shows what was compared. Nothing rests on our word."),
        path="/ledger",
        picture="ledger",
    ),
)
_INTEGRATOR: Final = (
    Step(
        name="contract",
        title=to_translate("Read the contract"),
        do=to_translate("Open the OpenAPI document. The pages use the same calls as your program."),
        look=to_translate(
            "Every error is told in the same form, with a sentence that says what to do."
        ),
        path="/openapi.json",
        picture="contract",
    ),
    Step(
        name="key",
        title=to_translate("Give a machine its key"),
        do=to_translate("Open the machine of your bureau and add the public half of its key."),
        look=to_translate("What the key is good for, and for how long its tokens are."),
        path="/people/officers/{machine}",
        limit=to_translate(
            "The private half never leaves the machine: the network does not hold it."
        ),
        otherwise="/people",
        picture="key",
    ),
    Step(
        name="call",
        title=to_translate("Make the first call"),
        do=to_translate("Run this command beside the hub. What it prints lets a program ask."),
        look=to_translate("The token names the officer, and each call its purpose and its case."),
        path="/keys",
        limit=to_translate(
            "Bulk lists tell nobody: a person compares each hit before its owner hears."
        ),
        example="call",
        picture="call",
    ),
    Step(
        name="tokens",
        title=to_translate("End a token that was lost"),
        do=to_translate("Find the token and end it."),
        look=to_translate("Whatever uses it is refused within a second."),
        path="/keys",
        picture="token",
    ),
)
_OPERATOR: Final = (
    Step(
        name="health",
        title=to_translate("See how the hub is"),
        do=to_translate(
            "Open its health. Programs find the same under /health/ready and /metrics."
        ),
        look=to_translate("What waits, for how long, and what could not be delivered."),
        path="/health",
        picture="health",
    ),
    Step(
        name="settings",
        title=to_translate("See how it is set"),
        do=to_translate("Find a setting, its unit and where its value comes from."),
        look=to_translate("They are changed in the file or the environment, never here."),
        path="/settings",
        limit=to_translate("A secret is shown to nobody, on no page."),
        picture="setting",
    ),
    Step(
        name="nothing",
        title=to_translate("See what you may not see"),
        do=to_translate("Try to check somebody at the check desk."),
        look=to_translate(
            "The refusal names the rule. Who runs the machine has no access to data."
        ),
        path="/desk",
        example="person",
        picture="refused",
    ),
    Step(
        name="backup",
        title=to_translate("Keep a copy, and prove it"),
        do=to_translate(
            "Run both beside the hub: one file to keep, and every entry walked through."
        ),
        look=to_translate("The signing key is in no backup. Keep it in another place."),
        path="/ledger",
        example="backup",
        picture="backup",
    ),
)
_HEAD = str(Role.HEAD_OF_BUREAU)
_OFFICER = str(Role.BUREAU_OFFICER)
TOURS: Final[Mapping[str, Tour]] = {
    each.name: each
    for each in (
        Tour(
            "front-line",
            to_translate("Front-line officer"),
            to_translate("Is this traveller, document, vehicle or ship known? What is to be done?"),
            "check",
            officer_id("officer", MEMBER),
            frozenset({_OFFICER, _HEAD}),
            _FRONT_LINE,
        ),
        Tour(
            "bureau",
            to_translate("Bureau officer"),
            to_translate("Publish and withdraw records, and answer other bureaus in time."),
            "record",
            officer_id("officer", MEMBER),
            frozenset({_OFFICER, _HEAD}),
            _BUREAU,
        ),
        Tour(
            "reviewer",
            to_translate("Legal reviewer"),
            to_translate("Judge what the rules leave to a person, and say why."),
            "agreement",
            officer_id("reviewer", SECRETARIAT),
            frozenset({str(Role.LEGAL_REVIEWER)}),
            _REVIEWER,
        ),
        Tour(
            "supervisor",
            to_translate("Supervisor"),
            to_translate("See who looked at what, and why, and prove it."),
            "shield",
            officer_id("data-protection", MEMBER),
            frozenset({str(Role.DATA_PROTECTION_OFFICER), str(Role.CCF_MEMBER)}),
            _SUPERVISOR,
        ),
        Tour(
            "integrator",
            to_translate("Integrator"),
            to_translate("Let a national system ask by itself."),
            "sign",
            officer_id("security", MEMBER),
            frozenset({str(Role.SECURITY_OFFICER), str(Role.MACHINE)}),
            _INTEGRATOR,
        ),
        Tour(
            "operator",
            to_translate("Operator"),
            to_translate("Keep the hub running, without seeing what it holds."),
            "health",
            officer_id("operator", SECRETARIAT),
            frozenset({str(Role.OPERATOR)}),
            _OPERATOR,
        ),
        *HALL_TOURS,
    )
}
