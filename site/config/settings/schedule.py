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
    "expire-seats": {"task": "events.tasks.expire_holds", "schedule": 300.0},
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
