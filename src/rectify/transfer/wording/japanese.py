"""How Japanese offices head their columns, and what they write below, where it is not as in Chinese. Source:
docs/rules.md, "Import".

Only the obvious words of a list of problems.
"""

from collections.abc import Mapping

from rectify.domain.problem import Status
from rectify.transfer.wording.headings import folded

_HEADINGS = {
    "number": "管理番号 指摘番号 不適合番号 整理番号",
    "title": "指摘事項 指摘内容 不適合事項 不適合内容 不適合の内容 問題点 課題内容 発見事項 件名",
    "unit": "担当部署 責任部署 対象部署 主管部署 担当課",
    "owner": "担当者 対応者 担当者名 是正担当者",
    "category": "区分 指摘区分 不適合区分 種別",
    "severity": "重要度 優先度 深刻度 重大度",
    "status": "ステータス 対応状況 進捗 進捗状況 是正状況 状況",
    "found_on": "指摘日 発見日 発生日 起票日 登録日 監査日",
    "due_on": "対応期限 是正期限 完了期限 完了予定日 対応予定日 是正予定日 期日",
    "done_on": "完了日 対応完了日 是正完了日 対応日 実施日",
    "closed_on": "クローズ日 確認日 承認日",
    "verified_by": "確認者 承認者",
    "measure": "是正処置 是正措置 是正内容 対応策 対応内容 改善策 処置内容",
}
_STATUSES = {
    Status.OPEN: "未対応 未着手 未完了 未実施 未是正 未処置 オープン 新規",
    Status.IN_PROGRESS: "対応中 実施中 作業中 是正中 着手 着手済 着手済み",
    Status.SUBMITTED: "確認待ち 承認待ち 確認中 レビュー中",
    Status.CLOSED: (
        "完了 対応済 対応済み 対応完了 是正済 是正済み 是正完了 解決済 解決済み 処置済 処置済み 完了済み クローズ 済"
    ),
    Status.WAIVED: "対応不要 対象外 却下 リスク受容",
}
_SEVERITIES = {"critical": "致命的", "low": "軽微 軽度"}

HEADINGS: Mapping[str, tuple[str, ...]] = {
    field: tuple(dict.fromkeys(map(folded, words.split()))) for field, words in _HEADINGS.items()
}
"""The headings of each field, folded."""

STATUSES: Mapping[str, Status] = {word: status for status, words in _STATUSES.items() for word in words.split()}
"""What each word for a status says."""

SEVERITIES: Mapping[str, str] = {word: rank for rank, words in _SEVERITIES.items() for word in words.split()}
"""The rank that each word for a severity names."""
