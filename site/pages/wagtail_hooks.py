"""The portal's words and colours in the administration."""

from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail import hooks


@hooks.register("insert_global_admin_css")
def project_colours() -> SafeString:
    """Return the link to the sheet that sets Wagtail's colours and type."""
    return format_html('<link rel="stylesheet" href="{}">', static("administration/colours.css"))
