"""The words that offices write into status, yes-or-no and empty cells. Source: docs/rules.md, "Import"."""

import re
import unicodedata
from typing import NamedTuple

from rectify.domain.problem import STATUS_LABELS, Status
from rectify.i18n import gettext


class Standing(NamedTuple):
    """What a status word says."""

    status: Status
    as_error: bool = False
    """Whether the problem should never have been on the list."""


_WORDS: tuple[tuple[Standing, str], ...] = (
    (
        Standing(Status.OPEN),
        """
        open, new, to do, not started, not yet started, no, n, false, pending, identified, assigned, reported,
        reopened, raised, active, outstanding, unresolved, overdue, past due, late, not implemented, not done,
        not closed, incomplete, backlog, draft, confirmed,
        待整改, 未整改, 未完成, 未关闭, 未销号, 否, 没有, 未, 未开始, 未启动, 未处理, 未办理, 未落实, 未解决,
        未办结, 未闭环, 未消项, 未整改到位, 未完成整改, 开放, 打开, 新建, 待处理, 待办, 待办理, 待定, 待确认,
        待下发, 已下发, 已签收, 待分派, 逾期, 超期, 已逾期, 已超期, 逾期未整改, 逾期未完成, 超期未整改,
        超期未完成, ×, ✗, ✘
        """,
    ),
    (
        Standing(Status.IN_PROGRESS),
        """
        in progress, in process, ongoing, started, working, work in progress, wip, underway, doing, remediating,
        mitigating, in remediation, investigating, on track, delayed, partial, partially, partially complete,
        partially completed, partially implemented, partially resolved, partially addressed, returned, rework,
        extended, on hold,
        整改中, 进行中, 处理中, 办理中, 推进中, 开展中, 实施中, 落实中, 正在整改, 正在进行, 正在办理, 部分整改,
        部分完成, 部分完成整改, 基本完成, 退回, 已退回, 退回补充, 退回整改, 重新整改, 延期, 延期整改, 已延期,
        延期中, 阶段性完成
        """,
    ),
    (
        Standing(Status.SUBMITTED),
        """
        submitted, pending validation, pending verification, pending review, pending closure, pending approval,
        awaiting validation, awaiting verification, awaiting review, awaiting closure, ready for validation,
        ready for verification, ready for review, ready to close, in review, under review, in validation,
        in verification, validating, to verify, closure requested,
        待验收, 待复查, 待验证, 待审核, 待核查, 待复核, 待销号, 待关闭, 待审批, 申请验收, 申请销号, 销号申请中,
        已申请销号, 已提交, 已上报, 已完成待验收, 已整改待验收, 已整改待复查, 已整改待销号, 验收中, 审核中,
        复查中, 核查中, 整改验证
        """,
    ),
    (
        Standing(Status.CLOSED),
        """
        closed, close, completed, complete, done, resolved, fixed, implemented, fully implemented,
        closed implemented, closed - resolved, closed late, verified, validated, remediated, mitigated,
        rectified, finished, passed, yes, y, true, archived,
        是, 已整改, 已完成, 完成, 整改完成, 完成整改, 已整改完成, 已完成整改, 整改完毕, 已整改完毕, 整改到位,
        已整改到位, 按期完成, 按时完成, 如期完成, 逾期完成, 已关闭, 关闭, 关闭状态, 已销号, 销号, 逾期销号,
        同意销号, 销号同意, 已办结, 办结, 已解决, 解决, 已处理, 已落实, 落实, 已验收, 验收通过, 验收合格,
        复查合格, 合格, 已合格, 通过, 已通过, 已闭环, 闭环, 已消除, 已消项, 消项, 已归档, √, ✓, ✔
        """,
    ),
    (
        Standing(Status.SUSTAINED),
        """
        sustained, kept up, continuous, long-term, monitoring, under monitoring,
        长期坚持, 持续整改, 长期整改, 持续推进, 持续坚持, 常态化, 常态化推进, 常态化坚持, 已完成并长期坚持,
        已整改并长期坚持, 完成并长期坚持, 长期
        """,
    ),
    (
        Standing(Status.WAIVED),
        """
        waived, risk accepted, accepted risk, risk acceptance, n/a, not applicable, will not implement,
        won't fix, won't do, no further action, closed - not implemented, cancelled, canceled, out of scope,
        dismissed, withdrawn,
        不再整改, 不适用, 无需整改, 无须整改, 不整改, 免整改, 取消, 已取消, 终止, 已终止
        """,
    ),
    (
        Standing(Status.WAIVED, as_error=True),
        """
        false positive, duplicate, invalid, void, entered in error,
        作废, 已作废, 误报, 重复, 录入错误
        """,
    ),
)
"""Separated by commas."""

_DECORATION = re.compile(r"[\W_]+")
_BLANKS = frozenset({"/", "\\", "-", "--", "—", "——", "–", "无", "n/a", "na", "none", "null", "nil"})


def _folded(word: str) -> str:
    text = unicodedata.normalize("NFKC", word).casefold()
    return _DECORATION.sub("", text) or text.strip()


_STANDINGS = {_folded(word): standing for standing, words in _WORDS for word in words.split(",")}


def standing_of(word: str) -> Standing | None:
    """What a status word says, or None when it is unknown; case, blanks and punctuation do not matter."""
    folded = _folded(word)
    return _STANDINGS.get(folded) or _own_labels(folded)


def _own_labels(folded: str) -> Standing | None:
    """The words that rectify itself shows, in the language in use."""
    labels = {_folded(gettext(label)): Standing(status) for status, label in STATUS_LABELS.items()}
    return labels.get(folded)


def is_nothing(text: str) -> bool:
    """Whether a text only says that there is nothing: empty, a stroke, 无, n/a."""
    return not text or text.casefold() in _BLANKS
