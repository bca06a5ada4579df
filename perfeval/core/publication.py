"""The public copy: personal data masked, classified projects left out (财预〔2020〕10号: 涉密项目除外; GB/T 35273).

Works on what was entered; the caller computes the copy again, so that no figure of a classified project stays behind.
"""

import re
from collections.abc import Callable, Iterable
from typing import Any

from .package import Package, dump_package, parse_package

_MOBILE = re.compile(r"(?<![\dA-Za-z.])(1[3-9]\d)[- ]?\d{4}[- ]?(\d{4})(?![\dA-Za-z])", re.ASCII)
_IDENTITY = re.compile(r"(?<![\dA-Za-z.])(\d{6})\d{8}(\d{3}[\dXx])(?![\dA-Za-z])", re.ASCII)
_ACCOUNT = re.compile(r"((?:账号|帐号|账户|帐户|卡号)[^\d\n]{0,6})(\d[\d -]{10,24}\d)", re.ASCII)
_ROLE = re.compile(r"填报人|负责人|组长|组员|成员|审核人|联系人|撰写人|签字人")

#: Texts that name things, not people: masked only by their patterns, never by a person's name.
_STRUCTURAL = frozenset({"format", "scheme", "kind", "key", "money_unit"})


def public_copy(package: Package) -> Package:
    """The package fit to be published: 139****8136, 王**, no classified project, no private notes."""
    persons = _persons(package)
    document = dump_package(package)
    document["projects"] = [project for project in document.get("projects", []) if not project.get("classified")]
    if not document["projects"] and "projects" not in package.model_fields_set:
        del document["projects"]
    masked = _mapped(document, lambda text: mask_text(text, persons))
    _mask_signers(masked)
    return parse_package(masked)


def mask_text(text: str, persons: Iterable[str] = ()) -> str:
    """The text with mobile, identity and account numbers masked, and these persons' names."""
    text = _IDENTITY.sub(r"\1********\2", text)
    text = _ACCOUNT.sub(lambda found: found[1] + "****" + re.sub(r"\D", "", found[2])[-4:], text)
    text = _MOBILE.sub(r"\1****\2", text)
    for person in persons:
        text = text.replace(person, mask_name(person))
    return text


def mask_name(name: str) -> str:
    """The surname with the rest covered: 王小明 → 王**. Role names (填报人甲) stay."""
    return name if _ROLE.search(name) or len(name) < 2 else name[0] + "*" * (len(name) - 1)


def personal_data(text: str) -> list[str]:
    """The mobile, identity and account numbers that stand unmasked in a text, in order."""
    found = [(match.start(), match[0]) for pattern in (_MOBILE, _IDENTITY) for match in pattern.finditer(text)]
    found += [(match.start(2), match[2]) for match in _ACCOUNT.finditer(text)]
    return [number for _, number in sorted(found)]


def _persons(package: Package) -> list[str]:
    filing = package.filing
    names = [person.name for person in package.signatories]
    names += [filing.prepared_by, filing.approved_by] if filing else []
    return sorted({name for name in names if name and len(name) > 1}, key=len, reverse=True)


def _mapped(value: Any, change: Callable[[str], str], key: str = "") -> Any:
    if isinstance(value, dict):
        return {name: _mapped(item, change, name) for name, item in value.items() if name not in ("note", "published")}
    if isinstance(value, list):
        return [_mapped(item, change, key) for item in value]
    return change(value) if isinstance(value, str) and key not in _STRUCTURAL else value


def _mask_signers(document: dict[str, Any]) -> None:
    for signatory in document.get("signatories", []):
        if signatory.get("name"):
            signatory["name"] = mask_name(signatory["name"])
    filing = document.get("filing") or {}
    for field in ("prepared_by", "approved_by"):
        if filing.get(field):
            filing[field] = mask_name(filing[field])
