"""Work that is done beside the requests: pictures in the sizes that pages ask for."""

from celery import shared_task

from pages import actions
from pages.models import SiteImage

AT_ONCE = 20


@shared_task(ignore_result=True)
def make_pictures(image_id: int) -> int:
    """Make the pictures of one image; return how many there are, 0 when the image is gone."""
    image = SiteImage.objects.filter(pk=image_id).first()
    return actions.make_pictures(image=image) if image else 0


@shared_task(ignore_result=True)
def make_missing_pictures() -> int:
    """Make what a lost wake-up left unmade; return for how many images."""
    images = list(SiteImage.objects.without_pictures()[:AT_ONCE])
    for image in images:
        actions.make_pictures(image=image)
    return len(images)
