"""Deciding by the cells what a column means, if its heading leaves a doubt. Source: docs/rules.md, "Import"."""

import re
from collections.abc import Sequence

from rectify.transfer.headers import addresses, deadlines, first_aid, identifiers, people, states, titles, verdicts
from rectify.transfer.headers.looks import is_look, tells_closed
from rectify.transfer.outcome import How
from rectify.transfer.sheet import Sheet
from rectify.transfer.wording import content
from rectify.transfer.wording.headings import PROSE_STATUS, folded
from rectify.transfer.wording.matching import MEASURE, assign, exact_fields_of, is_composed, is_loose
from rectify.transfer.wording.shapes import CROSSED_OFF, PROSE, STATES
from rectify.transfer.wording.words import flag_of, is_long, standing_of

Hows = dict[int, tuple[str | None, How]]
"""What each column is read as, and how that was found, by place."""

_DAYS = ("due_on", "found_on", "done_on", "closed_on", "next_review_on")
_ALONE = frozenset(
    {
        "raised", "mitigated", "resolved", "implemented", "已解决", "finish", "enddate", "planned", "forecast",
        "actual", "end",
    }
)  # fmt: skip
"""Headings of days that may as well be of a time of day, or of who it was."""

_NAMING = re.compile("findings?|issues?|observations?|problems?|nonconformit(?:y|ies)|nonconformances?|titles?")
"""Headings under which some lists write what a finding is called elsewhere: F-2026-01."""

_FEWEST = 2
_NOWHERE = -1

_WHO = re.compile(r"\bby\W*$", re.IGNORECASE)
"""The end of headings that ask by which day, or by whom: Repair by."""


