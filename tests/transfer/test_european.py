"""German, French and Spanish lists, and headings and words in two languages."""

import pytest
from tests.transfer.taken import Read, facts

from rectify.domain.problem import Status
from rectify.transfer.wording import european
from rectify.transfer.wording.words import standing_of


def test_a_german_list_is_read(read: Read) -> None:
    taken = read(
        "Nr.;Mangel;Abteilung;Verantwortlich;Priorität;Frist;Status;Erledigt am\n"
        "M-1;Fuge gerissen;Bau;Maier;hoch;30.06.2026;in Bearbeitung;\n"
        "M-2;Tür schleift;Bau;Holz;niedrig;15.06.2026;behoben;10.06.2026\n"
    )

    assert facts(taken, "number", "title", "unit", "owner", "severity", "status")[0] == (
        "M-1", "Fuge gerissen", "Bau", "Maier", "high", Status.IN_PROGRESS,
    )  # fmt: skip
    assert [str(day) for day in facts(taken, "due_on", "done_on")[1]] == ["2026-06-15", "2026-06-10"]


def test_a_french_list_is_read_also_without_its_accents(read: Read) -> None:
    for header in ("Constat;Service;Responsable;Échéance;Statut", "Constat;Service;Responsable;Echeance;Statut"):
        taken = read(f"{header}\nExtincteur périmé;Maintenance;Durand;2026-03-31;Clôturé\n")

        assert facts(taken, "title", "unit", "owner", "status") == [
            ("Extincteur périmé", "Maintenance", "Durand", Status.CLOSED)
        ]
        assert str(facts(taken, "due_on")[0][0]) == "2026-03-31"


def test_a_spanish_list_is_read(read: Read) -> None:
    taken = read(
        "No.,Hallazgo,Área,Responsable,Fecha límite,Estado\n1,Extintor vencido,Planta,Pérez,2026-03-15,Pendiente\n"
    )

    assert facts(taken, "title", "unit", "owner", "status") == [("Extintor vencido", "Planta", "Pérez", Status.OPEN)]


def test_a_service_is_no_office_in_an_english_list(read: Read) -> None:
    assert facts(read("Issue,Service,Owner,Status\nWeak keys,ssh,Ann,Open\n"), "unit") == [(None,)]


@pytest.mark.parametrize("word", sorted(european.STATUSES))
def test_each_word_of_these_languages_is_known_in_capitals_too(word: str) -> None:
    standing = standing_of(word.upper())

    assert standing is not None
    assert standing.status is european.STATUSES[word]


@pytest.mark.parametrize(
    ("word", "status"),
    [
        ("进行中 Ongoing", Status.IN_PROGRESS),
        ("已关闭/Closed", Status.CLOSED),
        ("未关闭 Open", Status.OPEN),
        ("✅ Done", Status.CLOSED),
        ("⏸️", Status.IN_PROGRESS),
        ("❌ Offen", Status.OPEN),
    ],
)
def test_a_status_in_two_languages_or_beside_a_sign_is_known(word: str, status: Status) -> None:
    standing = standing_of(word)

    assert standing is not None
    assert standing.status is status


def test_two_languages_that_say_different_things_say_nothing() -> None:
    assert standing_of("进行中 Closed") is None
