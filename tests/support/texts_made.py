"""Drafts and amendments that the tests of the texts share."""

from jisr.assembly.texts.model import Amendment, Change, Draft, Duty, Paragraph, ParagraphKind
from jisr.values import LanguageMap

LANGUAGES = ("ar", "en", "fr", "es")
DUTY = Duty("GS", LanguageMap({"en": "report"}))


def paragraph(paragraph_id: str, kind: ParagraphKind, **texts: str) -> Paragraph:
    """Return a paragraph at revision 1; operative ones ask the secretariat to report."""
    duty = DUTY if kind is ParagraphKind.OPERATIVE else None
    return Paragraph(paragraph_id, kind, texts, dict.fromkeys(texts, 1), duty)


PREAMBLE = paragraph(
    "p1",
    ParagraphKind.PREAMBULAR,
    ar="إذ تشير إلى القرار AG-2025-RES-03 المؤرخ ٢٧ نوفمبر ٢٠٢٥",
    en="Recalling resolution AG-2025-RES-03 of 27 November 2025",
    fr="Rappelant la résolution AG-2025-RES-03 du 27 novembre 2025",
    es="Recordando la resolución AG-2025-RES-03 de 27 de noviembre de 2025",
)
FIRST = paragraph(
    "o1",
    ParagraphKind.OPERATIVE,
    ar="تطلب من الأمانة العامة أن تقدم تقريرا خلال 12 شهرا",
    en="Asks the General Secretariat to report within 12 months",
    fr="Demande au Secrétariat général de faire rapport dans les 12 mois",
    es="Pide a la Secretaría General que informe en un plazo de 12 meses",
)
SECOND = paragraph(
    "o2",
    ParagraphKind.OPERATIVE,
    ar="تدعو الأعضاء إلى المشاركة",
    en="Invites members to take part",
    fr="Invite les membres à participer",
    es="Invita a los miembros a participar",
)
TITLE = {"ar": "الوثائق", "en": "Documents", "fr": "Documents", "es": "Documentos"}
DRAFT = Draft("d1", "i1", TITLE, (PREAMBLE, FIRST, SECOND), ("MAR", "FRA"))


def replacing(number: int, paragraph_id: str, **texts: str) -> Amendment:
    """Return an amendment that replaces the words of a paragraph of `DRAFT`."""
    return Amendment(f"a{number}", "d1", 1, number, Change.REPLACE, paragraph_id, ("ESP",), texts)


def deleting(number: int, paragraph_id: str) -> Amendment:
    """Return an amendment that deletes a paragraph of `DRAFT`."""
    return Amendment(f"a{number}", "d1", 1, number, Change.DELETE, paragraph_id, ("ESP",), {})


def adding(number: int, after: str, kind: ParagraphKind, **texts: str) -> Amendment:
    """Return an amendment that adds a paragraph to `DRAFT`."""
    return Amendment(
        f"a{number}", "d1", 1, number, Change.ADD, after, ("ESP",), texts, added_kind=kind
    )
