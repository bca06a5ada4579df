"""All settings, read from the environment; the README lists the variables.

Without any variable the program runs for production on SQLite under ``var/`` and refuses to serve without a secret key.
"""

import os
import secrets
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import dj_database_url
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _
from whitenoise.compress import Compressor

BASE_DIR = Path(__file__).resolve().parent.parent
PYTEST = "PYTEST_VERSION" in os.environ


def _text(name: str, default: str = "") -> str:
    """A variable, or the content of the file that NAME_FILE names; a named file that cannot be read is an error."""
    file = os.environ.get(f"{name}_FILE")
    if file:
        try:
            return Path(file).read_text(encoding="utf-8").strip()
        except OSError as error:
            raise ImproperlyConfigured(f"{name}_FILE={file}: {error.strerror}") from error
    return os.environ.get(name, default)


def _flag(name: str, *, default: bool = False) -> bool:
    value = _text(name, "1" if default else "0").lower()
    if value not in {"0", "1", "true", "false", "yes", "no", ""}:
        raise ImproperlyConfigured(f"{name}={value}: must be 0 or 1")
    return value in {"1", "true", "yes"}


def _list(name: str, default: str = "") -> list[str]:
    return [item.strip() for item in _text(name, default).split(",") if item.strip()]


VAR_DIR = Path(_text("VAR_DIR", str(BASE_DIR / "var")))
VAR_DIR.mkdir(parents=True, exist_ok=True)

DEBUG = _flag("DEBUG")
DEMO = _flag("DEMO")
HTTPS = _flag("HTTPS")


def _secret_key() -> str:
    """The key that is given; one of this machine's own for a demonstration; else none, and serving fails loudly."""
    given = _text("SECRET_KEY")
    if given or not (DEBUG or DEMO or PYTEST):
        return given
    file = VAR_DIR / "secret_key"
    if not file.exists():
        file.touch(mode=0o600)
        file.write_text(secrets.token_urlsafe(64), encoding="utf-8")
    return file.read_text(encoding="utf-8")


SECRET_KEY = _secret_key()
DEMO_PASSWORD = _text("DEMO_PASSWORD", "perfeval-demo-2024")
ALLOWED_HOSTS = _list("ALLOWED_HOSTS", "127.0.0.1,localhost,[::1]")
CSRF_TRUSTED_ORIGINS = _list("CSRF_TRUSTED_ORIGINS")

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.forms",
    "bootstrap",
    "crispy_forms",
    "crispy_bootstrap5",
    "django_htmx",
    "django_prose_editor",
    "csp",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "axes",
    "perfeval.directory",
    "perfeval.schemes",
    "perfeval.evaluations",
    "perfeval.review",
    "perfeval.jobs",
    "perfeval.publication",
    "perfeval.exchange",
    "perfeval.desk",
    "perfeval.operations",
]

MIDDLEWARE = [
    "perfeval.directory.middleware.RealAddressMiddleware",
    "perfeval.review.middleware.RefusalMiddleware",
    "perfeval.directory.middleware.HeadersMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "perfeval.directory.middleware.IdleMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "perfeval.directory.limits.LimitMiddleware",
    "perfeval.directory.middleware.AccountGateMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "perfeval.urls"
WSGI_APPLICATION = "perfeval.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
CRISPY_ALLOWED_TEMPLATE_PACKS = "bootstrap5"
CRISPY_TEMPLATE_PACK = "bootstrap5"

# --- Database -------------------------------------------------------------------------------------------------------

#: Immediate transactions queue for the one write lock instead of failing half-way through; WAL lets readers go on.
SQLITE_OPTIONS = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;",
}


def _database() -> dict[str, Any]:
    url = _text("DATABASE_URL", f"sqlite:///{VAR_DIR / 'perfeval.sqlite3'}")
    database: dict[str, Any] = {**dj_database_url.parse(url, conn_max_age=60, conn_health_checks=True)}
    if database["ENGINE"] == "django.db.backends.sqlite3":
        database["OPTIONS"] = {**SQLITE_OPTIONS, **database.get("OPTIONS", {})}
    return database


DATABASES = {"default": _database()}

# --- People ---------------------------------------------------------------------------------------------------------

AUTH_USER_MODEL = "directory.User"
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "perfeval.directory.backends.DirectoryBackend"]
LOGIN_URL = "login"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "login"
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]


