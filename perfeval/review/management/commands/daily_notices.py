"""``manage.py daily_notices``: reminders and digests now, where no worker runs or nobody wants to wait for its time."""

from typing import Any

from django.core.management.base import BaseCommand

from perfeval.review.clock import run_daily


class Command(BaseCommand):
    """Sends the day's reminders and digests, once a day; a second call that day does nothing."""

    help = "发送当天的催报提醒和每日汇总邮件（每天一次，重复运行无效果）"

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Say whether they were sent now or before."""
        self.stdout.write("已发送" if run_daily() else "今天已经发送过")
