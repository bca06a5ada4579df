"""The public copy: personal data masked, classified projects left out (财预〔2020〕10号: 涉密项目除外; GB/T 35273).

Works on what was entered; the caller computes the copy again, so that no figure of a classified project stays behind.
"""

import re
from collections.abc import Callable, Iterable
from typing import Any

from .package import Package, dump_package, parse_package
from .package.loading import without_computed
from .redactions import Personal, Redactions

_MOBILE = re.compile(r"(?<![\dA-Za-z.])(1[3-9]\d)[- ]?\d{4}[- ]?(\d{4})(?![\dA-Za-z])", re.ASCII)
_IDENTITY = re.compile(r"(?<![\dA-Za-z.])(\d{6})\d{8}(\d{3}[\dXx])(?![\dA-Za-z])", re.ASCII)
_ACCOUNT = re.compile(r"((?:账号|帐号|账户|帐户|卡号)[^\d\n]{0,6})(\d[\d -]{10,24}\d)", re.ASCII)
_ROLE = re.compile(r"填报人|负责人|组长|组员|成员|审核人|联系人|撰写人|签字人|经办人|分管领导")
_SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白"
    "邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤"
)
_PERSON = rf"[{_SURNAMES}][\u4e00-\u9fff]{{1,2}}(?![\u4e00-\u9fff])"
_NAMED = re.compile(rf"((?:{_ROLE.pattern})(?:[（(][^）)]{{0,8}}[）)])?[：:]\s*)({_PERSON}(?:[、，, ]+{_PERSON})*)")

UNNAMED = "（不予公开的项目）"
"""Stands in texts where a classified project was named."""

#: What sections and attachments are known by; the first that one has counts.
_NAMING = ("heading", "title", "same_as")

#: Texts that name things, not people: masked only by their patterns, never by a person's name.
_STRUCTURAL = frozenset({"format", "scheme", "kind", "key", "money_unit"})


def public_copy(package: Package) -> Package:
    """The package fit to be published: 139****8136, 王**, no classified project, no notes, no name of a file."""
    return public_copy_and_redactions(package)[0]


def public_copy_and_redactions(package: Package) -> tuple[Package, Redactions]:
    """The public copy, and what was masked and left out for it."""
    persons = _persons(package)
    secrets = sorted((project.name for project in package.projects if project.classified), key=len, reverse=True)
    told = Redactions(projects=[project.name for project in package.projects if project.classified])
    document = without_computed(dump_package(package))
    document.pop("source", None)
    document["projects"] = [project for project in document.get("projects", []) if not project.get("classified")]
    if not document["projects"] and "projects" not in package.model_fields_set:
        del document["projects"]
    _leave_out_sections(document, secrets, told)
    masked = _mapped(document, lambda text: mask_text(_unnamed(text, secrets, told), persons, told), told)
    _mask_signers(masked, told)
    return parse_package(masked), told


def _unnamed(text: str, secrets: Iterable[str], told: Redactions) -> str:
    for name in secrets:
        told.unnamed += text.count(name)
        text = text.replace(name, UNNAMED)
    return text


def _leave_out_sections(value: Any, secrets: Iterable[str], told: Redactions) -> None:
    """Take out every section and attachment that is about a classified project, and rows of grids that name one."""
    if isinstance(value, list):
        for item in value:
            if _is_about(item, secrets):
                _tell_left_out(item, told)
        value[:] = [item for item in value if not _is_about(item, secrets)]
    for item in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        _leave_out_sections(item, secrets, told)


def _tell_left_out(item: Any, told: Redactions) -> None:
    if isinstance(item, dict):
        told.sections.append(next(item[key] for key in _NAMING if item.get(key)))
    else:
        told.rows += 1


def _is_about(item: Any, secrets: Iterable[str]) -> bool:
    texts = item if isinstance(item, list) else []
    if isinstance(item, dict):
        texts = [item.get(key) for key in _NAMING]
    return any(name in text for name in secrets for text in texts if isinstance(text, str))


def mask_text(text: str, persons: Iterable[str] = (), told: Redactions | None = None) -> str:
    """The text with mobile, identity and account numbers masked, and these persons' names; ``told`` counts them."""
    note = (told or Redactions()).note
    text = _IDENTITY.sub(lambda found: note(Personal.IDENTITY, f"{found[1]}********{found[2]}"), text)
    text = _ACCOUNT.sub(lambda found: found[1] + note(Personal.ACCOUNT, f"****{_digits(found[2])[-4:]}"), text)
    text = _MOBILE.sub(lambda found: note(Personal.MOBILE, f"{found[1]}****{found[2]}"), text)
    for person in persons:
        if mask_name(person) != person:
            text = text.replace(person, note(Personal.PERSON, mask_name(person), text.count(person)))
    return _NAMED.sub(
        lambda found: found[1] + re.sub(_PERSON, lambda name: note(Personal.PERSON, mask_name(name[0])), found[2]), text
    )


def _digits(text: str) -> str:
    return re.sub(r"\D", "", text)


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


def _mapped(value: Any, change: Callable[[str], str], told: Redactions, key: str = "") -> Any:
    if isinstance(value, dict):
        told.notes += "note" in value
        kept = {name: item for name, item in value.items() if name not in ("note", "published")}
        return {name: _mapped(item, change, told, name) for name, item in kept.items()}
    if isinstance(value, list):
        return [_mapped(item, change, told, key) for item in value]
    return change(value) if isinstance(value, str) and key not in _STRUCTURAL else value


def _mask_signers(document: dict[str, Any], told: Redactions) -> None:
    for signatory in document.get("signatories", []):
        _mask_field(signatory, "name", told)
    for field in (document.get("report") or {}).get("cover_fields", []):
        if _ROLE.search(field["label"]):
            _mask_field(field, "value", told)
    for name in ("prepared_by", "approved_by"):
        _mask_field(document.get("filing") or {}, name, told)


def _mask_field(record: dict[str, Any], key: str, told: Redactions) -> None:
    """Mask the person's name that stands in a field, unless the text was masked already."""
    name = record.get(key)
    if name and mask_name(name) != name:
        record[key] = told.note(Personal.PERSON, mask_name(name))