class Doubts:
    """Lets the cells have their say: `places` tells where each field stands, `hows` what each column is read as."""

    def __init__(
        self,
        sheet: Sheet,
        headings: Sequence[tuple[int, str]],
        written: Sequence[tuple[int, str]],
        places: dict[str, int],
        hows: Hows,
    ) -> None:
        self._sheet, self._headings, self._written = sheet, headings, written
        self._names = dict(headings)
        self._places, self._hows = places, hows
        self._contradicted = set[int]()

    def settle(self) -> None:
        """Change the fields of the columns whose cells say otherwise, and name those that no heading does."""
        self._drop_address()
        self._settle_status()
        self._drop_unfit()
        self._assign_again()
        self._settle_look()
        self._settle_task()
        places, sheet = self._places, self._sheet
        if "due_on" not in places:
            self._take("due_on", content.due_place(sheet, self._free()))
        if "due_on" not in places:
            self._take("due_on", deadlines.latest_place(sheet, self._free()))
        if "due_on" not in places and self._holds_deadlines():
            self._take("due_on", places.pop("done_on"))
        elif self._loses("done_on") and deadlines.is_put_off(self._headings, places["done_on"]):
            self._contradicted.add(self._drop("done_on"))
            self._assign_again()
        if "due_on" not in places and "found_on" in places:
            self._take("due_on", deadlines.span_place(sheet, self._free()))
        if self._loses("due_on"):
            self._replace("due_on", deadlines.work_place(sheet, places["due_on"], self._free(), self._names))
        if "owner" not in places:
            self._take("owner", self._who())
        if not {"owner", "lead"} & {*places}:
            self._take("owner", people.officer_place(self._free()), "synonym")
        if "unit" not in places:
            self._take("unit", people.foreign_unit_place(self._written, self._free()), "synonym")
        self._settle_severity()
        if "number" not in places:
            self._take("number", content.number_place(sheet, self._headings, self._free()))
        if "title" not in places:
            self._settle_title()
        if self._loses("title"):
            self._settle_name()

    def _free(self) -> list[tuple[int, str]]:
        return [column for column in self._headings if column[0] not in self._hows]

    def _take(self, field: str, place: int | None, how: How = "content") -> None:
        if place is not None:
            self._places[field] = place
            self._hows[place] = (field, how)

    def _drop(self, field: str) -> int:
        place = self._places.pop(field)
        del self._hows[place]
        return place

    def _replace(self, field: str, place: int | None, how: How = "synonym") -> None:
        if place is not None:
            self._hows.pop(self._places.pop(field, _NOWHERE), None)
            self._take(field, place, how)

    def _loses(self, field: str) -> bool:
        """Whether a field was found by a heading that the cells may contradict."""
        return field in self._places and self._hows[self._places[field]][1] in {"synonym", "spelling"}

    # The status, and the days that tell one.

    def _settle_status(self) -> None:
        places, sheet = self._places, self._sheet
        self._settle_told()
        if self._loses("status"):
            self._replace("status", self._plainer_status())
        if self._loses("status"):
            self._replace("status", self._crossed_off())
        self._settle_verdict()
        if self._loses("status") and (self._tells_in_sentences() or self._tells_when()):
            place = self._drop("status")
            if "done_on" not in places and content.holds_days(sheet, place) and not content.asks(sheet, place):
                self._take("done_on", place)
        for name in ("done_on", "closed_on"):
            if not self._loses(name):
                continue
            if content.tells_status(sheet, places[name]):
                place = self._drop(name)
                if "status" not in places:
                    self._take("status", place)
                self._contradicted.add(place)
            elif content.only_ticked(sheet, places[name]) and flag_of(self._names[places[name]]):
                self._drop(name)
        if "status" not in places:
            self._take("status", content.status_place(sheet, self._free()))
        if "status" in places and verdicts.is_of_package(sheet, places["status"], self._headings):
            self._drop("status")
        elif not {"status", "done_on", "closed_on"} & {*places}:
            self._settle_unsaid()

    def _settle_unsaid(self) -> None:
        """Take remarks that are words for a status, else the results of checks, where nothing else tells one."""
        self._take("status", content.remarked_place(self._sheet, self._free()))
        if "status" not in self._places:
            self._take("status", verdicts.only_place(self._sheet, self._free()))

    def _settle_told(self) -> None:
        """Take the latest of several statuses told at one time each."""
        if "status" not in self._places or self._loses("status"):
            told = states.states_told(self._sheet, self._headings)
            if told and self._places.get("status", told[0]) in told:
                self._replace("status", told[0], "content")

    def _settle_verdict(self) -> None:
        """Take for the status which checks failed where it says the same of all, how far the work is where it only
        tells which checks failed, or what tells whether the work was accepted.
        """
        place = self._places.get("status")
        if place is None or self._hows[place][1] == "map":
            return
        for look in (verdicts.verdict_place, states.worked_place, states.accepted_place):
            if (found := look(self._sheet, place, self._free())) is not None:
                self._replace("status", found, "content")
                return

    def _tells_when(self) -> bool:
        """Whether the column of the status holds the days on which the work was done: Cleared."""
        place = self._places["status"]
        return self._names[place].isascii() and content.holds_days(self._sheet, place)

    def _drop_address(self) -> None:
        """Take no State of an address for a status, and no Unit of one for an office."""
        for name in ("status", "unit"):
            if self._loses(name) or (name in self._places and self._hows[self._places[name]][1] == "name"):
                place = self._places[name]
                words = content.texts(content.column(self._sheet, place))
                if addresses.is_part(name, self._names[place], words, self._headings):
                    self._drop(name)
                    self._retake(name, place)

    def _retake(self, field: str, dropped: int) -> None:
        """Give a field to the next column that is named so."""
        settled = {*self._hows, dropped}
        found = assign(self._written, self._sheet.parents, self._places, settled, spelled_too=False)
        if field in found:
            self._take(field, *found[field])

    def _plainer_status(self) -> int | None:
        """The one other column headed like a status whose words are all known, where some in that of the status are
        not, or where it is filled in more rows than one for sentences, or beside shares; None where there is no such
        column, or several.
        """
        place, sheet = self._places["status"], self._sheet
        words = content.explained(sheet, place)
        known, shared = all(standing_of(word) for word in words), content.holds_shares(sheet, place)
        if known and not PROSE.fullmatch(folded(self._names[place])):
            return None
        found = [
            other
            for other, heading in self._free()
            if self._names_field(other, heading, "status")
            and content.tells_status(sheet, other)
            and (
                not known or (STATES.fullmatch(heading) and (shared or len(content.column(sheet, other)) > len(words)))
            )
        ]
        return found[0] if len(found) == 1 else None

    def _crossed_off(self) -> int | None:
        """The column that tells which problems are crossed off the list, beside one that only tells what was done."""
        if CROSSED_OFF.fullmatch(folded(self._names[self._places["status"]])):
            return None
        found = [
            other
            for other, heading in self._free()
            if CROSSED_OFF.fullmatch(folded(heading)) and content.tells_status(self._sheet, other)
        ]
        return found[0] if len(found) == 1 else None

    def _tells_in_sentences(self) -> bool:
        """Whether the column of the status names none, under a heading where some offices write sentences."""
        place = self._places["status"]
        heading = folded(self._names[place])
        words = content.explained(self._sheet, place)
        guessed = self._hows[place][1] == "spelling" and any(is_long(word, heading) for word in words)
        if not guessed and heading not in PROSE_STATUS and not PROSE.fullmatch(heading):
            return False
        known = sum(standing_of(word) is not None for word in words)
        few = known <= (0.5 * len(words) if guessed else 0)
        return few and bool(words) and not content.share_of(self._sheet, place)

    def _drop_unfit(self) -> None:
        """Take no column for days that holds none but has no usual heading, nor for numbers what begins again."""
        for name in _DAYS:
            place = self._places.get(name)
            if place is not None and self._holds_no_days(name, place):
                self._contradicted.add(self._drop(name))
        for name in ("done_on", "closed_on"):
            if self._loses(name) and first_aid.is_of_first_aid(self._sheet, self._places[name]):
                self._contradicted.add(self._drop(name))
        if self._loses("number"):
            self._settle_number()
        if self._loses(MEASURE) and content.answers(self._sheet, self._places[MEASURE]):
            self._contradicted.add(self._drop(MEASURE))

    def _holds_no_days(self, name: str, place: int) -> bool:
        """Whether a column that is spelled like one of days holds few, or one whose heading is put together like it,
        or asks by whom as well as by when, holds names.
        """
        how, written = self._hows[place][1], dict(self._written)[place]
        if how == "spelling":
            return not content.holds_days(self._sheet, place)
        if folded(written) in _ALONE and how == "synonym":
            return not content.holds_days(self._sheet, place)
        unsure = (
            _WHO.search(written)
            or folded(written) == "target"
            or is_composed(written, self._sheet.parents.get(place, ""), name)
        )
        return how == "synonym" and bool(unsure) and content.holds_names(self._sheet, place)

    def _who(self) -> int | None:
        """The one column headed like a day, and like a name, that holds names: Repair by."""
        found = [place for place in self._contradicted - {*self._hows} if _WHO.search(self._names[place])]
        return found[0] if len(found) == 1 and content.holds_names(self._sheet, found[0]) else None

    def _assign_again(self) -> None:
        """Give the fields that the cells took from a column to the next one that is named so."""
        settled = {*self._hows} | self._contradicted
        places = {"status": _NOWHERE, **self._places}  # what is no status may still be a day: Resolved
        found = assign(self._written, self._sheet.parents, places, settled, spelled_too=False)
        for name in ("done_on", "closed_on", "description", MEASURE):
            if name in found and self._may_stand(name, found[name][0]):
                self._take(name, *found[name])

    def _may_stand(self, name: str, place: int) -> bool:
        """Whether a column that a field is given to at second sight is not ticked, and holds days if it should."""
        alone = name in _DAYS and folded(dict(self._written)[place]) in _ALONE
        return not content.only_ticked(self._sheet, place) and (not alone or content.holds_days(self._sheet, place))

    def _settle_look(self) -> None:
        """Take no days of a later look for those of closing, where no status says that anything is closed."""
        places, parents = self._places, self._sheet.parents
        place = places.get("closed_on")
        if place is None or not self._loses("closed_on") or tells_closed(self._sheet, places.get("status")):
            return
        written = dict(self._written)
        if is_look(written[place], parents.get(place, "")):
            self._drop("closed_on")
            named = [column for column in self._written if self._names_field(*column, "closed_on")]
            plain = (other for other, heading in named if not is_look(heading, parents.get(other, "")))
            self._take("closed_on", next(plain, None), "synonym")

    def _holds_deadlines(self) -> bool:
        """Whether the days of completion are filled where nothing is finished yet, or in words only a deadline has."""
        if not self._loses("done_on"):
            return False
        place, status = self._places["done_on"], self._places.get("status")
        if content.asks(self._sheet, place):
            return True
        if status is not None:
            return content.is_deadline(self._sheet, place, status)
        return deadlines.is_notice(self._sheet, place, self._names[place], self._places.get("title"))

    # The number, and the title.

    def _settle_number(self) -> None:
        """Of several columns of numbers take that whose numbers are all different, the first column before others."""
        place, sheet = self._places["number"], self._sheet
        filled = len(content.column(sheet, place))
        named = [column for column in self._written if column[0] == place or self._names_field(*column, "number")]
        distinct = [other for other, _heading in named if content.is_distinct(sheet, other, filled)]
        first = [
            other for other, heading in named[:1] if other == self._headings[0][0] and content.numbers_rows(heading)
        ]
        plain = [
            other
            for other, heading in named
            if other in distinct and not identifiers.is_technical(self._sheet, self._written, other, heading)
        ]
        best = next((other for other in (*first, place, *distinct) if other in (plain or distinct)), None)
        if best is not None and best != place:
            self._replace("number", best)
        elif best is None and content.restarts(sheet, place, self._names[place], self._papers()):
            self._drop("number")

    def _names_field(self, place: int, heading: str, field: str) -> bool:
        """Whether the heading of a column that is read as nothing yet names a field."""
        return place not in self._hows and field in exact_fields_of(heading, self._sheet.parents.get(place, ""))

    def _papers(self) -> list[int]:
        """Where the papers are named that tell of several problems."""
        source = self._places.get("source")
        return [place for place, heading in self._headings if place == source or not content.numbers_rows(heading)]

    def _settle_task(self) -> None:
        """Take the task for the title where a column that is only headed somewhat like one is blank in some rows."""
        place = self._places.get("title")
        if place is not None and "description" in self._places and titles.is_sent_in(self._sheet, place):
            self._replace("title", self._drop("description"))
        elif place is not None and titles.is_of_reports(self._sheet, self._names, self._places):
            self._replace("title", self._drop(MEASURE))
            self._take("source", place, "synonym")
        if place is None or not self._loses("title"):
            return
        if _NAMING.fullmatch(folded(self._names[place])) and titles.is_numbered(self._sheet, place):
            self._settle_coded_title(place)
        elif is_loose(self._names[place], self._sheet.parents.get(place, "")):
            task = titles.fuller_task(self._sheet, self._written, self._places)
            self._replace("title", task if task not in self._hows else None)

    def _settle_coded_title(self, place: int) -> None:
        """Take the codes under Finding for its number, where what it is about stands beside it."""
        beside = [self._places[name] for name in ("description", MEASURE) if name in self._places]
        if (
            beside
            and content.is_distinct(self._sheet, place, _FEWEST)
            and not titles.is_numbered(self._sheet, beside[0])
        ):
            self._drop("title")
            if "number" not in self._places:
                self._take("number", place, "synonym")

    def _settle_severity(self) -> None:
        """Take words that rank before others, and before figures, which are factors of a rank; where no heading names
        a severity, a type that ranks: Major, Minor.
        """
        place = self._places.get("severity")
        if place is not None:
            if self._hows[place][1] != "map":
                ranks = [other for other, heading in self._free() if self._names_field(other, heading, "severity")]
                sure = not self._loses("severity")
                self._replace("severity", content.plainer_ranks(self._sheet, place, ranks, sure=sure))
            return
        self._take("severity", content.severity_place(self._sheet, self._free()))
        if "severity" not in self._places and self._loses("category"):
            kind = self._places["category"]
            if content.are_ranks(self._sheet, kind):
                self._drop("category")
                self._take("severity", kind)

    def _settle_name(self) -> None:
        """Take the name of what the title only describes."""
        named = titles.name_beside(self._free(), self._written, self._places["title"])
        if named is not None:
            described = self._drop("title")
            self._take("title", named, "synonym")
            if "description" not in self._places:
                self._take("description", described, "synonym")

    def _settle_title(self) -> None:
        if (place := titles.in_brackets(self._free())) is not None:
            self._take("title", place, "synonym")
            return
        found = titles.title_place(self._sheet, self._written, self._places, self._free())
        if found is None:
            return
        place, by_content = found
        kinds = [column for column in self._written if self._hows.get(column[0], ("category",))[0] == "category"]
        place = place if by_content else titles.narrower(self._sheet, place, kinds) or place
        if place in self._hows:
            self._places.pop(str(self._hows.pop(place)[0]), None)
        self._take("title", place, "content" if by_content else "synonym")
        self._assign_again()
