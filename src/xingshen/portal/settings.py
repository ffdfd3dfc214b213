"""Settings of Django, all made from :mod:`xingshen.portal.configuration`."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from xingshen.portal.configuration import load_configuration
from xingshen.store.running.sqlite import connection_options, sqlite_version, use_bundled_sqlite

use_bundled_sqlite()

XS = load_configuration()
_HERE = Path(__file__).parent


def _database(url: str) -> dict[str, Any]:
    parts = urlsplit(url)
    if not url or parts.scheme == "sqlite":
        name = unquote(parts.path.removeprefix("/")) if url else str(XS.data_dir / "xingshen.sqlite3")
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": name,
            "CONN_MAX_AGE": None,  # to open one costs as much as several queries
            "OPTIONS": connection_options(sqlite_version()),
        }
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.removeprefix("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": str(parts.port or ""),
        "OPTIONS": {
            "pool": {"min_size": 1, "max_size": 12, "timeout": 15},
            "server_side_binding": True,
            "prepare_threshold": 3,  # then the server plans a statement once per connection
        },
    }


def _mail(url: str) -> dict[str, Any]:
    parts = urlsplit(url)
    if parts.scheme == "console":
        return {"EMAIL_BACKEND": "django.core.mail.backends.console.EmailBackend"}
    if parts.scheme == "file":
        return {
            "EMAIL_BACKEND": "django.core.mail.backends.filebased.EmailBackend",
            "EMAIL_FILE_PATH": unquote(parts.path),
        }
    return {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": parts.hostname or "localhost",
        "EMAIL_PORT": parts.port or (465 if parts.scheme == "smtps" else 25),
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_SSL": parts.scheme == "smtps",
        "EMAIL_TIMEOUT": 10,
    }


SECRET_KEY = XS.signing_key
DEBUG = XS.debug
ALLOWED_HOSTS = XS.hosts
DATABASES = {"default": _database(XS.database_url)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
globals().update(_mail(XS.email_url))
DEFAULT_FROM_EMAIL = XS.email_from

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "xingshen.portal.accounts",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "axes",
    "xingshen.store",
    "xingshen.jobs",
    "xingshen.portal.ui",
    "xingshen.portal.public",
    "xingshen.portal.applicant",
    "xingshen.portal.filing",
    "xingshen.portal.office",
    "xingshen.portal.desk",
    "xingshen.portal.api",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "xingshen.portal.headers.ResponseHeaders",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "xingshen.portal.language.ChosenLanguage",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "xingshen.portal.accounts.idle.SlidingSession",
    "xingshen.portal.access.AccessMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "xingshen.portal.urls"
WSGI_APPLICATION = "xingshen.portal.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [_HERE / "ui" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "django.template.context_processors.i18n",
                "xingshen.portal.context.shared",
            ],
        },
    }
]

AUTH_USER_MODEL = "store.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "xingshen.portal.accounts.passwords.LongEnough", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
    {"NAME": "xingshen.portal.accounts.passwords.TwoKindsOfCharacters"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"

ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = 600
ACCOUNT_RATE_LIMITS = {"login": "300/m/ip", "login_failed": "60/m/ip,5/300s/key"}
ACCOUNT_ADAPTER = "xingshen.portal.accounts.adapter.AccountAdapter"
ACCOUNT_FORMS = {
    "login": "xingshen.portal.accounts.signing.LoginForm",
    "reauthenticate": "xingshen.portal.accounts.signing.ReauthenticateForm",
    "change_password": "xingshen.portal.accounts.signing.ChangePasswordForm",
    "reset_password": "xingshen.portal.accounts.signing.ResetPasswordForm",
    "reset_password_from_key": "xingshen.portal.accounts.signing.ResetPasswordKeyForm",
}
ALLAUTH_TRUSTED_PROXY_COUNT = XS.proxies
PASSWORD_RESET_TIMEOUT = 24 * 3600
MFA_ADAPTER = "xingshen.portal.accounts.adapter.SecondFactorAdapter"
MFA_FORMS = {
    "authenticate": "xingshen.portal.accounts.signing.AuthenticateForm",
    "reauthenticate": "xingshen.portal.accounts.signing.ReauthenticateByCodeForm",
    "activate_totp": "xingshen.portal.accounts.signing.ActivateForm",
    "add_webauthn": "xingshen.portal.accounts.signing.AddKeyForm",
    "edit_webauthn": "xingshen.portal.accounts.signing.EditKeyForm",
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_TOTP_ISSUER = "形审"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = XS.debug or XS.demo
USERSESSIONS_TRACK_ACTIVITY = False

AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.25
AXES_RESET_ON_SUCCESS = True
AXES_USERNAME_FORM_FIELD = "login"
AXES_USERNAME_CALLABLE = "xingshen.portal.accounts.lockout.login_name"
AXES_CLIENT_IP_CALLABLE = "xingshen.portal.origin.client_address"
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_DISABLE_ACCESS_LOG = True
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False
AXES_LOCKOUT_CALLABLE = "xingshen.portal.accounts.lockout.locked_out"

SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_COOKIE_AGE = XS.idle_minutes * 60
SESSION_SAVE_EVERY_REQUEST = False
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = XS.https
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "xingshen.portal.ui.errors.csrf_failure"
CSRF_TRUSTED_ORIGINS = [XS.base_url]
SECURE_SSL_REDIRECT = XS.https
SECURE_HSTS_SECONDS = 31_536_000 if XS.https else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = XS.https
SILENCED_SYSTEM_CHECKS = ["security.W019", "security.W021"]
"""Papers are shown in frames of our own pages; preload lists of browsers are for the owner of a domain to decide."""
SECURE_REFERRER_POLICY = "same-origin"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if XS.proxies else None
X_FRAME_OPTIONS = "SAMEORIGIN"
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000
DATA_UPLOAD_MAX_MEMORY_SIZE = 12 * 1024 * 1024
FILE_UPLOAD_TEMP_DIR = None

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "简体中文"), ("en", "English")]
LOCALE_PATHS = [XS.data_dir / "locale"]
LANGUAGE_COOKIE_NAME = "xs_language"
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True
USE_I18N = True

STATIC_URL = "/static/"
STATIC_ROOT = XS.data_dir / "static"
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = XS.debug

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "filters": {"refusals": {"()": "xingshen.portal.log_lines.RefusalsInOneLine"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": XS.log_level},
    "loggers": {
        "django": {"handlers": [], "propagate": True},
        "django.request": {"filters": ["refusals"]},
        "django.security.DisallowedHost": {"level": "CRITICAL"},
        "django.server": {"level": "WARNING"},
        "axes": {"level": "ERROR"},
        "psycopg.pool": {"level": "ERROR"},
        "pikepdf": {"level": "WARNING"},
    },
}
