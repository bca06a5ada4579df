"""Searching the record of events, and its lines for people."""

import json
from datetime import date, datetime, time

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from .models import Event
from .transitions import TRANSITIONS

ACTION_WORDS: dict[str, Promise | str] = {
    **{str(action): step.label for action, step in TRANSITIONS.items()},
    "sign_in": _("登录"),
    "sign_out": _("退出登录"),
    "sign_in_failed": _("登录失败"),
    "sign_in_locked": _("登录锁定"),
    "refused": _("越权访问被拒"),
    "too_often": _("操作过于频繁"),
    "explain_finding": _("说明提醒"),
    "comment": _("批注"),
    "resolve_comment": _("批注已解决"),
    "reopen_comment": _("批注重新打开"),
    "review_indicator": _("复核评分"),
    "receive_reviews": _("随数据包导入复核评分"),
    "set_deadline": _("设定截止日期"),
    "grant_extension": _("批准延期"),
    "export_events": _("导出审计记录"),
    "invite": _("邀请用户"),
    "accept_invitation": _("接受邀请"),
    "deactivate": _("停用用户"),
    "activate": _("启用用户"),
    "grant_role": _("授予角色"),
    "withdraw_role": _("收回角色"),
    "end_session": _("结束会话"),
    "change_password": _("修改密码"),
    "reset_password": _("重置密码"),
    "ask_for_address": _("申请更改邮箱"),
    "change_email": _("更改邮箱"),
    "correct_email": _("更正用户邮箱"),
    "mfa_on": _("开启两步验证"),
    "mfa_off": _("关闭两步验证"),
    "unlock": _("解除锁定"),
    "forget_second_factors": _("清除两步验证"),
    "enter_region": _("新增地区"),
    "change_region": _("修改地区"),
    "enter_departments": _("录入部门"),
    "change_department": _("修改部门"),
    "remove_department": _("删除部门"),
    "enter_units": _("录入预算单位"),
    "open_year": _("开放年度"),
    "backup": _("备份"),
    "remind": _("催报提醒"),
    "daily_notices": _("发送每日通知"),
    "start_batch": _("打包自评材料"),
    "draw_spot_check": _("抽查"),
    "give_up_document": _("审核通过的文件没有生成"),
    "prepare_copy": _("生成公开稿"),
    "fetch_result": _("下载任务结果"),
}
"""What actions are called."""

#: A spreadsheet takes a text that begins so for a formula (OWASP, CSV injection).
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def found_events(
    *, text: str = "", action: str = "", since: date | None = None, until: date | None = None
) -> QuerySet[Event]:
    """Events by actor, subject or reason, by action and by days of local time, the newest first."""
    events = Event.objects.order_by("-number")
    if text:
        events = events.filter(Q(actor_name__icontains=text) | Q(subject__icontains=text) | Q(reason__icontains=text))
    if action:
        events = events.filter(action=action)
    if since:
        events = events.filter(at__gte=_local(since, time.min))
    return events.filter(at__lte=_local(until, time.max)) if until else events


def event_row(event: Event) -> list[str]:
    """Number, local time, actor, address, action, subject, reason, details, hash."""
    return [
        str(event.number),
        f"{timezone.localtime(event.at):%Y-%m-%d %H:%M:%S}",
        event.actor_name,
        event.address or "",
        str(ACTION_WORDS.get(event.action, event.action)),
        event.subject,
        event.reason,
        json.dumps(event.details, ensure_ascii=False) if event.details else "",
        event.hash,
    ]


def plain_text(text: str) -> str:
    """A text that no spreadsheet runs."""
    return f"'{text}" if text.startswith(_FORMULA) else text


def _local(day: date, clock: time) -> datetime:
    return timezone.make_aware(datetime.combine(day, clock))
