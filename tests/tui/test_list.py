import asyncio
from datetime import date

import pytest
from rich.cells import cell_len
from tests.tui.list_host import TODAY, Counted, Given, ListHost, listing, numbered, settled, text
from tests.tui.quick import draw
from textual.strip import Strip

from rectify.domain.filters import parse
from rectify.domain.highlights import wanted
from rectify.domain.problem import Problem, Status
from rectify.i18n import use_language
from rectify.tui.listing.painter import Painter
from rectify.tui.listing.problem_list import ProblemList
from rectify.tui.listing.window import MOST_PAGES, PAGE

MILLION = 1_000_000


def rows(count: int) -> Given:
    return Given([numbered(position) for position in range(count)])


async def test_where_it_is_tight_a_due_date_goes_without_its_weekday() -> None:
    due = Problem(1, "2026-0001", "a" * 30, due_on=date(2026, 11, 10), asked_due_on=date(2026, 12, 1))
    async with listing(Given([due, due._replace(due_on=date(2025, 11, 10))]), size=(66, 12)) as (_pilot, shown):
        assert " 11-10? " in text(shown)[1]
        assert " 2025-11?" in text(shown)[2]


async def test_a_million_rows_hold_a_few_pages() -> None:
    async with listing(Counted(MILLION)) as (pilot, shown):
        await pilot.press("G")
        await settled(pilot)
        assert (shown.cursor, len(shown.window) <= MOST_PAGES) == (MILLION - 1, True)
        assert text(shown)[-1].split()[1] == "2026-0999999"


async def test_scrolling_far_asks_for_what_is_in_sight_and_around() -> None:
    source = Counted(MILLION)
    async with listing(source) as (pilot, shown):
        source.asked.clear()
        shown.scroll_to(y=PAGE * 500, animate=False)
        await settled(pilot)
        assert sorted(source.asked) == [PAGE * 499, PAGE * 500, PAGE * 501]


async def test_the_next_page_is_here_before_the_cursor() -> None:
    source = Counted(MILLION)
    async with listing(source) as (_pilot, shown):
        assert shown.window.row(PAGE) is not None


async def test_a_row_on_its_way_is_drawn_as_dots() -> None:
    source = Counted(MILLION)
    async with listing(source) as (pilot, shown):
        source.gate.clear()
        await pilot.press("G")
        assert text(shown)[-1] == "▸   ···"
        source.gate.set()
        await settled(pilot)
        assert text(shown)[-1].split()[1] == "2026-0999999"


async def test_a_step_down_redraws_two_rows(monkeypatch: pytest.MonkeyPatch) -> None:
    async with listing(rows(10)) as (pilot, _shown):
        drawn = watched(monkeypatch)
        await pilot.press("j")
        draw(pilot.app)
        assert drawn == {"2026-0000000", "2026-0000001"}


async def test_a_row_that_is_scrolled_is_not_drawn_again(monkeypatch: pytest.MonkeyPatch) -> None:
    async with listing(rows(100)) as (pilot, shown):
        await pilot.press(*"j" * 19)
        draw(pilot.app)
        before, drawn = shown.render_lines(shown.size.region), watched(monkeypatch)
        await pilot.press("j")
        draw(pilot.app)
        after = shown.render_lines(shown.size.region)
        assert drawn == {"2026-0000020"}
        assert [strip is old for strip, old in zip(after[1:19], before[2:20], strict=True)] == [True] * 18


