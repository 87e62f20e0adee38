"""Events: when they remind, what is frozen and what is forgotten, in days unless said otherwise."""

from pathlib import Path

from config.settings.environment import env

# What a new event gets: days or hours before its start. Empty: none.
EVENTS_REMINDERS = env.list("EVENTS_REMINDERS", default=["1d", "1h"])
# Who was invited and has not answered is reminded once, so many days before the end.
EVENTS_REMIND_INVITED_DAYS = env.int("EVENTS_REMIND_INVITED_DAYS", default=5)
# People are asked again what came of their meetings, so many days after.
EVENTS_ASK_AGAIN_DAYS = env.int("EVENTS_ASK_AGAIN_DAYS", default=120)
# The numbers of an event are frozen for the reports so many days after it.
EVENTS_FREEZE_AFTER_DAYS = env.int("EVENTS_FREEZE_AFTER_DAYS", default=7)
# What was to arrange, and guests who never confirmed, are erased so many days after; never before
# the numbers are frozen.
EVENTS_FORGET_AFTER_DAYS = env.int("EVENTS_FORGET_AFTER_DAYS", default=30)
# Who got which reminder or message is kept so long; how many did stays.
EVENTS_LETTERS_KEEP_DAYS = env.int("EVENTS_LETTERS_KEEP_DAYS", default=180)
EVENTS_SURVEY_TEXT_DAYS = env.int("EVENTS_SURVEY_TEXT_DAYS", default=2 * 365)
# Certificates are evidence: five years after the end of a project is what is asked for most.
EVENTS_PAPERS_DAYS = env.int("EVENTS_PAPERS_DAYS", default=8 * 365)
# Folders with further fonts for documents, such as Noto Sans CJK for names in Chinese.
TYPESET_FONTS = [Path(folder) for folder in env.list("TYPESET_FONTS", default=[])]
# Webhooks call addresses on the public net only; a site on trial may want to call its neighbours.
WEBHOOKS_MAY_CALL_INWARDS = env.bool("WEBHOOKS_MAY_CALL_INWARDS", default=False)