@dataclass(frozen=True)
class Protection:
    """What a level of 等级保护 (GB/T 22239) asks of accounts; days and minutes."""

    password_length: int
    password_history: int
    password_days: int
    idle_minutes: int
    failures: int
    lock_minutes: int
    second_factor: bool


#: Level 2 is usual for a county, 3 for a city or a province.
PROTECTIONS = {
    "2": Protection(10, 5, 180, 30, 5, 15, second_factor=False),
    "3": Protection(12, 10, 90, 15, 5, 30, second_factor=True),
}


def _protection() -> Protection:
    level = _text("PROTECTION_LEVEL", "2")
    if level not in PROTECTIONS:
        raise ImproperlyConfigured(f"PROTECTION_LEVEL={level}: must be 2 or 3")
    return PROTECTIONS[level]


PROTECTION = _protection()
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": PROTECTION.password_length},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "perfeval.directory.passwords.ComplexityValidator"},
    {"NAME": "perfeval.directory.passwords.HistoryValidator"},
]
PASSWORD_RESET_TIMEOUT = 3 * 24 * 60 * 60

#: Lockout by the pair of user name and address, so that nobody locks somebody else out from afar.
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_FAILURE_LIMIT = PROTECTION.failures
AXES_COOLOFF_TIME = timedelta(minutes=PROTECTION.lock_minutes)
AXES_RESET_ON_SUCCESS = True
AXES_LOCKOUT_TEMPLATE = "directory/locked.html"
AXES_DISABLE_ACCESS_LOG = True
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False


@dataclass(frozen=True)
class Limit:
    """How often one address, or one person who has signed in, may do something in how many seconds."""

    most: int
    seconds: int


#: Beside the lock of a pair: one address trying many names, one person fetching or sending without pause.
LIMITS = {"sign_in": Limit(60, 60), "mail": Limit(10, 600), "download": Limit(120, 60), "upload": Limit(60, 60)}
SIGN_IN_ADDRESSES = {"login", "account_login", "mfa_authenticate", "accept_invitation", "change_password"}
SIGN_IN_ADDRESSES |= {"account_reauthenticate", "mfa_reauthenticate", "mfa_reauthenticate_webauthn"}
MAIL_ADDRESSES = {"change_email"}
DOWNLOAD_ADDRESSES = {"documents:download", "publication:download", "evaluations:evidence_file"}
DOWNLOAD_ADDRESSES |= {"exchange:workbook_file", "review:export_events", "jobs:download", "documents:excel"}
DOWNLOAD_ADDRESSES |= {"publication:approved", "publication:prepared", "desk:export", "documents:word"}
LARGE_BODY = 100_000
"""Bytes from which a request counts as an upload."""

#: What is counted (codes tried or used) all processes share, lest each be tried anew; the rest stays in its process.
_LOCAL = {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
_SHARED = {"BACKEND": "django.core.cache.backends.filebased.FileBasedCache", "LOCATION": str(VAR_DIR / "cache")}
CACHES = {"default": _LOCAL if PYTEST else _SHARED | {"OPTIONS": {"MAX_ENTRIES": 10_000}}, "local": _LOCAL}

#: Of allauth only the second factor and the list of sessions are used: nobody signs up.
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_ADAPTER = "perfeval.directory.accounts.AccountAdapter"
MFA_ADAPTER = "perfeval.directory.accounts.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes", "webauthn"]
MFA_FORMS = {"add_webauthn": "perfeval.directory.forms.SecurityKeyForm"}
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_TOTP_ISSUER = "perfeval"

# --- Language and time ----------------------------------------------------------------------------------------------

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", _("简体中文")), ("en", "English")]
LOCALE_PATHS = [BASE_DIR / "perfeval" / "locale"]
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True

# --- Files ----------------------------------------------------------------------------------------------------------

STATIC_URL = "static/"
STATIC_ROOT = Path(_text("STATIC_ROOT", str(BASE_DIR / "staticfiles")))
STATICFILES_DIRS = [path for path in [BASE_DIR / "static"] if path.is_dir()]
MEDIA_ROOT = VAR_DIR / "files"
FIXTURES_DIR = BASE_DIR / "fixtures"

_PLAIN_STATIC = "django.contrib.staticfiles.storage.StaticFilesStorage"
_MANIFEST_STATIC = "whitenoise.storage.CompressedManifestStaticFilesStorage"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": _PLAIN_STATIC if DEBUG or PYTEST else _MANIFEST_STATIC},
}

