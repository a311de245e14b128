"""The words that stand over columns in offices' lists, beside the synonyms of each field.

Source: docs/rules.md, "Import".
"""

import re
import unicodedata
from functools import lru_cache

from rectify.transfer.wording.legends import without_legend
from rectify.transfer.wording.traditional import simplified

MEASURE_SYNONYMS = (
    "measure", "measures", "milestonewithcompletiondates", "correctiveaction", "correctiveactions",
    "action", "actions", "remediation",
    "remediationplan", "overallremediationplan", "plannedmilestones", "actionplan", "requiredaction", "recommendation",
    "remediationrecommendation", "suggestedfix", "mitigation", "treatment", "整改措施", "整改措施与要求", "整改要求",
    "措施", "具体措施", "处理措施", "修改要求", "整改建议", "整改方案", "解决措施", "细化的整改措施", "整改举措",
    "milestones", "correctiveactionplan", "managementaction", "managementactionplan", "agreedaction", "agreedactions",
    "actionrequired", "actionsrequired", "actionitem", "actionitems", "actionpoint",
    "actionpoints", "managementcomment", "managementcomments", "auditeeresponse", "auditeecomments", "审计建议",
    "建议动作", "correctionplan", "planofcorrection", "plansofcorrection", "correctiveplan",
    "actiontaken", "actionstaken", "correctivemeasure", "correctivemeasures",
    "remedialaction", "remedialactions", "recommendations", "auditrecommendation", "remediationsteps",
    "remediationaction", "remediationactions", "proposedaction", "plannedaction", "plannedactions",
    "managementresponse", "fix", "solution", "countermeasure", "countermeasures", "preventiveaction",
    "correctivepreventiveaction", "furtheraction", "furtheractions", "remediationactivity",
    "remediationactivities", "actionsteps", "actiontobetaken", "actionstobetaken", "rectificationrequired",
    "treatmentplan", "riskresponseplan", "riskresponse", "采取的整改措施", "拟采取的整改措施", "拟采取措施",
    "采取措施", "采取的措施", "已采取的整改措施", "具体整改措施", "主要整改措施", "整改具体措施", "整改目标及措施",
    "整改措施及要求", "整改措施或要求", "整改要求及措施", "整改措施要求", "整改意见", "整改计划", "整改任务",
    "整改步骤", "整改对策", "对策", "对策措施", "改进措施", "纠正措施", "纠正预防措施", "纠正和预防措施", "防范措施",
    "治理措施", "管控措施", "处理建议", "处理意见", "处置措施", "解决方案", "解决办法", "工作措施", "工作举措",
    "整改工作措施", "整改要点", "要求", "工作要求", "任务措施", "修改意见", "修改建议", "意见建议", "建议",
    "建议措施", "整改内容", "commitment", "commitments", "proposedresolution", "resolutionplan", "stepstoresolve",
)  # fmt: skip
"""Headings of a column whose cell holds the measures, one a line."""

PROSE_STATUS = (
    "销号情况", "整改结果", "完成情况", "整改完成情况", "整改情况", "整改进度", "整改落实情况", "落实情况", "办理情况",
    "办结情况", "进展情况", "整改进展", "整改进展情况", "完成进度", "工作进展", "处理结果", "处理情况", "验收结果",
    "复审结果", "复查结果", "复查情况", "复查意见", "验收情况", "整改验收情况", "整改复查情况", "闭环情况", "解决情况",
    "目前状态", "目前进展", "进展", "进度", "progress", "resolved", "implemented", "mitigated", "remediated",
    "corrected", "abated", "currentposition", "latestposition", "statusupdate",
)  # fmt: skip
"""Headings of a status under which some offices tell in sentences how far they are."""

LAST_TITLES = (
    "上报内容", "反映内容", "举报内容", "整改内容", "修改要求", "需求名称", "需求", "需求描述", "需求内容",
    "功能要求", "意见内容", "建议内容", "子功能项", "功能项", "功能", "任务内容", "任务名称", "意见", "审核意见",
    "评审内容", "议定事项", "工作任务", "工作内容", "重点任务", "工作事项", "事项", "事项内容", "事项名称",
    "案件名称", "督查内容", "问题定性", "巡查内容", "事故名称", "事件名称", "项目名称", "监督意见", "主要内容",
    "具体内容", "内容", "整改任务", "任务", "项目内容", "item", "task", "actionitem",
    "actionpoint", "actionpoints", "description",
    "意见建议内容", "意见和建议内容", "任务事项", "任务清单", "整改项目", "反馈意见", "反馈意见原文", "主要表现",
    "突出表现", "主要诉求", "诉求", "案由", "事件经过", "事故经过", "简要经过",
    "薄弱环节", "督办内容", "交办内容", "批示内容", "反映事项", "议题", "基本情况", "主要情况", "简要情况",
    "whathappened", "event", "incident", "remediationitem", "rootcause", "relateditem", "message", "messagetext",
    "text", "threat", "rule", "job", "jobdescription",
)  # fmt: skip
"""Headings that stand over what is to be done, where no column tells what is wrong: the first that is there.

The description stands for any heading of one.
"""

COUNTS = (
    "序号", "no", "sn", "sno", "slno", "serialno", "serialnumber", "srno", "row", "rowno", "line", "lineno", "itemno",
    "seq", "index", "项次", "次序", "序", "序列", "行号", "顺序", "顺序号", "项号",
)  # fmt: skip
"""Headings of a running count of rows."""

_SPREAD = re.compile(r"(?<=[\u3400-\u9fff])\s+(?=[\u3400-\u9fff])")
_DECORATION = re.compile(r"[\W_]+")
_LONGEST = 1000
"""Letters of a heading that are looked at; brackets that are opened by the thousand would take minutes."""


def unspaced(heading: str) -> str:
    """A heading without the blanks and line ends that spread its Chinese words: 整 改率."""
    return _SPREAD.sub("", heading)


@lru_cache(maxsize=20_000)  # each question about a column asks for its heading
def folded(heading: str) -> str:
    """A heading as synonyms are written: without case, width, blanks, punctuation, remarks in brackets and
    traditional characters.
    """
    text = simplified(unicodedata.normalize("NFKC", without_legend(heading[:_LONGEST])).casefold())
    plain = _DECORATION.sub("", re.sub(r"\([^)]*\)|\[[^\]]*\]|【[^】]*】", "", text))
    return plain or _DECORATION.sub("", text) or text.strip()
