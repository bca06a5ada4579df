"""Configuration of the exchange app."""

from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    """Package files."""

    name = "perfeval.exchange"
    verbose_name = "数据交换"
