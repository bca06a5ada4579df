"""Options of a security key on their way into the page."""

import pytest

from perfeval.directory.templatetags.directory import as_json


def test_bytes_become_base64url_without_padding() -> None:
    assert as_json({"publicKey": {"challenge": b"\xff\xfe\xfd\xfc", "timeout": 1}}) == (
        '{"publicKey": {"challenge": "__79_A", "timeout": 1}}'
    )


def test_what_is_no_option_is_an_error() -> None:
    with pytest.raises(TypeError, match="object"):
        as_json({"a": object()})
