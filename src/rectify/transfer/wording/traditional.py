"""Traditional characters in headings and words for a status -> simplified ones, as the tables are written.

Source: docs/rules.md, "Import".
"""

_TRADITIONAL = (
    "問題編號責單門負領導發現時間結狀態圖稱類別屬級嚴難應對計劃預終開關閉銷檢驗證審覈復複覆業務學區鎮鄉縣內實際進處"
    "員長隊組織項續產點錄記報設備機電風險質環訊總數據標準規條約執監職達轉還過運適當與無體會議擬辦擔協隱雙見補強製註"
    "說簡圍聯絡團層決絕廢棄駁誤測試顯佈陳訂評鑑鑒資訓練遞許權緊緩積極語廠線車變動歸檔傳帳賬臺檯後為於異週歷將擇縮損"
    "壞療護館園場該較輕詳細網連綫離譽蹤攬營認簽屆裡選萬幾價額費銀貨購買賣輸遲違懲罰獎讓識讀調談請貼輔輪遠陸隨雜靜願"
    "顧驟黨僅儘償優儲兩冊勞勵勢參啟塊夠寫寬崗幫幹庫廣彙徵憑戶掃採換擴攝敗斷暫東欄殘氣沒淨減溝滿潔濟熱爐爭牆獨獲畫盡"
    "盤確礎種稅穩競筆範節築糾紀納紙給統經維綜繼義習聽臨舉蓋衛裝覺觀觸討託詢話誠課論講貫貴賠賞軟辯農遺郵釋針鎖閱階頁"
    "順須頭"
)
_SIMPLIFIED = (
    "问题编号责单门负领导发现时间结状态图称类别属级严难应对计划预终开关闭销检验证审核复复复业务学区镇乡县内实际进处"
    "员长队组织项续产点录记报设备机电风险质环讯总数据标准规条约执监职达转还过运适当与无体会议拟办担协隐双见补强制注"
    "说简围联络团层决绝废弃驳误测试显布陈订评鉴鉴资训练递许权紧缓积极语厂线车变动归档传账账台台后为于异周历将择缩损"
    "坏疗护馆园场该较轻详细网连线离誉踪揽营认签届里选万几价额费银货购买卖输迟违惩罚奖让识读调谈请贴辅轮远陆随杂静愿"
    "顾骤党仅尽偿优储两册劳励势参启块够写宽岗帮干库广汇征凭户扫采换扩摄败断暂东栏残气没净减沟满洁济热炉争墙独获画尽"
    "盘确础种税稳竞笔范节筑纠纪纳纸给统经维综继义习听临举盖卫装觉观触讨托询话诚课论讲贯贵赔赏软辩农遗邮释针锁阅阶页"
    "顺须头"
)
"""The same characters, each at the place of its traditional form."""

_SIMPLE = dict(zip(map(ord, _TRADITIONAL), _SIMPLIFIED, strict=True))


def simplified(text: str) -> str:
    """A text with those traditional characters made simple that headings and words for a status are written with."""
    return text if text.isascii() else text.translate(_SIMPLE)
