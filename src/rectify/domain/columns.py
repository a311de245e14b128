"""The one table of columns: what a problem's facts are called in files, on screens and in queries.

The names are the keys of a row in JSON and the header of CSV. Headings are for reading; synonyms are how offices head
the column in the lists they already keep. Source: docs/rules.md, "Words" and "Import".
"""

import re
import unicodedata
from typing import Literal, NamedTuple

from rectify.i18n import N_

Kind = Literal["text", "name", "date", "due", "count", "status", "mode", "severity", "light", "flag", "extra"]


class Column(NamedTuple):
    """One fact of a problem."""

    name: str
    heading: str
    kind: Kind = "text"
    width: int = 12
    """Columns that it takes in a terminal."""
    imported: bool = False
    """Whether a column of a file may be read as this."""
    edited: bool = False
    """Whether `edit` may change it."""
    synonyms: tuple[str, ...] = ()
    """Headings in files, English and Chinese, as `folded` writes them."""


COLUMNS: tuple[Column, ...] = (
    Column(
        "number",
        N_("Number"),
        width=10,
        imported=True,
        synonyms=(
            # A running count of rows, such as 序号 or No., is no number of a problem and therefore missing here.
            "number", "id", "ref", "refid", "reference", "referenceno", "findingid", "findingno", "findingnumber",
            "issueid", "issueno", "issuenumber", "problemid", "problemno", "caid", "capaid", "capano", "poamid",
            "weaknessid", "auditno", "actionid", "carno", "ncrno", "cveid", "caseenquiryid", "caseid", "ticket", "ticketid",
            "key", "编号", "问题编号", "隐患编号", "整改编号", "问题id", "台账编号", "单号", "问题编码", "编码",
        ),
    ),
    Column(
        "title",
        N_("Problem"),
        width=40,
        imported=True,
        edited=True,
        synonyms=(
# The heading of a name comes before that of a text, which then is read as the description.
            "title", "problemtitle", "findingtitle", "issuetitle", "casetitle", "recommendationtitle", "weaknessname",
            "vulnerabilityname", "summary", "issuesummary", "findingsummary", "problem", "finding", "issue", "weakness",
            "deficiency", "nonconformity", "nonconformance", "observation", "defect", "subject",
            "问题标题", "标题", "问题名称", "隐患名称", "问题摘要", "问题", "隐患", "安全隐患", "主要问题", "存在问题", "存在的问题",
            "发现问题", "发现的问题", "检查发现问题", "审计发现问题", "巡察发现问题", "反馈问题", "具体问题", "问题清单", "整改问题",
            "整改事项", "问题事项", "不符合项", "不合格项", "问题内容", "问题描述", "问题表述", "具体问题表述", "问题表现",
            "存在问题及表现", "隐患内容", "隐患描述", "隐患情况", "隐患名称及描述", "不合格项描述",
        ),
    ),
    Column(
        "description",
        N_("Description"),
        width=40,
        imported=True,
        edited=True,
        synonyms=(
            "description", "details", "detail", "findingdescription", "issuedescription", "weaknessdescription",
            "shortdescription", "longdescription", "condition", "说明", "详细描述", "详细说明", "问题说明", "情况说明",
            "具体描述", "具体情况", "描述", "问题描述", "隐患描述", "问题内容", "具体问题", "问题表述", "问题表现",
            "finding", "observation", "deficiency", "weakness",
        ),
    ),
    Column(
        "unit",
        N_("Unit"),
        "name",
        width=16,
        imported=True,
        edited=True,
        synonyms=(
            "unit", "department", "dept", "organisation", "organization", "org", "office", "responsibleunit",
            "responsibleorganization", "responsibledepartment", "division", "team", "branch", "vendorproject",
            "责任单位", "整改单位", "整改责任单位", "单位", "部门", "责任部门", "整改部门", "具体责任单位", "牵头单位",
            "责任主体", "整改主体", "主责单位", "承办单位", "责任科室", "责任处室", "科室", "处室", "主责部门", "牵头部门", "承办部门",
            "businessunit", "auditee", "owningteam", "所属单位", "被检查单位", "受检单位", "责任支部", "党支部", "支部", "单位名称", "整改责任部门",
        ),
    ),
    Column(
        "parent_unit",
        N_("Parent unit"),
        "name",
        width=16,
        imported=True,
        synonyms=("parentunit", "parentdepartment", "上级单位", "一级单位", "主管部门", "主管单位", "上级部门", "上级党组织"),
    ),
    Column(
        "owner",
        N_("Owner"),
        "name",
        width=10,
        imported=True,
        edited=True,
        synonyms=(
            "owner", "assignee", "assignedto", "responsible", "responsibleperson", "personresponsible", "actionowner",
            "pointofcontact", "poc", "contact", "issueowner", "findingowner", "责任人", "整改责任人", "负责人", "具体责任人",
            "修改责任人", "修改人", "经办人", "整改负责人", "整改人", "承办人", "责任人员", "直接责任人",
        ),
    ),
    Column(
        "lead",
        N_("Lead"),
        "name",
        width=10,
        imported=True,
        edited=True,
        synonyms=(
            "lead", "leader", "sponsor", "accountable", "accountableexecutive", "executiveowner", "牵头领导", "责任领导",
            "分管领导", "包保领导", "挂点领导", "联系领导", "整改第一责任人", "第一责任人", "主管领导", "牵头人",
        ),
    ),
    Column(
        "source",
        N_("Source"),
        "name",
        width=16,
        imported=True,
        edited=True,
        synonyms=(
            "source", "audit", "auditname", "engagement", "inspection", "assessment", "detectorsource",
            "weaknessdetectorsource", "origin", "report", "来源", "问题来源", "检查批次", "检查来源", "检查名称", "检查类型",
            "发现途径", "发现渠道", "检查单位", "批次", "台账来源", "问题出处",
        ),
    ),
    Column(
        "basis",
        N_("Basis"),
        width=20,
        imported=True,
        edited=True,
        synonyms=(
            "basis", "clause", "requirement", "criteria", "criterion", "control", "controls", "standard", "regulation",
            "policy", "依据", "法规依据", "条款", "检查依据", "法规政策依据", "违反条款", "制度依据", "对应条款", "标准条款",
        ),
    ),
    Column(
        "category",
        N_("Category"),
        width=12,
        imported=True,
        edited=True,
        synonyms=(
            "category", "type", "findingtype", "issuetype", "class", "area", "topic", "类别", "问题类别", "问题类型", "类型",
            "分类", "问题分类", "隐患类别", "隐患类型", "专业", "一级标题",
        ),
    ),
    Column(
        "severity",
        N_("Severity"),
        "severity",
        width=9,
        imported=True,
        edited=True,
        synonyms=(
            "severity", "risk", "risklevel", "riskrating", "originalriskrating", "priority", "rating", "criticality",
            "level", "impact", "严重程度", "严重性", "等级", "隐患等级", "隐患级别", "风险等级", "问题等级", "级别", "优先级", "重要程度",
        ),
    ),
    Column(
        "mode",
        N_("Mode"),
        "mode",
        width=10,
        imported=True,
        edited=True,
        synonyms=("mode", "remediationtype", "整改类型", "整改方式", "整改性质", "整改类别"),
    ),
    Column(
        "status",
        N_("Status"),
        "status",
        width=11,
        imported=True,
        synonyms=(
            "status", "state", "casestatus", "issuestatus", "findingstatus", "currentstatus", "progressstatus",
            "remediationstatus", "状态", "整改状态", "隐患状态", "问题状态", "当前状态", "完成状态", "办理状态", "处理状态", "开发状态", "是否销号", "是否关闭",
            "是否完成", "是否整改", "是否完成整改", "是否已完成整改", "是否整改完成", "是否已整改", "是否整改到位", "是否已销号",
            # A column under one of these may hold a sentence, so a plainer one wins.
            "销号情况", "整改结果", "完成情况", "整改完成情况", "整改情况", "整改进度",
        ),
    ),
    Column("light", N_("Light"), "light", width=6),
    Column(
        "found_on",
        N_("Found on"),
        "date",
        width=10,
        imported=True,
        edited=True,
        synonyms=(
            "foundon", "found", "date", "datefound", "founddate", "dateidentified", "identifieddate", "identifiedon",
            "datediscovered", "discovereddate", "discoverydate", "originaldetectiondate", "detectiondate", "opened",
            "openeddate", "dateopened", "opendate", "opendt", "raisedon", "dateraised", "issuedate", "reporteddate",
            "dateadded", "createdat", "createddate", "datecreated", "createdon", "auditdate", "inspectiondate", "发现日期", "发现时间", "检查日期", "检查时间", "提出日期", "提出时间",
            "问题提出日期", "问题提出时间", "排查日期", "排查时间", "日期", "隐患发现时间",
        ),
    ),
    Column("created_on", N_("Registered on"), "date", width=10),
    Column(
        "due_on",
        N_("Due"),
        "due",
        width=10,
        imported=True,
        edited=True,
        synonyms=(
            "dueon", "due", "duedate", "datedue", "deadline", "targetdate", "target", "targetdt", "targetcompletiondate",
            "targetcompletion", "completeby", "completionduedate", "scheduledcompletiondate", "plannedcompletiondate",
            "plannedcompletion", "expectedcompletiondate", "expectedcompletion", "remediationdate", "planneddate",
            "slaexpirationdate", "sladate", "eta", "dueat", "dueby", "expecteddate", "plannedenddate", "remediationduedate", "整改时限", "整改期限", "完成时限", "截止日期", "截止时间", "期限", "整改截止日期",
            "计划完成时间", "计划完成日期", "要求完成时间", "要求完成日期", "限期", "时限", "限时时间", "完成期限", "整改截止时间",
            "整改时间要求", "预计完成时间", "预计完成日期", "要求整改时间", "整改限期", "整改完成时限", "整改完成期限", "计划整改完成时间",
            "预计整改完成时间", "时间节点", "整改时间节点", "完成节点", "最后期限", "计划整改时间",
        ),
    ),
    Column("original_due_on", N_("Original due"), "date", width=12),
    Column("due_text", N_("Due as written"), width=16),
    Column("days_overdue", N_("Late"), "count", width=6),
    Column(
        "done_on",
        N_("Done on"),
        "date",
        width=10,
        imported=True,
        synonyms=(
            "doneon", "done", "datedone", "completed", "completedon", "completeddate", "completiondate", "datecompleted",
            "actualcompletiondate", "actualcompletion", "actualdate", "implementedon", "implementeddate", "resolveddate",
            "resolvedon", "resolvedat", "resolvedtime", "dateresolved", "implementationdate", "dateimplemented", "完成时间", "完成日期", "实际完成时间", "实际完成日期", "整改完成时间", "整改完成日期",
            "整改日期", "整改时间", "实际整改完成时间", "实际整改时间", "办结时间", "办结日期",
        ),
    ),
    Column(
        "closed_on",
        N_("Closed on"),
        "date",
        width=10,
        imported=True,
        synonyms=(
            "closedon", "closed", "closeddate", "dateclosed", "closedt", "closeddt", "closuredate", "closeddatetime",
            "verifiedon", "verificationdate", "dateverified", "销号日期", "销号时间", "验收日期", "验收时间", "关闭日期",
            "关闭时间", "复查日期", "复查时间",
        ),
    ),
    Column(
        "verified_by",
        N_("Verified by"),
        "name",
        width=10,
        imported=True,
        synonyms=("verifiedby", "verifier", "closedby", "reviewer", "validatedby", "验收人", "验收人员", "复查人", "核查人", "销号人", "验证人"),
    ),
    Column(
        "next_review_on",
        N_("Next review"),
        "date",
        width=10,
        imported=True,
        synonyms=("nextreviewon", "nextreview", "reviewdate", "nextreviewdate", "下次复核日期", "下次检查日期", "复核日期"),
    ),
    Column("round", N_("Round"), "count", width=6),
    Column("returns", N_("Returns"), "count", width=7),
    Column("extensions", N_("Extensions"), "count", width=10),
    Column("measures_total", N_("Measures"), "count", width=8),
    Column("measures_done", N_("Measures done"), "count", width=8),
    Column("evidence", N_("Evidence"), "count", width=8),
    Column(
        "delay_reason",
        N_("Reason for delay"),
        width=24,
        imported=True,
        synonyms=("delayreason", "reasonfordelay", "未完成原因", "未整改原因", "延期原因", "未整改到位原因", "逾期原因", "超期原因"),
    ),
    Column(
        "next_step",
        N_("Next step"),
        width=24,
        imported=True,
        synonyms=("nextstep", "nextsteps", "nextaction", "recoveryplan", "下步计划", "下一步计划", "下一步措施", "下步打算", "下一步打算"),
    ),
    Column("as_error", N_("Waived as error"), "flag", width=8),
    Column("version", N_("Version"), "count", width=7),
    Column("as_of", N_("As of"), "date", width=10),
    Column("extra", N_("Other columns"), "extra", width=20),
)  # fmt: skip
BY_NAME = {column.name: column for column in COLUMNS}

