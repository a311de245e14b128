"""The words that offices write for a status, each with what it says. Source: docs/rules.md, "Import"."""

import re
import unicodedata
from typing import NamedTuple

from rectify.domain.problem import Status
from rectify.transfer.wording import european, japanese
from rectify.transfer.wording.traditional import simplified


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
        not closed, incomplete, backlog, draft, confirmed, needs action, acknowledged, escalated, planned,
        scheduled, no action taken, not resolved, not fixed, not complete, not completed, failed, fail,
        non-compliant, not compliant, re-opened, reopen, unassigned, submitted for action, awaiting response,
        opened, o, due, not yet due, not due, action required, live, osno, in violation, violation, outstanding issue,
        not satisfied, unmitigated, unremediated, uncorrected, unimplemented, exposed, agreed, queued, logged, triage,
        remains open, still open, unaddressed, behind, slipped, slipping, not on track, off track,
        wappr, notice issued, orders issued, notice sent,
        red, needs attention, not met, unmet, recurrent, affected, ns,
        pending management response, pending response, management response pending,
        unhealthy, unknown, not known, action needed, work required,
        mitigation required, notified, contested, not abated, not achieved,
        not initiated, to address, to be addressed, insufficient response,
        triaged, remediation planned, action planned, to be completed, to be done, to be started, yet to start,
        待整改, 未整改, 未完成, 未关闭, 未销号, 否, 没有, 未, 未开始, 未启动, 未处理, 未办理, 未落实, 未解决,
        未办结, 未闭环, 未消项, 未整改到位, 未完成整改, 开放, 打开, 新建, 待处理, 待办, 待办理, 待定, 待确认,
        待下发, 已下发, 已签收, 待分派, 逾期, 超期, 已逾期, 已超期, 逾期未整改, 逾期未完成, 超期未整改, 超期未完成,
        未消除, 未销项, 未办, 未结案, 未完结, 未整改完成, 未整改完毕, 没有完成, 新增, 待分配, 待接收, 已接收,
        激活, 已激活, 未回复, 停工整改,
        确认, 已确认, 待响应, 未响应, 未反馈, 需整改, 应整改, 限期整改, 未达标, 不达标, 不合格, 待落实, 待解决, 待完成,
        未改, 未完, ❌, ✖, ⌛, ⬜, 🔲,
        逾期未改, 超期未改, 待派单, 已派单, 待指派, 已指派, 已指派整改, 已分派, 已排查, 已登记,
        重新打开, 重新激活, 未到期, 未到时限, 未到期限, 待受理, 已受理, 待核实, 待启动, 待开始, 待推进, 未推进, 挂账,
        registered,
        新, 列入计划, 已列入计划, 已排期, 计划中, 规划中, 等待中, 待签收, 未开工,
        待修复, 未修复, 存在, 待开发, 待评审, 待修改, 待排期, 待采购, 待改善, 未到位, 未答复, 未结, 不符合, NG, ×, ✗, ✘
        """,
    ),
    (
        Standing(Status.IN_PROGRESS),
        """
        in progress, in process, ongoing, started, working, work in progress, wip, underway, doing, remediating,
        mitigating, in remediation, investigating, on track, delayed, partial, partially, partially complete,
        partially completed, partially implemented, partially resolved, partially addressed, returned, rework,
        extended, on hold, remediation in progress, implementation in progress, action in progress, on schedule,
        behind schedule, at risk, amber, in work, under investigation, deferred, postponed, suspended, rejected,
        blocked,        feedback, waiting, paused, work not accepted, working on it, stuck,
        partially met, partly met, partly done, mostly complete, substantially complete, in development, ip, progress,
        nopr, inprg, wmatl, implementation, investigation, containment, root cause analysis,
        rectifying, repairing, fixing, correcting, implementing, resolving, handling, processing,
        under rectification, ⏳, 🔄, 🚧,
        under implementation, under remediation, under correction, on target, pending vendor, with vendor,
        resolution proposed, being implemented, being addressed, awaiting parts, 🔄, 🚧, ⏸,
        initiated, progressing, not effective, ineffective, partially achieved, partly achieved,
        已达序时, 未达序时, 达到序时进度, 未达到序时进度,
        达到序时, 未达到序时, 达序时进度, 未达序时进度, 阶段性办结, 阶段办结,
        达到时序进度, 未达到时序进度, 达到时序, 未达到时序, 达时序进度, 未达时序进度, 完成序时进度, 达到整改时序,
        达到整改时序进度, 阶段性整改, 完成阶段性整改, 阶段性完成整改,
        在改, 整改中, 进行中, 处理中, 办理中, 推进中, 开展中, 实施中, 落实中, 正在整改, 正在进行, 正在办理, 部分整改,
        跟踪整改, 部分完成, 部分完成整改, 基本完成, 退回, 已退回, 退回补充, 退回整改, 重新整改, 延期, 延期整改, 已延期,
        持续改进, 整改延期, 延期中, 退回重办, 重办, 无效重新整改, 不合格重新整改, 未通过重新整改,
        阶段性完成, 部分落实, 部分解决, 基本整改, 基本整改到位, 基本到位, 基本落实, 驳回, 已驳回,
        不通过, 验收不通过, 未通过, 验收未通过, 验收不合格, 复查不合格, 复查未通过, 挂起, 暂缓, 暂停, 跟进中, 持续跟进,
        接受/处理, 已接受/处理, 已挂起, 延期处理, 在办, 在建, 续办, 已开工, 不予关闭, 不予销号, 滞后, 进度滞后,
        进展缓慢, 已启动, 启动, 开始整改, 已开始, 序时推进, 按计划推进, 有序推进, 正常推进
        """,
    ),
    (
        Standing(Status.SUBMITTED),
        """
        submitted, pending validation, pending verification, pending review, pending closure, pending approval,
        awaiting validation, awaiting verification, awaiting review, awaiting closure, ready for validation,
        ready for verification, ready for review, ready to close, in review, under review, in validation,
        in verification, validating, to verify, closure requested, pending close, pending acceptance,
        pending sign-off, awaiting sign-off, awaiting approval, awaiting acceptance, evidence submitted,
        ready for closure, ready to verify, implemented pending verification, complete pending verification,
        completed pending verification, completed - pending verification, fixed - pending verification,
        submitted for closure, submitted for review, submitted for approval, submitted for verification,
        recommended for closure, proposed for closure, closure proposed, closure pending, validation, verification,
        not verified, not yet verified, unverified, not inspected, 未复验, 未复检,
        retest, ready for retest, response submitted, awaiting evidence, pending evidence, evidence pending,
        propose closure, propose to close, propose for closure, proposed to close, recommend closure,
        recommend to close, recommend for closure, suggest closure, request closure, requested closure, for closure,
        work completed, work complete, ready to inspect, ready for inspection, under verification, under validation,
        in retest, verifying, effectiveness check, effectiveness review,
        recheck, to recheck, rechecking, pending recheck,
        待验收, 待复查, 待验证, 待审核, 待核查, 待复核, 待销号, 待关闭, 待审批, 申请验收, 申请销号, 销号申请中,
        已申请销号, 已提交, 已上报, 已完成待验收, 已整改待验收, 已整改待复查, 已整改待销号, 验收中, 审核中, 复查中,
        核查中, 整改验证, 待审, 审批中, 验证中, 复核中, 已整改待确认, 已完成待审核, 已完成待销号, 已完成待复查,
        已整改待验证, 整改完成待验收, 整改完成待复查, 整改完成待销号, 已整改未销号, 已完成未销号, 整改完成未销号,
        待回访, 待验, 待复验, 待检验, 已回复, 已反馈, 已答复, 待校验, 未复核, 未复查, 未验证, 未核查,
        已整改未验收, 已完成未验收, 未验收, 已报验, 待回归, 待测试, 待闭环, 待确认完成, 已完成待确认, 已整改待复核
        """,
    ),
    (
        Standing(Status.CLOSED),
        """
        resolve, solved, complied with, healthy, retired, met, comp,
        closed, close, completed, complete, done, resolved, fixed, implemented, fully implemented,
        closed implemented, closed - resolved, closed late, verified, validated, remediated, mitigated, rectified,
        finished, passed, pass, yes, y, true, archived, corrected, cleared, approved, compliant, settled,
        closed complete, closed successful, fix verified, completed late, implemented late, done late, complete late,
        no longer an issue, action complete, actions complete, c, closed out, complied, in compliance, satisfied,
        corrective action taken, action taken, noco, actioned, abated, compliance achieved, made safe, removed,
        achieved, fully achieved, verified effective, effective, returned to compliance, back in compliance,
        signed off, signed-off,
        是, 已整改, 已完成, 完成, 整改完成, 完成整改, 已整改完成, 已完成整改, 整改完毕, 已整改完毕, 整改到位,
        已整改到位, 按期完成, 按时完成, 如期完成, 逾期完成, 已关闭, 关闭, 关闭状态, 已销号, 销号, 逾期销号,
        同意销号, 销号同意, 已办结, 办结, 已解决, 解决, 已处理, 已落实, 落实, 已验收, 验收通过, 验收合格, 复查合格,
        合格, 已合格, 通过, 已通过, 已闭环, 闭环, 已消除, 已消项, 消项, 已归档, 已销项, 销项, 已核销, 核销, 结案,
        已结案, 完结, 已完结, 办理完毕, 处理完毕, 处理完成, 已处理完成, 完成销号, 已完成销号, 已整改销号, 整改销号,
        已落实整改, 已消缺, 已修复, 修复, 消除, 隐患已消除, 已验证, 验证通过, 已复查, 已复核, 复查通过, 已全部完成,
        全部完成, 全部整改, 全部整改完成, 全部整改到位, 已全部整改到位, 已达标, 达标, 已采纳并整改, 已改正, 改正,
        立行立改已完成, 已立行立改, 已结, 已上线, 上线, 已改善, 改善完成, 已纠正, 闭合, 已闭合, 同意关闭,
        已更正, 已改, 改毕, 完了, 已完, OK, √, ✓, ✔, ☑, ■, ✅,
        已销案, 销案, 验证有效, 复验合格, 复验通过, 有效, 完工, 竣工, 办结归档
        """,
    ),
    (
        Standing(Status.SUSTAINED),
        """
        sustained, kept up, continuous, long-term, monitoring, under monitoring, monitored, monitor,
        长期坚持, 持续整改, 长期整改, 持续推进, 持续坚持, 长期整改中, 常态化,
        常态化推进, 常态化坚持, 长期推进, 转入长期整改,
        转长期坚持, 已完成并长期坚持, 已整改长期坚持, 已完成长期坚持, 已整改并长期坚持, 完成并长期坚持, 长期
        """,
    ),
    (
        Standing(Status.WAIVED),
        """
        waived, risk accepted, accepted risk, risk acceptance, n/a, not applicable, will not implement, won't fix,
        won't do, no further action, closed - not implemented, closed incomplete, closed skipped, closed unresolved,
        cancelled, canceled, out of scope, dismissed,
        withdrawn, superseded, no action required, not required, wontfix, closed - no action, accepted,
        closed - risk accepted, deviation approved, obsolete, no longer applicable, no longer required,
        snoozed, dropped, abandoned, declined, discontinued, no longer pursued,
        no longer relevant, no longer valid, no longer needed, no longer warranted,
        suppressed, ignored, auto dismissed, muted, deactivated, can't do, exception, exception approved,
        exception granted, will not fix, redundant, exempt, exempted,
        不再整改, 不适用, 接受风险, 风险接受, 已接受风险, 不予解决, 不予处理, 不予整改, 不予采纳, 不采纳,
        不处理, 不修改, 确认不处理, 确认不修改, 已撤销, 已撤回, 已作罢,
        不解决, 无需处理, 无需修改, 无需解决, 不需整改, 不需处理, 不需修改, 无需整改, 无须整改, 不整改, 免整改,
        已忽略, 忽略, 取消, 已取消, 终止, 已终止, 拒绝修复, 不予修复, 设计如此, 拒绝, 已拒绝
        """,
    ),
    (
        Standing(Status.WAIVED, as_error=True),
        """
        false positive, not exploitable, duplicate, invalid, void, entered in error,
        作废, 已作废, 误报, 重复, 录入错误
        """,
    ),
)
"""Separated by commas."""

NOT_LOOKED_AT = frozenset(
    {
        "未复核", "未复查", "未验证", "未核查", "未验收", "未复验", "未复检",
        "notverified", "notyetverified", "unverified", "notinspected",
    }
)  # fmt: skip
"""Words, as they are compared, that tell that nobody looked at the work, which is not done before its day is told."""

_DECORATION = re.compile(r"[\W_]+")


def compared(word: str) -> str:
    """A word as it is compared: without case, width, punctuation and traditional characters."""
    text = simplified(unicodedata.normalize("NFKC", word).casefold()).replace("\ufe0f", "")
    return _DECORATION.sub("", text) or text.strip()


STANDINGS = {
    compared(word): Standing(status) for word, status in {**european.STATUSES, **japanese.STATUSES}.items()
} | {compared(word): standing for standing, words in _WORDS for word in words.split(",")}
"""What each word says, by the word as it is compared."""
