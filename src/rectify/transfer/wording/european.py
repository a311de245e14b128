"""How offices head their columns, and what they write below, in German, French and Spanish. Source: docs/rules.md,
"Import".

Only the obvious words of a list of problems: what is spelled as in English stands in `synonyms`.
Where an ending in brackets follows, the word is written with it as well; accents may be left out.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping

from rectify.domain.problem import Status
from rectify.transfer.wording.headings import folded
from rectify.transfer.wording.synonyms import SYNONYMS

_HEADINGS = {
    "number": """
        Nummer, Mangelnummer, Mangel-Nr, Feststellungs-Nr, Maßnahmen-Nr, Befundnummer, Kennung, Numéro,
        Référence, Réf, N° de constat, N° NC, Numéro de constat, Código, Código del hallazgo, Código hallazgo,
        Número, Núm, Número de hallazgo, Folio
    """,
    "title": """
        Mangel, Mängel, Mangelbeschreibung, Beschreibung des Mangels, Feststellung, Feststellungen, Abweichung,
        Befund, Titel, Bezeichnung, Betreff, Problembeschreibung, Beanstandung, Schwachstelle, Titre, Intitulé,
        Libellé, Constat, Constats, Constatation, Description du constat, Écart, Écart constaté, Non-conformité,
        Description de la non-conformité, Anomalie, Problème, Problème constaté, Défaut, Réserve, Objet,
        Hallazgo, Hallazgos, Descripción del hallazgo, Descripción hallazgo, No conformidad, Descripción de la
        no conformidad, Problema, Deficiencia, Incidencia, Título, Asunto, Observación, Observaciones de
        auditoría
    """,
    "description": "Beschreibung, Erläuterung, Détail, Détails, Descripción, Detalle, Détail du constat",
    "unit": """
        Abteilung, Fachbereich, Organisationseinheit, Dienststelle, Firma, Verantwortliche Abteilung, Zuständige
        Abteilung, Service concerné, Service responsable, Département, Entité, Unité, Direction concernée,
        Unidad, Unidad responsable, Departamento, Dependencia, Área responsable, Entidad, Département
        responsable
    """,
    "owner": """
        Wer, Verantwortlich, Verantwortlicher, Verantwortliche, Verantwortliche Person, Zuständig, Zuständigkeit,
        Zuständiger, Bearbeiter, Responsable, Responsable de l'action, Responsable action, Pilote, Porteur,
        Assigné à, Attribué à, Encargado, Responsable de la acción, Responsable acción, Asignado a, Persona
        responsable
    """,
    "source": "Herkunft, Quelle, Origine, Origine du constat, Origen, Fuente, Auditoría",
    "basis": "Anforderung, Exigence, Référentiel, Requisito, Requisito auditado, Norma, Criterio, Cláusula",
    "category": "Kategorie, Gewerk, Catégorie, Thème, Categoría, Tipo, Tipo de hallazgo",
    "severity": """
        Priorität, Schweregrad, Schwere, Kritikalität, Risikostufe, Dringlichkeit, Gravité, Criticité, Priorité,
        Niveau de risque, Severidad, Gravedad, Prioridad, Criticidad, Nivel de riesgo
    """,
    "status": """
        Erledigt, Umgesetzt, Behoben, Cumplido, Cumplida, Resuelto, Implementado, Traité, Clos,
        Bearbeitungsstand, Bearbeitungsstatus, Umsetzungsstand, Umsetzungsstatus, Erledigt, Statut, État,
        Avancement, État d'avancement, Soldé, Estado, Estatus, Estado actual, Situación,
        % Avance, % de avance, Porcentaje de avance, % d'avancement, Taux d'avancement, Umsetzungsgrad
    """,
    "found_on": """
        Datum, Festgestellt am, Feststellungsdatum, Erfasst am, Gemeldet am, Erstellt am, Aufgenommen am, Date
        du constat, Date de constat, Date de détection, Date d'ouverture, Date de création, Détecté le, Fecha,
        Fecha de detección, Fecha del hallazgo, Fecha de hallazgo, Fecha de apertura, Fecha de registro, Fecha
        de identificación
    """,
    "due_on": """
        Frist, Termin, Fällig am, Fällig, Fälligkeit, Fälligkeitsdatum, Fällig bis, Zieltermin, Zieldatum,
        Erledigen bis, Zu erledigen bis, Bis wann, Soll-Termin, Échéance, Date d'échéance, Date limite, Délai,
        Date prévue, Date cible, Date de réalisation prévue, Fecha límite, Fecha compromiso, Fecha de
        compromiso, Fecha de vencimiento, Vencimiento, Plazo, Fecha prevista, Fecha objetivo, Fecha programada,
        Fecha de terminación, Fecha terminación, Fecha fin, Fecha final
    """,
    "done_on": """
        Erledigt am, Erledigungsdatum, Behoben am, Umgesetzt am, Date de réalisation, Réalisé le, Date de
        résolution, Fecha de cumplimiento, Fecha de implementación, Fecha de solución, Fecha real
    """,
    "closed_on": """
        Abgeschlossen am, Abschlussdatum, Geschlossen am, Date de clôture, Clôturé le, Date de fermeture, Date
        de levée, Fecha de cierre, Cerrado el
    """,
    "verified_by": "Geprüft von, Abgenommen von, Vérifié par, Validé par, Verificado por",
    "measure": """
        Maßnahme, Maßnahmen, Korrekturmaßnahme, Korrekturmaßnahmen, Abhilfe, Empfehlung, Empfehlungen, Action
        corrective, Actions correctives, Mesure corrective, Mesure, Recommandation, Plan d'action, Acción,
        Acción correctiva, Acciones correctivas, Medida, Medidas correctivas, Recomendación, Plan de acción,
        Acción de mejora, Acciones de mejora, Acción propuesta
    """,
}
"""By the field that is meant, separated by commas."""

_STATUSES = {
    Status.OPEN: """
        offen, neu, geplant, ausstehend, überfällig, nicht begonnen, nicht erledigt, nicht umgesetzt,
        unerledigt, zu erledigen, nein, ouvert(e), nouveau, nouvelle, à faire, à traiter, à planifier, à lancer,
        planifié(e), non commencé(e), non démarré(e), non traité(e), non réalisé(e), en attente, en retard, non,
        abierto, abierta, pendiente, nuevo, nueva, no iniciado, no iniciada, sin iniciar, por iniciar,
        planificado, planificada, programado, programada, vencido, vencida, atrasado, atrasada
    """,
    Status.IN_PROGRESS: """
        in Bearbeitung, in Arbeit, in Umsetzung, laufend, läuft, begonnen, teilweise erledigt, teilweise
        umgesetzt, verschoben, zurückgestellt, en cours, en cours de traitement, en cours de réalisation,
        commencé(e), partiellement réalisé(e), partiel, partielle, reporté(e), en proceso, en curso, en
        progreso, en ejecución, en desarrollo, en tratamiento, iniciado, iniciada, parcial, parcialmente
        cumplido, parcialmente implementado
    """,
    Status.SUBMITTED: """
        in Prüfung, zur Prüfung, zur Abnahme, à valider, à vérifier, en attente de validation, en validation, à
        clôturer, en revisión, en verificación, por verificar, por validar, pendiente de verificación, pendiente
        de cierre
    """,
    Status.CLOSED: """
        erledigt, abgeschlossen, geschlossen, behoben, umgesetzt, fertig, fertiggestellt, beseitigt, abgenommen,
        gelöst, ja, clos(e), clôturé(e), fermé(e), terminé(e), soldé(e), réalisé(e), résolu(e), traité(e),
        achevé(e), levé(e), corrigé(e), fait(e), oui, cerrado, cerrada, completado, completada, concluido,
        concluida, terminado, terminada, finalizado, finalizada, resuelto, resuelta, corregido, corregida,
        implementado, implementada, atendido, atendida, subsanado, subsanada, solventado, solventada, cumplido,
        cumplida, sí
    """,
    Status.WAIVED: """
        entfällt, nicht zutreffend, storniert, verworfen, annulé(e), abandonné(e), sans objet, non applicable,
        cancelado, cancelada, no aplica, descartado, descartada
    """,
}
"""By what they say of a problem, separated by commas."""

_SEVERITIES = {
    "critical": "kritisch, sehr hoch, critique, crítica, crítico, muy alta, muy alto",
    "high": "hoch, schwer, élevé(e), haute, majeur(e), alta, alto, mayor",
    "medium": "mittel, moyen, moyenne, modéré(e), media, medio, moderada, moderado",
    "low": "niedrig, gering, leicht, faible, basse, mineur(e), baja, bajo, menor, leve",
}
"""By the rank that they name, separated by commas."""

_ENDING = re.compile(r"\((\w+)\)$")


def _spellings(words: str) -> Iterator[str]:
    """Each word as it is written, also with its other ending, and each of both without accents."""
    for word in filter(None, map(str.strip, words.split(","))):
        for form in {_ENDING.sub("", word), _ENDING.sub(r"\1", word)}:
            yield form
            plain = "".join(sign for sign in unicodedata.normalize("NFD", form) if not unicodedata.combining(sign))
            if plain != form:
                yield plain


HEADINGS: Mapping[str, tuple[str, ...]] = {
    field: tuple(dict.fromkeys(map(folded, _spellings(words)))) for field, words in _HEADINGS.items()
}
"""The headings of each field, folded."""

STATUSES: Mapping[str, Status] = {
    word.casefold(): status for status, words in _STATUSES.items() for word in _spellings(words)
}
"""What each word for a status says."""

SEVERITIES: Mapping[str, str] = {
    word.casefold(): rank for rank, words in _SEVERITIES.items() for word in _spellings(words)
}
"""The rank that each word for a severity names."""

OFFICES = frozenset({"service", "direction", "bereich", "area", "área"})
"""Headings of an office in a list whose other headings are of these languages."""

ONLY = frozenset(word for words in HEADINGS.values() for word in words) - {
    word for words in SYNONYMS.values() for word in words
}
"""The headings that these languages alone have."""