ROW: tuple[str, ...] = (
    "number", "title", "description", "unit", "parent_unit", "owner", "lead", "source", "basis", "category", "severity",
    "mode", "status", "light", "found_on", "created_on", "due_on", "original_due_on", "due_text", "days_overdue", "done_on",
    "closed_on", "verified_by", "next_review_on", "round", "returns", "extensions", "measures_total", "measures_done",
    "evidence", "delay_reason", "next_step", "as_error", "version", "as_of", "extra",
)  # fmt: skip
"""The keys of a row in JSON and the header of CSV, in their order."""

MEASURE_SYNONYMS = (
    "measure", "measures", "correctiveaction", "correctiveactions", "action", "actions", "remediation", "remediationplan",
    "overallremediationplan", "plannedmilestones", "actionplan", "requiredaction", "recommendation", "remediationrecommendation", "suggestedfix", "mitigation", "treatment", "整改措施", "整改措施与要求",
    "整改要求", "措施", "具体措施", "处理措施", "修改要求", "整改建议", "整改方案", "解决措施", "细化的整改措施", "整改举措",
)  # fmt: skip
"""Headings of a column whose cell holds the measures, one a line."""

PROSE_STATUS = ("销号情况", "整改结果", "完成情况", "整改完成情况", "整改情况", "整改进度")
"""Headings of a status under which some offices tell in sentences how far they are."""

_DECORATION = re.compile(r"[\W_]+")


def folded(heading: str) -> str:
    """A heading as synonyms are written: without case, width, blanks, punctuation and remarks in brackets."""
    text = unicodedata.normalize("NFKC", heading).casefold()
    plain = _DECORATION.sub("", re.sub(r"\([^)]*\)|\[[^\]]*\]|【[^】]*】", "", text))
    return plain or _DECORATION.sub("", text) or text.strip()
