"""Traditional characters in headings and words for a status -> simplified ones, as the tables are written.

Source: docs/rules.md, "Import".
"""

_TRADITIONAL = (
    "問題編號責單門負領導發現時間結狀態圖稱類別屬級嚴難應對計劃預終開關閉銷檢驗證審覈復複覆業務學區鎮鄉縣內實際進處員長隊組織"
    "項續產點錄記報設備機電風險質環訊總數據標準規條約執監職達轉還過運適當與無體會議擬辦擔協隱雙見補強製註說簡圍聯絡團層決絕廢"
    "棄駁誤測試顯佈陳訂評鑑鑒資訓練遞許權緊緩積極語廠線車變動歸檔傳帳賬臺檯後為於異週歷將擇縮損壞療護館園場該較輕詳細網連綫離"
    "譽蹤"
)
_SIMPLIFIED = (
    "问题编号责单门负领导发现时间结状态图称类别属级严难应对计划预终开关闭销检验证审核复复复业务学区镇乡县内实际进处员长队组织"
    "项续产点录记报设备机电风险质环讯总数据标准规条约执监职达转还过运适当与无体会议拟办担协隐双见补强制注说简围联络团层决绝废"
    "弃驳误测试显布陈订评鉴鉴资训练递许权紧缓积极语厂线车变动归档传账账台台后为于异周历将择缩损坏疗护馆园场该较轻详细网连线离"
    "誉踪"
)
"""The same characters, each at the place of its traditional form."""

_SIMPLE = dict(zip(map(ord, _TRADITIONAL), _SIMPLIFIED, strict=True))


def simplified(text: str) -> str:
    """A text with those traditional characters made simple that headings and words for a status are written with."""
    return text if text.isascii() else text.translate(_SIMPLE)
