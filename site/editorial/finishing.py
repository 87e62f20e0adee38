"""What happens when the last step of a review is approved; named in the settings of Wagtail."""

from typing import Any


def publish_or_keep_for_bundle(workflow_state: Any, user: Any = None) -> None:
    """Publish the approved version, unless a bundle will publish it with others.

    Whoever approves need not have the right to publish alone: two people have agreed.
    """
    # Wagtail imports this while its own models are being made, so ours are not there yet.
    from editorial.actions.bundles import keep_for_bundle  # noqa: PLC0415

    revision = workflow_state.content_object.get_latest_revision()
    if not keep_for_bundle(revision=revision, user=user):
        revision.publish(user=user, skip_permission_checks=True)
