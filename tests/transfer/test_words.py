"""The words that offices write for a status."""

import pytest

from rectify.domain.problem import Status
from rectify.transfer.wording.vocabulary import Standing
from rectify.transfer.wording.words import is_nothing, standing_of, standing_of_group


@pytest.mark.parametrize(
    ("status", "words"),
    [
        (Status.OPEN, "open Open 否 未整改 未完成 待整改 待定 开放 new 逾期未整改 × Pending reopened"),
        (Status.IN_PROGRESS, "整改中 进行中 部分整改 WIP ongoing 正在整改 退回补充"),
        (Status.SUBMITTED, "待验收 申请销号 待复查 submitted 已完成待验收"),
        (Status.CLOSED, "是 已整改 已完成 关闭 已销号 完成 Closed RESOLVED done Yes TRUE √ 已闭环 Implemented"),
        (Status.SUSTAINED, "长期坚持 持续整改 sustained 常态化推进"),
        (Status.WAIVED, "不适用 不再整改 waived N/A 无需整改 cancelled"),
    ],
)
def test_words_stand_for_a_status(status: Status, words: str) -> None:
    assert {word: standing_of(word) for word in words.split()} == {word: Standing(status) for word in words.split()}


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("In Progress", Status.IN_PROGRESS),
        ("in_progress", Status.IN_PROGRESS),
        ("Pending Validation", Status.SUBMITTED),
        ("Not started", Status.OPEN),
        ("Risk accepted", Status.WAIVED),
        ("已整改。", Status.CLOSED),
        ("已 整 改", Status.CLOSED),
        ("（已完成）", Status.CLOSED),
    ],
)
def test_blanks_case_and_punctuation_do_not_matter(text: str, status: Status) -> None:
    assert standing_of(text) == Standing(status)


@pytest.mark.parametrize(
    ("word", "status"),
    [
        *((word, Status.SUBMITTED) for word in ("For inspection", "Ready for QA", "ready for re-test")),
        ("Signed Off", Status.CLOSED),
        *(("Agreed - Not Yet Implemented", Status.OPEN), ("Not Complied", Status.OPEN), ("O", Status.OPEN)),
        *(("Partly Implemented", Status.IN_PROGRESS), ("90% complete", Status.IN_PROGRESS)),
        *(("Complete (Pending Evidence)", Status.SUBMITTED), ("Submitted for Closure", Status.SUBMITTED)),
        *(("Verified Closed", Status.CLOSED), ("All actions complete", Status.CLOSED), ("C", Status.CLOSED)),
        *(("Completed 100%", Status.CLOSED), ("No Longer Applicable", Status.WAIVED)),
    ],
)
def test_english_words_are_put_together_too(word: str, status: Status) -> None:
    assert standing_of(word) == Standing(status)


@pytest.mark.parametrize(
    ("status", "words"),
    [
        (
            Status.CLOSED,
            "已更换 已更新 已替换 已完善 已维修 已清理 已拆除 已补齐 已安装 更换完成 清理完毕 3月5日已更换",
        ),
        (Status.CLOSED, "Replaced updated patched installed Revised relabelled replaced/updated"),
        (Status.SUBMITTED, "已更换待验收 已维修未验收"),
        (Status.IN_PROGRESS, "更换中 正在更换 部分更换"),
        (Status.OPEN, "未更换 待更换 尚未维修 需更换"),
    ],
)
def test_what_was_done_to_the_thing_itself_is_done(status: Status, words: str) -> None:
    assert {word: standing_of(word) for word in words.split()} == {word: Standing(status) for word in words.split()}


@pytest.mark.parametrize(
    ("word", "status"),
    [
        ("Has been replaced", Status.CLOSED),
        ("Replaced and verified", Status.CLOSED),
        ("Not yet updated", Status.OPEN),
        ("To be replaced", Status.OPEN),
        ("Being replaced", Status.IN_PROGRESS),
        ("Partially replaced", Status.IN_PROGRESS),
    ],
)
def test_so_it_is_in_english(word: str, status: Status) -> None:
    assert standing_of(word) == Standing(status)


@pytest.mark.parametrize("word", ["已联系更换", "已采购", "已下单", "已安排", "已培训", "Ordered", "Trained"])
def test_a_step_on_the_way_is_no_status(word: str) -> None:
    assert standing_of(word) is None


def test_a_section_of_what_is_told_anew_says_nothing_of_a_status() -> None:
    assert [standing_of_group(heading) for heading in ("Updated issues", "已更新问题")] == [None, None]
    assert standing_of_group("Replaced items") == Standing(Status.CLOSED)


@pytest.mark.parametrize("word", ["作废", "误报", "False positive", "duplicate"])
def test_some_words_say_that_it_was_an_error(word: str) -> None:
    assert standing_of(word) == Standing(Status.WAIVED, as_error=True)


@pytest.mark.parametrize("word", ["", "foo", "联系中", "closed soon"])
def test_other_words_stand_for_nothing(word: str) -> None:
    assert standing_of(word) is None


def test_strokes_and_words_for_nothing_are_nothing() -> None:
    assert all(map(is_nothing, ["", "/", "-", "—", "无", "N/A", "none"]))
    assert not any(map(is_nothing, ["0", "无锡", "n"]))


@pytest.mark.parametrize(
    ("word", "status"),
    [
        *(("100%", Status.CLOSED), ("50%", Status.IN_PROGRESS), ("0%", Status.OPEN), ("完成80%", Status.IN_PROGRESS)),
        *(("已完成整改（附照片）", Status.CLOSED), ("均已整改到位", Status.CLOSED), ("按期完成整改", Status.CLOSED)),
        *(("尚未完成", Status.OPEN), ("未按期整改", Status.OPEN), ("需立即整改", Status.OPEN)),
        *(
            ("正在推进", Status.IN_PROGRESS),
            ("推进中", Status.IN_PROGRESS),
            ("基本完成，余下5月完成", Status.IN_PROGRESS),
        ),
        *(("0未处理", Status.OPEN), ("7申请销号", Status.SUBMITTED), ("8销号同意", Status.CLOSED)),
        *(
            ("Closed (verified)", Status.CLOSED),
            ("In Process-Past Due", Status.IN_PROGRESS),
            ("Open - overdue", Status.OPEN),
        ),
        *(("Closed 2026-01-02", Status.CLOSED), ("NEEDS-ACTION", Status.OPEN), ("已落实，持续推进", Status.SUSTAINED)),
    ],
)
def test_words_are_known_with_remarks_shares_codes_and_dates(word: str, status: Status) -> None:
    assert standing_of(word) == Standing(status)


@pytest.mark.parametrize(
    "word", ["联系中", "立即整改", "整改", "已完成初稿，正在征求各科室和街道的意见，下月定稿", "info"]
)
def test_what_may_mean_anything_is_not_guessed(word: str) -> None:
    assert standing_of(word) is None


def test_what_is_longer_than_any_status_is_none_at_once() -> None:
    assert standing_of("已完成（" + "复查" * 190 + "）") == Standing(Status.CLOSED)
    assert standing_of("是－" * 100_000) is None
