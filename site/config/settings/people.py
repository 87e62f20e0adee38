"""How people sign up and in: by code, passkey or password; values for Django and allauth."""

from typing import Any

AUTH_USER_MODEL = "members.User"
# It also answers for permissions, so Django's own backend, which wants a password, is not needed.
AUTHENTICATION_BACKENDS = ["community.members.backends.MemberBackend"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "members:home"
LOGOUT_REDIRECT_URL = "/"

ACCOUNT_ADAPTER = "community.members.adapters.AccountAdapter"
ACCOUNT_FORMS = {
    "login": "community.members.forms.SignInForm",
    "signup": "community.members.forms.SignUpForm",
    "confirm_login_code": "community.members.forms.SignInCodeForm",
    "confirm_email_verification_code": "community.members.forms.AddressCodeForm",
    "add_email": "community.members.forms.NewAddressForm",
    "reauthenticate": "community.identity.forms.ConfirmPasswordForm",
}
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*"]
ACCOUNT_SIGNUP_FORM_HONEYPOT_FIELD = "subject"
ACCOUNT_SIGNUP_REDIRECT_URL = "members:welcome"
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_CHANGE_EMAIL = True  # one address each, replaced once the new one has been proven
ACCOUNT_EMAIL_NOTIFICATIONS = True

# Six figures can be typed on any keyboard of Europe. Three attempts each and a dozen codes a day
# leave a guesser 36 tries at a million a day, far below the 100 that NIST SP 800-63B allows.
ALLAUTH_USER_CODE_FORMAT = {"numeric": True, "length": 6, "dashed": False}
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 600  # seconds; mail gateways may hold a mail for minutes
ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS = 3
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = True
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_TIMEOUT = 900
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_MAX_ATTEMPTS = 3
ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_RESEND = True
ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_CHANGE = False  # would tell who has an account

# A known and an unknown address get the same answer after the same work; only the mail differs.
# The mail to an unknown address counts against the same limits as a code.
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = True

# A sign-in, or proving it once more, opens the sensitive steps for so many seconds: long enough to
# fetch a telephone and set up an app.
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = 900

# A password is an extra that nobody needs. NIST SP 800-63B: length counts, not its mixture; none
# that everybody knows.
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("email", "name")},
    },
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]

# Passkeys, an authenticator app, recovery codes.
MFA_ADAPTER = "community.identity.adapters.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_FORMS = {
    "authenticate": "community.identity.forms.SecondStepForm",
    "reauthenticate": "community.identity.forms.ConfirmCodeForm",
    "activate_totp": "community.identity.forms.ActivateAppForm",
    "add_webauthn": "community.identity.passkey_forms.AddPasskeyForm",
    "signup_webauthn": "community.identity.passkey_forms.SignUpPasskeyForm",
    "edit_webauthn": "community.identity.passkey_forms.RenamePasskeyForm",
    "authenticate_webauthn": "community.identity.passkey_forms.SecondStepPasskeyForm",
    "reauthenticate_webauthn": "community.identity.passkey_forms.ConfirmPasskeyForm",
    "login_webauthn": "community.identity.passkey_forms.SignInPasskeyForm",
}
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_PASSKEY_SIGNUP_ENABLED = True
MFA_TOTP_TOLERANCE = 1  # clocks differ; a code is taken once all the same, see identity.actions
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_RATE_LIMITS = {"webauthn_login": "10/m/ip,100/h/ip,500/d/ip"}
PASSKEY_DOMAIN = ""  # the host of the request; production takes that of SITE_URL
MFA_KEYS: list[str] = []  # the newest first; see identity.keyring
# People with rights at the desk need a second factor in each session. Only where the sample site
# may be loaded can it be off.
STAFF_SECOND_FACTOR = True

# Other identity providers come from the environment alone; see config.settings.providers. What they
# say of an address proves nothing here, and the form with the consent is always shown.
SOCIALACCOUNT_ADAPTER = "community.identity.adapters.ProviderAdapter"
SOCIALACCOUNT_FORMS = {"signup": "community.identity.forms.ProviderSignUpForm"}
SOCIALACCOUNT_PROVIDERS: dict[str, Any] = {}
SOCIALACCOUNT_AUTO_SIGNUP = False
SOCIALACCOUNT_EMAIL_AUTHENTICATION = False
SOCIALACCOUNT_LOGIN_ON_GET = False
SOCIALACCOUNT_STORE_TOKENS = False
SOCIALACCOUNT_REQUESTS_TIMEOUT = 5

# allauth's defaults have no hour and no day: they would let anyone send 4,000 codes a day to one
# address. A room full of people may sign up through one network address during a workshop.
# A failed password or second factor counts against the account too (`key`): the owner then comes in
# another way. A forgotten password has no mail of its own: sign in by a code and choose a new one.
ACCOUNT_RATE_LIMITS = {
    "login": "30/m/ip,300/h/ip,2000/d/ip",
    "login_failed": "10/m/ip,60/h/ip,300/d/ip,5/m/key,20/h/key,60/d/key",
    "signup": "10/m/ip,60/h/ip,300/d/ip",
    "request_login_code": "20/m/ip,200/h/ip,1000/d/ip,3/m/key,8/h/key,12/d/key",
    "confirm_email": "2/20s/key,8/h/key,12/d/key",
    "manage_email": "10/m/user,20/h/user,30/d/user",
    "change_password": "5/m/user,20/h/user,40/d/user",
    "reauthenticate": "10/m/user,60/h/user,200/d/user",
}

# Wagtail: one door to the desk, one to private pages; neither passwords nor addresses of its own.
WAGTAILADMIN_LOGIN_URL = "admin_login"
WAGTAIL_FRONTEND_LOGIN_URL = "page_login"
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False
WAGTAIL_PASSWORD_RESET_ENABLED = False
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
WAGTAILUSERS_PASSWORD_ENABLED = False

# The widest circle that a field of a profile may be shown to, whatever its owner chose: "everyone",
# "members", "organisation" or "nobody"; "*" is for all that are not named.
PROFILE_CEILINGS = {"*": "everyone"}
# Who stands on the highest level of trust without being counted: the members of these groups.
STEWARD_GROUPS = ["Coordinators", "Stewards"]

OUTBOX_PRIVATE_KINDS = ("account/",)  # their bodies open accounts
DATA_EXPORT_LEASE_SECONDS = 330  # longer than CELERY_TASK_TIME_LIMIT: the worker is gone then
