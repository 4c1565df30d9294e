"""What the words of access are called at pages: the sentence of each, for the catalogues."""

from collections.abc import Mapping
from typing import Final

from jisr.access.model import BureauKind, DatabaseName, Operation, Purpose, Role
from jisr.errors import to_translate

PURPOSES: Final[Mapping[Purpose, str]] = {
    Purpose.BORDER_MANAGEMENT: to_translate("Border management"),
    Purpose.SECURITY_CHECK: to_translate("Security check"),
    Purpose.IDENTIFY: to_translate("Identify a person or body"),
    Purpose.WANTED_PERSON: to_translate("Search for a wanted person"),
    Purpose.LOCATE: to_translate("Locate a person or object"),
    Purpose.INVESTIGATION: to_translate("Criminal investigation"),
    Purpose.WARN: to_translate("Warn of a person’s criminal activities"),
    Purpose.FORENSICS: to_translate("Forensic examination"),
    Purpose.ANALYSIS: to_translate("Crime analysis"),
}
"""The nine purposes of RPD Art. 10(2), what a desk needs most often first."""
DATABASES: Final[Mapping[DatabaseName, str]] = {
    DatabaseName.NOMINAL: to_translate("Persons"),
    DatabaseName.TRAVEL_DOCUMENTS: to_translate("Travel documents"),
    DatabaseName.ADMINISTRATIVE_DOCUMENTS: to_translate("Administrative documents"),
    DatabaseName.VEHICLES: to_translate("Vehicles"),
    DatabaseName.VESSELS: to_translate("Vessels"),
    DatabaseName.FIREARMS: to_translate("Firearms"),
}
OPERATIONS: Final[Mapping[Operation, str]] = {
    Operation.CHECK: to_translate("Check"),
    Operation.READ: to_translate("Read"),
    Operation.ADD: to_translate("Add"),
    Operation.UPDATE: to_translate("Update"),
    Operation.WITHDRAW: to_translate("Withdraw"),
    Operation.ERASE: to_translate("Erase"),
}
BUREAU_KINDS: Final[Mapping[BureauKind, str]] = {
    BureauKind.NATIONAL: to_translate("National Central Bureau"),
    BureauKind.SUB_BUREAU: to_translate("Sub-bureau"),
    BureauKind.AGENCY: to_translate("Agency"),
    BureauKind.SECRETARIAT: to_translate("General Secretariat"),
    BureauKind.OVERSIGHT: to_translate("Commission for the Control of Files"),
    BureauKind.INTERNATIONAL: to_translate("International body"),
}
ROLES: Final[Mapping[Role, str]] = {
    Role.BUREAU_OFFICER: to_translate("Bureau officer"),
    Role.HEAD_OF_BUREAU: to_translate("Head of bureau"),
    Role.SECURITY_OFFICER: to_translate("Security officer"),
    Role.DATA_PROTECTION_OFFICER: to_translate("Data-protection officer"),
    Role.MACHINE: to_translate("Machine"),
    Role.COORDINATOR: to_translate("Coordinator"),
    Role.LEGAL_REVIEWER: to_translate("Legal reviewer"),
    Role.CCF_MEMBER: to_translate("Member of the Commission"),
    Role.DELEGATE: to_translate("Delegate"),
    Role.OBSERVER: to_translate("Observer"),
    Role.ASSEMBLY_SECRETARY: to_translate("Secretary of the assembly"),
    Role.OPERATOR: to_translate("Operator"),
}
ROLE_TASKS: Final[Mapping[Role, str]] = {
    Role.BUREAU_OFFICER: to_translate(
        "Checks, reads, records, updates and withdraws; answers hits. Erases nothing."
    ),
    Role.HEAD_OF_BUREAU: to_translate(
        "All that a bureau officer does, erases, manages officers and answers for agreements."
    ),
    Role.SECURITY_OFFICER: to_translate(
        "Manages officers, keys and sessions; reads traces without their terms. Sees no records."
    ),
    Role.DATA_PROTECTION_OFFICER: to_translate(
        "Reads for compliance, opens whom a check asked about, erases what must not be kept."
    ),
    Role.MACHINE: to_translate(
        "A national system: checks and records with its key. Erases nothing."
    ),
    Role.COORDINATOR: to_translate(
        "Works for the General Secretariat, manages its officers, ends credentials anywhere."
    ),
    Role.LEGAL_REVIEWER: to_translate("Checks and reads to decide on what members request."),
    Role.CCF_MEMBER: to_translate(
        "Reads records and traces of every bureau for oversight, within a case of the Commission."
    ),
    Role.DELEGATE: to_translate("Sits in the assembly for a member; sees no data."),
    Role.OBSERVER: to_translate("Attends the assembly without a vote; sees no data."),
    Role.ASSEMBLY_SECRETARY: to_translate(
        "Prepares sessions of the assembly: delegations, credentials, texts, votes. Sees no data."
    ),
    Role.OPERATOR: to_translate("Runs the machine. Has no access to data and no other role."),
}
"""What a role is for, in one line; what it may do exactly is in `data/roles.toml`."""
