"""How offices head the columns of the lists that they keep, English and Chinese, by the field that is meant.

Each is written as `headings.folded` writes it: without case, blanks and punctuation. Of two headings
in a file the one that stands here first is the surer one. Source: docs/rules.md, "Import".
"""

from collections.abc import Mapping

_WORDS = {
    # A running count of rows, such as 序号 or No., is no number of a problem and therefore missing here.
    "number": """
        number id ref refid reference referenceno findingid findingno findingnumber 问题关键字 issuekey issueid issueno
        issuenumber problemid problemno caid capaid capano poamid weaknessid auditno actionid carno ncrno cveid
        caseenquiryid caseid ticket ticketid key identifier 编号 问题编号 隐患编号 整改编号 问题id 台账编号 单号
        问题编码 编码 findingref findingreference issueref auditref recommendationid recommendationno
        recommendationnumber recno observationid observationno ncid ncno capanumber carnumber poaandmid weaknessnumber
        violationnumber violationno trackingnumber trackingid controlnumber actionno actionnumber taskid itemid
        recordid vulnerabilityid vulnid referencenumber refno caseno casenumber 整改单编号 整改通知单编号 通知单编号
        deficiencyid deficiencyno deviationid bugid noticenumber noticeno riskid riskno inspectionid workitemid gapid
        hazardid violationid 任务编号 事项编号 督办编号 问题代码 不符合项编号 整改项编号 清单编号 问题单号 隐患单号
        recordnum recordnumber recordno logno lognumber
    """,
    # The heading of a name comes before that of a text, which then is read as the description.
    "title": """
        title headline problemtitle findingtitle issuetitle casetitle recommendationtitle weaknessname
        vulnerabilityname summary issuesummary findingsummary problem finding issue weakness deficiency exception
        findingssummary summaryoffindings
        exceptions discrepancy discrepancies areaforimprovement areasforimprovement opportunityforimprovement
        nonconformity nonconformance observation defect subject 问题标题 标题 诉求标题 投诉标题 工单标题 隐患标题
        缺陷标题 缺陷名称 漏洞标题 漏洞名称 事项标题 需求标题 问题名称 隐患名称 问题摘要 问题 隐患 安全隐患 主要问题
        存在问题 存在的问题 发现问题 发现的问题 检查发现问题 审计发现问题 巡察发现问题 反馈问题 具体问题 问题清单
        整改问题 整改事项 问题事项 不符合项 不合格项 问题内容 问题描述 问题表述 具体问题表述 问题表现 存在问题及表现
        隐患内容 隐患描述 隐患情况 隐患名称及描述 不合格项描述 findings auditfinding auditfindings issues problems
        problemstatement whatiswrong gap gapidentified violation hazard concern risktitle taskname tasktitle
        actiontitle nonconformancedescription nonconformitydescription problemdescription auditobservation
        hazardidentified hazarddescription hazards deficiencydescription unsafecondition unsafeact shortdescription
        findingrecommendation riskidentified risksidentified identifiedrisk auditpoint auditpoints allegation
        allegations symptom symptoms noncompliance noncompliances noncomplianceissue nonconformities nonconformances
        snag snags nearmiss observations vulnerability weaknesses deficiencies 存在的主要问题 存在主要问题 突出问题
        问题表现形式 问题具体表现 问题及表现 具体表现 问题事实 违规事实 发现的主要问题 检查问题 诉求内容 投诉内容
        反映问题 信访内容 检视问题 检视剖析问题 剖析问题 指出的问题 缺陷内容 问题基本情况 群众反映问题 审计问题
        巡视反馈问题 巡视巡察反馈问题 巡察反馈问题 督察反馈问题 反馈的问题 反馈意见 反馈问题内容 问题线索 缺陷描述
        缺陷 不符合描述 不符合项描述 不符合事实 不符合内容 不合格内容 不合格事实 隐患事实 隐患问题 事故隐患
        事故隐患内容 安全隐患内容 隐患具体内容 问题和隐患 问题或隐患 问题及隐患 隐患及问题 问题点 问题项 待整改问题
        需整改问题 整改问题描述 检查发现的问题 检查发现的主要问题 存在的问题和不足 问题与不足 短板弱项 评审意见
        审查意见 检查意见 督办事项 督查事项 交办问题 交办事项 信访事项 审计发现
        pluginname deviation deviations query content 失效现象 失效模式 潜在失效模式 风险名称 风险标题 风险描述
        taskdescription actiondescription
        actionitemdescription failuremode failuredescription testfailure
    """,
    "description": """
        description details detail findingdescription issuedescription weaknessdescription shortdescription
        longdescription condition 说明 详细描述 详细说明 问题说明 情况说明 具体描述 具体情况 描述 问题描述 隐患描述
        问题内容 具体问题 问题表述 问题表现 详细情况 隐患说明 事实表述 finding observation deficiency weakness
        narrative background detaileddescription riskdescription 详情 问题详情 问题详细描述 事实描述 诉求内容 投诉内容
        缺失说明 缺陷说明 缺陷描述 漏洞描述 故障描述 异常描述 隐患内容 需求描述 需求内容 具体表现 问题具体表现
        未完成说明 风险描述 body noncompliancereason reasonfornoncompliance taskdescription actiondescription
        actionitemdescription
    """,
    "unit": """
        unit department dept organisation organization org office responsibleunit responsibleorganization
        responsibledepartment division team branch vendorproject 责任单位 整改单位 整改责任单位 单位 部门 责任部门
        整改部门 具体责任单位 牵头单位 责任主体 整改主体 主责单位 承办单位 责任科室 科别 责任处室 科室 处室 主责部门
        牵头部门 承办部门 businessunit auditee owningteam 所属单位 被检查单位 受检单位 责任支部 党支部 支部 单位名称
        整改责任部门 responsibledept assignmentgroup assignedgroup assignedteam supportgroup affectedagency
        responsibleoffice responsibleagency agency bureau facility site responsibleteam responsiblearea entity company
        auditedentity auditedunit ownerdepartment departmentresponsible actionparty supplier contractor subcontractor
        issuedto businessline lineofbusiness businessarea servicearea serviceline directorate faculty 整改落实单位
        落实单位 被检单位 受检部门 被检查部门 被检查对象 被审计单位 被巡察单位 被巡察党组织 被督查单位 问题单位
        存在问题单位 隐患单位 企业名称 被检查企业 项目部 施工单位 责任班组 班组 车间 街道 乡镇 镇街 乡镇街道 镇 村
        社区 村社区 学校 责任主体单位 责任单位部门 配合单位及责任单位 主办单位 牵头责任单位 责任党组织 党组织名称
        党组织 责任科室部门 所在单位 所在部门 归口部门 县区 区县 县市区 区市县 整改科室 整改责任科室 整改责任主体
        单位部门 主责 受审部门 受稽核部门 责任属地 属地 属地乡镇 承包商 分包商 二级单位 下属单位 街镇 承揽商 承揽厂商
        协力厂商 供应商 供方 dutydept dutydeptname dutyunit rectifydept rectifydeptname rectifyunit
        门店 店铺 商户 病区 学院 二级学院 院系 系部 部室 股室 站所 大队 中队 支队 分公司 子公司
        工区 县 市州 行政村 基层单位 责任分包 责任分包单位 责任分包商
        转办部门 转办单位
        agencyreviewedinvestigated
    """,
    "parent_unit": """
        parentunit parentdepartment 上级单位 一级单位 主管部门 主管单位 上级部门 上级党组织
    """,
    "owner": """
        owner assignee assignedto responsible responsibleperson personresponsible actionowner pointofcontact poc
        contact issueowner findingowner 责任人 整改责任人 负责人 具体责任人 修改责任人 修改人 经办人 整改负责人 整改人
        承办人 责任人员 直接责任人 taskowner owners responsibleparty responsibleindividual accountableperson actionee
        remediationowner riskowner leadofficer responsibleofficer pic assigned personincharge bywhom actionby
        ownername ownerrole responsibility responsiblemanager operationallead actionlead incharge technician who
        assignedperson accountablemanager assignedtoname assignees processowner responsibleowner 具体负责人 直接负责人
        责任人姓名 整改责任人姓名 整改落实人 落实人 整改执行人 执行人 处理人 处理责任人 跟进人 主办人 承办责任人
        专责人 责任者 整改具体责任人 dutyuser dutyusername dutyperson rectifyuser rectifyusername rectifyperson
        单位负责人 部门负责人 现场负责人 单位责任人 部门责任人 具体经办人 分管责任人 当前处理人 指派给
        委派给 分派给 指派整改人 指派处理人 assign members person
    """,
    "lead": """
        lead leader executivelead executivedirector sponsor accountable accountableexecutive executiveowner 牵头领导
        责任领导 分管领导 包保领导 挂点领导 联系领导 整改第一责任人 第一责任人 主管领导 牵头人 executivesponsor
        accountableofficer manager responsiblemanager 责任领导干部 牵头责任领导 整改牵头领导 整改责任领导 包抓领导
        包联领导 督办领导 带班领导 主要负责人 主要领导 分管负责人 分管院领导 分管局领导 分管县领导 分管区领导
        分管校领导 县级领导 区级领导 市级领导 牵头县领导 县级责任领导 责任县领导 牵头负责人 总负责人 班子成员
    """,
    "source": """
        source audit auditname engagement inspection assessment detectorsource weaknessdetectorsource origin report
        来源 问题来源 检查批次 检查来源 检查名称 检查类型 发现途径 发现渠道 检查单位 批次 问题出处 sourceoffinding
        sourcetype howidentified identifiedthrough inspectionname findingsource auditsource identifiedby auditreport
        auditreportname reportname reporttitle assessmentname reviewname audittitle 检查组 督查来源 信息来源 隐患来源
        来源单位 反馈来源 需求来源 任务来源 事项来源 交办单位 检查批次名称 检查活动 检查项目名称 督察批次 反馈批次
        审计项目 审计项目名称 审计报告名称 检查部门 检查形式 检查方式 台账来源 meeting meetingtitle meetingname
    """,
    "basis": """
        basis clause article requirement wcag criteria criterion control controls standard regulation policy 依据
        法规依据 条款
        检查依据 法规政策依据 违反条款 制度依据 对应条款 标准条款 clauseno isoclause standardclause referenceclause
        referencestandard controlnumber controlacronym criteriarequirement regulatoryreference requirementreference
        controlid 法律依据 政策依据 定性依据 判定依据 违反依据 违反规定 违反法规 违反标准 不符合条款 依据条款
        法律法规依据 处罚依据 评价依据 检查标准 标准依据 违反的条款 违反制度 条款号 条款编号 标准条款号
        standardcited citedstandard
    """,
    "category": """
        category type findingtype issuetype class area topic 类别 问题类别 问题类型 类型 分类 问题分类 隐患类别
        隐患类型 违规类型 违规类别 违章类型 违章类别 风险类型 风险类别 专业 一级标题
        findingcategory workitemtype casetype controlarea auditarea processarea discipline
        issuecategory categories theme trade domain functionalarea section 一级分类 一级类别 问题大类 大类 问题领域
        领域 所属领域 问题性质 问题种类 隐患分类 隐患种类 专业类别 检查类别 检查项 检查项目 检查内容 检查要点 检查方面
        板块 模块 模块组成 业务模块 所属模块 方面 不符合类型 整改分类 事项类别 任务类别 功能模块 安全类 安全层面
        业务流程 工作领域 检查领域 缺失类别 所属系统 污染类型 项目类别 行业领域 业务领域 业务条线 条线
        专业分类 事项类型 任务类型 偏差类型 问题归类
        违规性质
    """,
    # A column under the last one, impact, may only be a factor of what ranks the problem.
    "severity": """
        severity risk risklevel riskrating originalriskrating priority rating criticality level riskband
        inherentrating inherentriskrating riskgrade riskclassification overallrisk 严重程度 严重性 严重等级
        严重级别 等级 隐患等级 隐患级别 风险等级 问题等级 级别 优先级 重要程度 findingseverity issueseverity
        findingrating issuerating
        auditrating findingrisk riskseverity severitylevel prioritylevel significance importance urgency
        adjustedriskrating 问题严重程度 风险级别 危险等级 危害程度 紧急程度 重要性 问题级别 整改等级 缺陷等级 缺陷分级
        缺陷级别 漏洞等级 漏洞级别 缺失等级 隐患分级 问题分级 风险程度 不符合等级 不符合级别 事故隐患级别 隐患程度
        问题程度 修改的重要性 优先权 优先度 优先顺序 优先次序 catlevel
        currentrisk currentrisklevel currentriskrating impact inherentrisk residualrisk residualriskrating
    """,
    "mode": """
        mode remediationtype 整改类型 整改方式 整改性质 整改类别 整改形式 整改时限类型 治理类型 治理方式 整改时限类别
    """,
    # A column under one of the last ones, from 销号情况 on, may hold a sentence, so a plainer one wins.
    "status": """
        status state violationstatus casestatus issuestatus findingstatus currentstatus progressstatus
        remediationstatus 状态 整改状态 隐患状态 问题状态 当前状态 完成状态 办理状态 处理状态 开发状态 是否销号
        是否关闭 是否完成 是否整改 是否完成整改 是否已完成整改 是否整改完成 是否已整改 是否整改到位 是否已销号
        findingstate issuestate actionstatus auditstatus implementationstatus completionstatus closurestatus
        statusoffinding recommendationstatus correctiveactionstatus capastatus overallstatus workflowstatus taskstatus
        openorclosed openclosedinprogress
        abated abatecomplete abatementcomplete isabated signedoff signoff rectified complete completeyn fixed cleared
        actioned complied closedout corrected remediated ismitigated mitigated openclosed statusopenclosed isclosed
        iscomplete iscompleted isresolved resolved implemented closedyn closedyesno correctedonsite cos currentposition
        latestposition statusupdate 整改完成状态 整改进展状态 进展状态 进度状态 任务状态 事项状态 验收状态 销号状态
        闭环状态 关闭状态
        整改销号状态 缺陷状态 是否闭环 是否已闭环 是否办结 是否已办结 是否已完成 是否落实 是否已关闭 是否解决
        是否已解决 是否验收 是否通过验收 是否合格 是否消除 是否消缺 办结状态 是否消项 整改是否完成 整改是否到位
        是否按期完成 是否完成销号 整改与否 完成与否 销号情况 整改结果 完成情况 整改完成情况 整改情况 整改进度
        整改落实情况 落实情况 办理情况 办结情况 进展情况 整改进展 整改进展情况 完成进度 工作进展 处理结果 处理情况
        验收结果 复审结果 复查结果 复查情况 复查意见 验收情况 整改验收情况 整改复查情况 闭环情况 解决情况 目前状态
        目前进展 进展 进度 progress
    """,
    "found_on": """
        foundon found violationdate dateofviolation date datefound founddate dateidentified identifieddate
        identifiedon datediscovered discovereddate discoverydate originaldetectiondate detectiondate opened openeddate
        dateopened opendate opendt createdtime firstdetected firstfound firstseen firstobserved 派单时间 受理时间
        受理日期 创建日期 创建时间 created raisedon raised publicationdate datefiled fileddate datereceived
        receiveddate dateraised issuedate reporteddate dateadded createdat createddate datecreated createdon auditdate
        inspectiondate 发现日期 发现时间 检查日期 检查时间 提出日期 提出时间 问题提出日期 问题提出时间 排查日期
        排查时间 日期 隐患发现时间 identificationdate dateoffinding findingdate dateissued reportdate datereported
        reportedon loggeddate datelogged raiseddate entrydate dateopen openedon dateofaudit dateofinspection
        observationdate 问题发现时间 问题发现日期 隐患发现日期 检查发现时间 检查发现日期 登记日期 登记时间 上报时间
        上报日期 下发日期 下发时间 反馈时间 反馈日期 交办时间 交办日期 巡检日期 巡检时间 巡查日期 巡查时间 督查时间
        督查日期 审计时间 立项时间 立案时间 通报时间 记录日期 提出问题时间 提出问题日期 受检日期 受检时间 排查发现时间
        问题时间 需求变更时间 来电时间 签发日期 稽核日期 投诉日期 形成时间 形成日期 来信时间
        timestamp submissiontime 提交答卷时间 initiated
        logdate datesubmitted submittedon submittedat submitteddate firstdiscovered firstidentified
    """,
    "due_on": """
        dueon due duedate datedue deadline targetdate target targetdt targetcompletiondate targetcompletion completeby
        completionduedate scheduledcompletiondate plannedcompletiondate plannedcompletion expectedcompletiondate
        expectedcompletion remediationdate planneddate slaexpirationdate sladate eta ecd sladue dueat dueby duebytime
        expecteddate plannedenddate remediationduedate 整改时限 整改期限 完成时限 截止日期 截止时间 期限 整改截止日期
        计划完成时间 计划完成日期 要求完成时间 要求完成日期 要求关闭时间 要求关闭日期 限期 时限 限时时间 完成期限
        整改截止时间 整改时间要求 预计完成时间 预计完成日期 要求整改时间 整改限期 整改完成时限 整改完成期限
        计划整改完成时间 预计整改完成时间 时间节点 整改时间节点 完成节点 最后期限 计划整改时间 abatementdate
        abatementduedate correctby fixby resolveby closeby abateby actionby remediateby mitigateby
        targetdateforcompletion datetobecompleted tobecompletedby completedbydate dueforcompletion
        correctiveactionduedate capaduedate actionduedate currentduedate reviseddue revisedduedate revisedtargetdate
        estimatedcompletiondate estimatedcompletion estimateddate estcompletiondate anticipatedcompletiondate
        plannedclosuredate targetclosuredate targetclosedate targetresolutiondate proposedcompletiondate agreeddate
        agreedduedate agreedcompletiondate agreedimplementationdate implementationduedate targetimplementationdate
        commitmentdate finishby bywhen requiredby requireddate needby slaenddate slaend mitigationdue milestonedate
        plannedremediationdate deadlinedate 整改最后期限 整改到期日 整改到期日期 到期日 到期日期 到期时间 限改日期
        限改时间 限期整改时间 限期整改日期 限期时间 限期完成时间 限期完成日期 整改时限要求 整改期限要求
        要求整改完成时间 要求整改完成日期 要求整改期限 要求整改日期 要求整改时限 要求完成时限 要求时限 要求期限
        应完成时间 应完成日期 应整改完成时间 应整改时间 拟完成时间 拟完成日期 计划完成时限 计划完成期限 计划完成
        计划完成节点 计划整改完成日期 计划整改日期 计划整改期限 计划时间 计划日期 计划销号时间 计划销号日期
        计划关闭日期 计划关闭时间 预计完成 预计整改时间 预计整改日期 预计销号时间 目标完成时间 目标完成日期 目标日期
        目标时间 完成时限要求 完成时间要求 完成时间节点 整改完成节点 办结时限 办理时限 办理期限 规定完成时间 规定时限
        规定整改时间 承诺完成时间 承诺整改时间 承诺时限 整改截止期限 截止期限 截止 完成截止时间 完成截止日期 交办时限
        落实时限 计划消缺时间 计划消缺日期 处理时限 处理期限 解决时限 销号时限 整改销号时限 应销号时间
        整改完成时间要求 整改时间期限 截至日期 截至时间 整改截至日期 整改截至时间
        enddate finish planned forecast end expectedresolution targetresolution plannedresolution
    """,
    "done_on": """
        doneon done datedone completed completedon completeddate completiondate datecompleted actualcompletiondate
        actualcompletion actualdate implementedon implementeddate resolveddate resolvedon resolvedat resolvedtime
        dateresolved implementationdate dateimplemented 完成时间 完成日期 实际完成时间 实际完成日期 整改完成时间
        整改完成日期 整改日期 整改时间 实际整改完成时间 实际整改时间 办结时间 办结日期 actualfinish completedtime
        completedat resolved dateabated abatedon abateddate actualclosure dateofcompletion finishdate finishedon
        finisheddate actualenddate actualimplementationdate resolutiondate correctiondate fixdate remediatedon
        remediateddate dateremediated fixeddate datefixed fixedon mitigationdate mitigateddate correctedon
        datecorrected 实际完成 实际完成时限 实际整改完成日期 实际整改日期 完成整改时间 完成整改日期 整改完成
        整改到位时间 整改到位日期 解决时间 解决日期 处理时间 处理日期 处理完成时间 落实时间 落实日期 整改落实时间
        实际办结时间 消除时间 消除日期 隐患消除时间 整改完毕时间 整改完毕日期 已完成时间 已解决 修复时间 修复日期
        solvedon solvedat solveddate datesolved compliancedate actual
    """,
    "closed_on": """
        closedon closed closeddate dateclosed closedt closeddt closuredate closeddatetime verifiedon verificationdate
        dateverified 销号日期 销号时间 验收日期 验收时间 关闭日期 关闭时间 复查日期 复查时间 actualclosuredate
        actualcloseddate closedat closedate closedtime closeddateactual closeoutdate dateofclosure closureon
        signoffdate validationdate validatedon datevalidated approvaldate 验收销号时间 验收销号日期 实际销号时间
        实际销号日期 问题销号时间 销号完成时间 闭环时间 闭环日期 复核时间 复验日期 复验时间 核查时间 核查日期 验证日期
        验证时间 实际关闭时间 实际关闭日期 消项时间 消项日期 销项时间 销项日期
        closingdate dateofclosing dispositiondate
    """,
    "verified_by": """
        verifiedby verifier closedby reviewer validatedby 验收人 验收人员 复查人 核查人 销号人 验证人 approvedby
        approver signedoffby signoffby confirmedby checkedby validator 验收责任人 复查人员 核查人员 复核人 复核人员
        复验人 验收负责人 销号责任人 销号审核人 验证人员 确认人 验收单位 核查单位 复审人 复审人员 核实人 核实人员
    """,
    "next_review_on": """
        nextreviewon nextreview reviewdate nextreviewdate 下次复核日期 下次检查日期 复核日期 下次复查 下次复核
        下次检查
    """,
    "delay_reason": """
        delayreason reasonfordelay 未完成原因 未整改原因 延期原因 未整改到位原因 逾期原因 超期原因
        reasonfornotcompleting reasonforextension delayjustification overduereason reasonoverdue reasonforoverdue
        reasonnotimplemented 未按期完成原因 未按时完成原因 未整改完成原因 未完成整改原因 未销号原因 未办结原因
        滞后原因 未到位原因 未完成整改的原因 未按期整改原因 延长原因
    """,
    "next_step": """
        nextstep nextsteps nextaction recoveryplan 下步计划 下一步计划 下一步措施 下步打算 下一步打算 nextactions
        followup followupaction followupactions nextstepsplanned 下步整改计划 下一步整改计划 下步整改措施
        下一步整改措施 下步工作 下一步工作 下步工作打算 下一步工作打算 下一步工作计划 下步工作计划 后续计划 后续措施
        后续安排 下步安排 下一步安排 推进计划
    """,
}

SYNONYMS: Mapping[str, tuple[str, ...]] = {field: tuple(words.split()) for field, words in _WORDS.items()}
