"""What the pages of one's own account show: options of a security key, browsers by name."""

import pytest

from perfeval.directory.templatetags.directory import as_json, browser


def test_bytes_become_base64url_without_padding() -> None:
    assert as_json({"publicKey": {"challenge": b"\xff\xfe\xfd\xfc", "timeout": 1}}) == (
        '{"publicKey": {"challenge": "__79_A", "timeout": 1}}'
    )


def test_what_is_no_option_is_an_error() -> None:
    with pytest.raises(TypeError, match="object"):
        as_json({"a": object()})


CHROME = (
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0.0.0 Safari/537.36"
)


@pytest.mark.parametrize(
    ("user_agent", "words"),
    [
        (CHROME, "Chrome · Windows"),
        (f"{CHROME} Edg/120.0", "Edge · Windows"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) Mobile/15E148 MicroMessenger/8.0", "WeChat · iPhone"),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:120.0) Gecko/20100101 Firefox/120.0", "Firefox · Linux"),
        ("curl/8.5", "curl/8.5"),
        ("", ""),
    ],
)
def test_browser_and_system_are_told_in_words(user_agent: str, words: str) -> None:
    assert browser(user_agent) == words
