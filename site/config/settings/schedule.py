"""What is done by the clock; times in seconds. Each task finds what is due and may run twice."""

CELERY_BEAT_SCHEDULE = {
    "heartbeat": {"task": "config.tasks.beat_heart", "schedule": 20.0, "options": {"expires": 60}},
    "publish-scheduled": {"task": "config.tasks.publish_scheduled", "schedule": 60.0},
    "publish-bundles": {"task": "editorial.tasks.publish_due_bundles", "schedule": 60.0},
    "remind-reviewers": {"task": "editorial.tasks.remind", "schedule": 3600.0},
    "check-content": {"task": "editorial.tasks.check_content", "schedule": 24 * 3600.0},
    "check-links": {"task": "editorial.tasks.check_links", "schedule": 24 * 3600.0},
    "deliver-mail": {
        "task": "outbox.tasks.deliver_due",
        "schedule": 15.0,
        "options": {"expires": 15},
    },
    "send-letters": {
        "task": "newsletters.tasks.send_due",
        "schedule": 15.0,
        "options": {"expires": 15},
    },
    "tell-event-changes": {"task": "events.tasks.tell_changes", "schedule": 60.0},
    "tell-event-sessions": {"task": "events.sessions.tasks.tell_sessions", "schedule": 60.0},
    "expire-seats": {"task": "events.tasks.expire_holds", "schedule": 300.0},
    "tell-webhooks": {"task": "events.interface.tasks.tell_webhooks", "schedule": 60.0},
    "forget-api-calls": {"task": "events.interface.tasks.forget_calls", "schedule": 86400.0},
    "freeze-reach": {"task": "events.reach.tasks.freeze_due", "schedule": 3600.0},
    "adopt-guests": {"task": "events.tasks.adopt_guests", "schedule": 3600.0},
    "send-invitations": {"task": "events.invitations.tasks.send_due", "schedule": 60.0},
    "remind-invited": {"task": "events.invitations.tasks.remind_due", "schedule": 3600.0},
    "offer-seats": {"task": "events.tasks.offer_seats", "schedule": 60.0},
    "write-event-letters": {
        "task": "events.letters.tasks.send_due",
        "schedule": 60.0,
        "options": {"queue": "bulk", "expires": 60},
    },
    "mark-absent": {"task": "events.door.tasks.mark_absent", "schedule": 300.0},
    "issue-certificates": {
        "task": "events.papers.tasks.issue_certificates",
        "schedule": 60.0,
        "options": {"queue": "bulk", "expires": 60},
    },
    "ask-what-came-of-it": {
        "task": "events.afterwards.tasks.ask_again",
        "schedule": 24 * 3600.0,
    },
    "refresh-search": {
        "task": "search.tasks.refresh_due",
        "schedule": 60.0,
        "options": {"expires": 60},
    },
    "rebuild-search": {"task": "search.tasks.rebuild", "schedule": 24 * 3600.0},
    "forget-searches": {"task": "search.tasks.forget", "schedule": 24 * 3600.0},
    "make-pictures": {"task": "pages.tasks.make_missing_pictures", "schedule": 600.0},
    "make-worksheets": {"task": "toolbox.tasks.make_missing_worksheets", "schedule": 600.0},
    "recount-figures": {
        "task": "dissemination_metrics.tasks.recount_due",
        "schedule": 900.0,
        "options": {"queue": "metrics", "expires": 900},
    },
    "forget-visitors": {
        "task": "dissemination_metrics.tasks.forget",
        "schedule": 3600.0,
        "options": {"queue": "metrics", "expires": 3600},
    },
    "make-data-exports": {
        "task": "community.datarights.tasks.build_due",
        "schedule": 60.0,
        "options": {"queue": "bulk", "expires": 60},
    },
    "erase-left": {"task": "community.datarights.tasks.erase_left", "schedule": 3600.0},
    "tell-stewards": {"task": "community.datarights.tasks.tell_stewards", "schedule": 3600.0},
    # What each room keeps only for a time; the rules stand in its `personal_data`.
    "keep-retention-rules": {
        "task": "community.datarights.tasks.keep_rules",
        "schedule": 24 * 3600.0,
    },
    "recount-trust": {
        "task": "community.members.tasks.recount_trust",
        "schedule": 24 * 3600.0,
    },
    "forget-devices": {
        "task": "community.identity.tasks.forget_devices",
        "schedule": 24 * 3600.0,
    },
    "rebuild-directory": {
        "task": "community.directory.tasks.rebuild",
        "schedule": 24 * 3600.0,
        "options": {"queue": "bulk", "expires": 24 * 3600},
    },
    "forget-letters": {
        "task": "community.directory.tasks.forget_letters",
        "schedule": 24 * 3600.0,
    },
    "keep-stewards-time": {
        "task": "community.stewards.tasks.keep_time",
        "schedule": 300.0,
        "options": {"expires": 300},
    },
    "work-off-desks": {
        "task": "events.desk.tasks.work_off",
        "schedule": 30.0,
        "options": {"queue": "bulk", "expires": 30},
    },
    "put-helpers-right": {
        "task": "events.desk.tasks.put_helpers_right",
        "schedule": 24 * 3600.0,
    },
    "bring-people-in": {
        "task": "community.stewards.tasks.bring_in",
        "schedule": 30.0,
        "options": {"queue": "bulk", "expires": 30},
    },
    "forget-import-lines": {
        "task": "community.stewards.tasks.forget_lines",
        "schedule": 24 * 3600.0,
    },
    "make-share-pictures": {
        "task": "discovery.tasks.make_missing_share_pictures",
        "schedule": 600.0,
        "options": {"expires": 600},
    },
    "keep-harvest-records": {
        "task": "discovery.tasks.keep_harvest_records",
        "schedule": 300.0,
        "options": {"expires": 300},
    },
    "refresh-index": {"task": "config.tasks.refresh_index", "schedule": 24 * 3600.0},
}

# A worker is called for new mail at once, but not more often than this; in seconds.
OUTBOX_WAKE_SECONDS = 1.0

# How workers take tasks: late, one at a time, and again when one was lost.
CELERY_TASK_PUBLISH_RETRY = False
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_TIME_LIMIT = 300
CELERY_TASK_DEFAULT_QUEUE = "default"
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TIMEZONE = "UTC"