async def test_what_is_read_again_or_changed_redraws_only_the_rows_that_look_different(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    source = rows(10)
    async with listing(source) as (pilot, shown):
        drawn = watched(monkeypatch)
        source.rows[3] = source.rows[3]._replace(title="Elsewhere")
        await shown.reload()
        await settled(pilot)
        shown.change([source.rows[5]._replace(title="Here")])
        await settled(pilot)
        assert drawn == {"2026-0000003", "2026-0000005"}
        assert ("Elsewhere" in text(shown)[4], "Here" in text(shown)[6]) == (True, True)


def watched(monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """The numbers of the problems whose rows are drawn from now on."""
    drawn: set[str] = set()
    row = Painter.row

    def noted(self: Painter, problem: Problem | None, *, marked: bool, under: bool, focused: bool) -> Strip:
        drawn.add(problem.number if problem else "none")
        return row(self, problem, marked=marked, under=under, focused=focused)

    monkeypatch.setattr(Painter, "row", noted)
    return drawn


async def test_the_scrollbar_stays_as_it_is_until_its_thumb_shows_another_place() -> None:
    async with listing(Counted(MILLION)) as (pilot, shown):
        shown.scroll_to(y=7000, animate=False)
        await settled(pilot)
        shown.scroll_to(y=7001, animate=False)
        await settled(pilot)
        assert (shown.scroll_offset.y, shown.vertical_scrollbar.position) == (7001, 5952.375)


async def test_the_scrollbar_ends_where_the_list_ends() -> None:
    async with listing(Counted(MILLION)) as (pilot, shown):
        await pilot.press("G")
        await settled(pilot)
        assert shown.vertical_scrollbar.position == shown.max_scroll_y == MILLION + 1 - 21


class Early(ListHost):
    """The list is filled before it has its place on the screen."""

    async def on_mount(self) -> None:
        """Show it at its third problem."""
        await self.query_one(ProblemList).show(rows(30), follow=numbered(2).number)


async def test_what_comes_before_the_first_layout_is_not_scrolled_out_of_sight() -> None:
    async with Early().run_test(size=(100, 21)) as pilot:
        await settled(pilot)
        shown = pilot.app.query_one(ProblemList)
        assert (shown.cursor, shown.scroll_offset.y) == (2, 0)


async def test_j_and_k_stop_at_the_ends() -> None:
    async with listing(rows(3)) as (pilot, shown):
        await pilot.press("k", "j", "j", "j", "j")
        assert shown.cursor == 2


async def test_a_page_down_steps_by_what_is_in_sight() -> None:
    async with listing(rows(100)) as (pilot, shown):
        await pilot.press("pagedown", "pagedown", "pageup")
        assert shown.cursor == 20


async def test_full_width_letters_move_too() -> None:
    async with listing(rows(9)) as (pilot, shown):
        await pilot.press("ｊ", "ｊ", "ｋ")
        assert shown.cursor == 1


async def test_a_click_goes_to_a_row_and_one_before_the_number_marks_it() -> None:
    async with listing(rows(9)) as (pilot, shown):
        await pilot.click(ProblemList, offset=(20, 4))
        assert shown.cursor == 3
        await pilot.click(ProblemList, offset=(1, 6))
        assert set(shown.marks) == {"2026-0000005"}


async def test_the_wheel_moves_the_view_and_not_the_cursor() -> None:
    async with listing(rows(100)) as (_pilot, shown):
        shown.scroll_to(y=50, animate=False)
        assert (shown.cursor, shown.current) == (0, numbered(0))


async def test_every_line_has_the_width_of_the_screen_whatever_is_written_in_it() -> None:
    joined, controls = "👩\u200d👩\u200d👧" * 30, "\x1b[31mred\x00"
    titles = ["三会一课" * 20, "e\u0301" * 90, joined, controls, "שלום " * 20, "a\nb\tc", "ｆｕ" * 60]
    source = Given([numbered(place)._replace(title=title) for place, title in enumerate(titles)])
    async with listing(source, size=(80, 12)) as (_pilot, shown):
        assert {cell_len(shown.render_line(y).text) for y in range(12)} == {79}
        assert "\x1b" not in "".join(text(shown))


async def test_late_rows_have_a_letter_and_the_days() -> None:
    late = Problem(1, "2026-0001", "a", due_on=date(2026, 11, 10))
    soon, later = late._replace(due_on=date(2026, 11, 29)), late._replace(due_on=date(2026, 12, 10))
    done = late._replace(status=Status.CLOSED)
    async with listing(Given([late, soon, later, done])) as (_pilot, shown):
        lines = [line[2:4].strip() for line in text(shown)[1:5]]
        assert lines == ["R", "Y", "G", ""]
        assert "Tue 11-10" in text(shown)[1]
        assert "12 d" in text(shown)[1]


async def test_a_light_is_a_chinese_word_in_two_cells_and_a_blank() -> None:
    use_language("zh")
    async with listing(Given([Problem(1, "2026-0001", "a", due_on=date(2026, 11, 10))])) as (_pilot, shown):
        assert text(shown)[1].startswith("▸ 红 2026-0001")
        assert {cell_len(shown.render_line(y).text) for y in range(12)} == {99}


async def test_a_reload_keeps_the_cursor_on_its_problem_and_its_line() -> None:
    source = rows(200)
    async with listing(source) as (pilot, shown):
        await pilot.press("G")
        line = shown.cursor - shown.scroll_offset.y
        source.rows.insert(0, numbered(0)._replace(number="2026-new"))
        await shown.reload()
        assert (shown.current, shown.cursor) == (numbered(199), 200)
        assert shown.cursor - shown.scroll_offset.y == line


async def test_at_the_top_a_reload_does_not_scroll() -> None:
    source = rows(200)
    async with listing(source) as (pilot, shown):
        await pilot.press("j", "j")
        source.rows.insert(0, numbered(0)._replace(number="2026-new"))
        await shown.reload()
        assert (shown.cursor, shown.scroll_offset.y) == (3, 0)


async def test_where_a_problem_leaves_the_list_the_cursor_goes_to_the_next() -> None:
    source = rows(5)
    async with listing(source) as (pilot, shown):
        await pilot.press("j")
        del source.rows[1]
        await shown.reload()
        assert (shown.cursor, shown.current, shown.total) == (1, numbered(2), 4)


async def test_a_problem_that_moves_far_away_is_followed() -> None:
    source = rows(500)
    async with listing(source) as (_pilot, shown):
        source.rows.append(source.rows.pop(0))
        await shown.reload()
        assert (shown.cursor, shown.current) == (499, numbered(0))


async def test_keys_pressed_while_another_list_loads_move_in_that_one() -> None:
    slow = Counted(50)
    async with listing(rows(50)) as (pilot, shown):
        await pilot.press("G")
        slow.gate.clear()
        loading = asyncio.create_task(_run(shown, slow))
        await pilot.press("j", "j")
        assert shown.cursor == 49
        slow.gate.set()
        await loading
        assert shown.cursor == 2


async def test_in_a_list_that_has_just_become_longer_than_the_screen_the_cursor_is_in_sight_at_once() -> None:
    async with listing(rows(9)) as (pilot, shown):
        await shown.show(rows(61))
        shown.action_last()
        await settled(pilot)
        assert (shown.cursor, shown.scroll_offset.y) == (60, 41)


async def test_the_newest_list_wins_whichever_answers_last() -> None:
    slow, quick = Counted(7), Counted(3)
    async with listing(rows(1)) as (pilot, shown):
        slow.gate.clear()
        loading = asyncio.create_task(_run(shown, slow))
        await pilot.pause()
        await shown.show(quick)
        slow.gate.set()
        await loading
        assert shown.total == 3


async def test_another_list_is_read_once_where_it_is_shown_at_a_problem() -> None:
    source = Counted(500)
    async with listing(rows(9)) as (_pilot, shown):
        await shown.show(source, follow=numbered(200).number)
        assert (shown.current, shown.scroll_offset.y, source.asked[:2]) == (numbered(200), 181, [128, 192])


async def test_what_others_change_meanwhile_loses_no_problem_that_a_list_is_shown_at() -> None:
    source = Counted(500)
    source.gate.clear()
    async with listing(rows(9)) as (pilot, shown):
        showing = asyncio.create_task(shown.show(source, follow=numbered(200).number))
        await pilot.pause()
        reloading = asyncio.create_task(shown.reload())
        source.gate.set()
        await asyncio.gather(showing, reloading)
        assert shown.current == numbered(200)


async def test_another_list_begins_at_its_first_row_where_it_has_not_the_problem() -> None:
    async with listing(rows(500)) as (_pilot, shown):
        shown.action_last()
        await shown.show(rows(50), follow=numbered(200).number)
        assert shown.current == numbered(0)


async def test_an_empty_list_says_why() -> None:
    async with listing(Given([])) as (_pilot, shown):
        shown.empty = "Nothing is overdue."
        assert text(shown)[2] == "    Nothing is overdue."


@pytest.mark.parametrize("size", [(1, 1), (5, 2), (20, 5)])
async def test_a_screen_of_any_size_is_drawn(size: tuple[int, int]) -> None:
    async with listing(rows(10), size=size) as (pilot, shown):
        await pilot.press("j", "pagedown")
        assert shown.cursor > 0


async def _run(shown: ProblemList, source: Counted) -> None:
    await shown.show(source)


def matched(shown: ProblemList, y: int) -> list[str]:
    """What stands underlined on a line."""
    return [part.text for part in shown.render_line(y) if part.text and part.style and part.style.underline]


async def test_what_was_searched_for_is_lit_in_titles_also_where_they_are_cut() -> None:
    titles = ["党费收据缺号", "a" * 80 + " 党费", "党费" * 40, "[党费] №1"]
    source = Given([numbered(place)._replace(title=title) for place, title in enumerate(titles)])
    async with listing(source, size=(80, 12)) as (_pilot, shown):
        plain = text(shown)
        shown.words = wanted(parse("党费 2026 数额", TODAY))
        shown.repaint()
        assert text(shown) == plain
        assert [matched(shown, y) for y in range(1, 5)] == [
            ["2026", "党费"],
            ["2026"],
            ["2026", plain[3].split()[1].rstrip("…")],
            ["2026", "党费"],
        ]
        assert {cell_len(shown.render_line(y).text) for y in range(12)} == {79}
