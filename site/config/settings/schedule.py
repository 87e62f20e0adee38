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
    "forget-mail": {"task": "outbox.tasks.forget_old_bodies", "schedule": 24 * 3600.0},
    "send-letters": {
        "task": "newsletters.tasks.send_due",
        "schedule": 15.0,
        "options": {"expires": 15},
    },
    "forget-readers": {"task": "newsletters.tasks.forget", "schedule": 24 * 3600.0},
    "tell-event-changes": {"task": "events.tasks.tell_changes", "schedule": 60.0},
    "expire-seats": {"task": "events.tasks.expire_holds", "schedule": 300.0},
    "forget-event-data": {"task": "events.tasks.forget", "schedule": 24 * 3600.0},
    "refresh-search": {
        "task": "search.tasks.refresh_due",
        "schedule": 60.0,
        "options": {"expires": 60},
    },
    "rebuild-search": {"task": "search.tasks.rebuild", "schedule": 24 * 3600.0},
    "forget-searches": {"task": "search.tasks.forget", "schedule": 24 * 3600.0},
    "make-pictures": {"task": "pages.tasks.make_missing_pictures", "schedule": 600.0},
    "forget-forms": {"task": "pages.tasks.forget_forms", "schedule": 24 * 3600.0},
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
    "erase-unconfirmed": {
        "task": "community.members.tasks.erase_unconfirmed",
        "schedule": 24 * 3600.0,
    },
    "keep-stewards-time": {
        "task": "community.stewards.tasks.keep_time",
        "schedule": 300.0,
        "options": {"expires": 300},
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
    "clear-sessions": {"task": "config.tasks.clear_sessions", "schedule": 24 * 3600.0},
    "refresh-index": {"task": "config.tasks.refresh_index", "schedule": 24 * 3600.0},
}
