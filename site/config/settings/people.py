"""How people sign up and in: a code by e-mail, no password; values for Django and allauth."""

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

# allauth's defaults have no hour and no day: they would let anyone send 4,000 codes a day to one
# address. A room full of people may sign up through one network address during a workshop.
ACCOUNT_RATE_LIMITS = {
    "login": "30/m/ip,300/h/ip",
    "login_failed": "10/m/ip,60/h/ip",
    "signup": "10/m/ip,60/h/ip,300/d/ip",
    "request_login_code": "20/m/ip,3/m/key,8/h/key,12/d/key",
    "confirm_email": "2/20s/key,8/h/key,12/d/key",
    "manage_email": "10/m/user,30/d/user",
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
