"""Files to upload in tests: sound ones and hostile ones."""

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

from django.core.files.uploadedfile import SimpleUploadedFile

PDF = b"%PDF-1.7\n%%EOF\n"
EXE = b"MZ\x90\x00" + b"\x00" * 64


def archive(**entries: bytes) -> bytes:
    """A ZIP of these entries; ``__`` in a name stands for a slash, ``_dot_`` for a dot."""
    file = BytesIO()
    with ZipFile(file, "w", ZIP_DEFLATED) as target:
        for name, content in entries.items():
            target.writestr(name.replace("__", "/").replace("_dot_", "."), content)
    return file.getvalue()


def docx(**more: bytes) -> bytes:
    return archive(word__document_dot_xml=b"<w:document/>", **more)


def upload(name: str, content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)