WHITENOISE_AUTOREFRESH = WHITENOISE_USE_FINDERS = DEBUG or PYTEST
WHITENOISE_SKIP_COMPRESS_EXTENSIONS = (*Compressor.SKIP_COMPRESS_EXTENSIONS, "map")
"""Maps of sources are megabytes for those who debug; packing them took two thirds of the time."""

MEGABYTE = 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * MEGABYTE
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000
DATA_UPLOAD_MAX_NUMBER_FILES = 20
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * MEGABYTE
FILE_UPLOAD_PERMISSIONS = 0o640

# --- What browsers are told -----------------------------------------------------------------------------------------

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "frame-src": [SELF],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    },
}
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 8 * 60 * 60
SESSION_COOKIE_SECURE = HTTPS
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SECURE = HTTPS
SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_HSTS_PRELOAD = HTTPS
BEHIND_PROXY = _flag("BEHIND_PROXY")
if BEHIND_PROXY:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

# --- Mail -----------------------------------------------------------------------------------------------------------

#: Notices go out by mail only where a server is named. SITE_URL is the address that links in mails begin with.
EMAIL_HOST = _text("EMAIL_HOST")
MAIL_ENABLED = bool(EMAIL_HOST)
EMAIL_PORT = int(_text("EMAIL_PORT", "25"))
EMAIL_HOST_USER = _text("EMAIL_HOST_USER")
EMAIL_HOST_PASSWORD = _text("EMAIL_HOST_PASSWORD")
EMAIL_USE_TLS = _flag("EMAIL_USE_TLS")
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = _text("EMAIL_FROM", "perfeval@localhost")
SITE_URL = _text("SITE_URL", "http://127.0.0.1:8000").rstrip("/")

# --- Jobs -----------------------------------------------------------------------------------------------------------

CELERY_BROKER_URL = _text("CELERY_BROKER_URL", "filesystem://")
if CELERY_BROKER_URL == "filesystem://":
    CELERY_BROKER_URL = "filesystem://localhost//"  # without a host kombu complains
    _queue = VAR_DIR / "queue"
    (_queue / "control").mkdir(parents=True, exist_ok=True)
    CELERY_BROKER_TRANSPORT_OPTIONS = {
        "polling_interval": 0.1,
        "data_folder_in": str(_queue),
        "data_folder_out": str(_queue),
        "control_folder": str(_queue / "control"),
    }
CELERY_TASK_IGNORE_RESULT = True
CELERY_WORKER_HIJACK_ROOT_LOGGER = False  # else nothing that fails in a worker's process is written anywhere
CELERY_TASK_ACKS_LATE = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True

#: The table of jobs is the truth. A worker that gives no sign of life for so long has lost its job to the next one.
JOB_LEASE_SECONDS = int(_text("JOB_LEASE_SECONDS", "15"))
JOB_RESULTS_DAYS = int(_text("JOB_RESULTS_DAYS", "30"))
JOBS_DIR = VAR_DIR / "jobs"

# --- Signing --------------------------------------------------------------------------------------------------------

#: The bureau's certificate: a PKCS#12 file, or a PKCS#11 token (the library that reads it, its label, the label of the
#: certificate). Without either, approved documents are kept unsigned. SIGNING_TRUST: authorities to check against, PEM.
SIGNING_PKCS12 = _text("SIGNING_PKCS12")
SIGNING_PKCS11_MODULE = _text("SIGNING_PKCS11_MODULE")
SIGNING_PKCS11_TOKEN = _text("SIGNING_PKCS11_TOKEN")
SIGNING_PKCS11_CERTIFICATE = _text("SIGNING_PKCS11_CERTIFICATE")
SIGNING_PASSWORD = _text("SIGNING_PASSWORD")
SIGNING_VISIBLE = _flag("SIGNING_VISIBLE")
SIGNING_TRUST = _text("SIGNING_TRUST")

# --- Log ------------------------------------------------------------------------------------------------------------

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        "django.server": {"handlers": ["console"], "level": "INFO" if DEBUG else "WARNING", "propagate": False},
        "perfeval": {"level": "INFO"},
        "celery": {"level": "ERROR"},
        "weasyprint.progress": {"level": "WARNING"},
        "pyhanko.sign.validation": {"level": "CRITICAL"},
    },
}
