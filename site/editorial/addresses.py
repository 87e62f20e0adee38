"""Judges addresses of this site that were typed by hand: page, redirect, circle or nothing."""

from typing import Final
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.urls import Resolver404, resolve
from django.utils.translation import gettext as _
from wagtail.contrib.redirects.models import Redirect
from wagtail.contrib.routable_page.models import RoutablePageMixin
from wagtail.models import Page, Site

from editorial.models import LinkFault

MOST_STEPS: Final = 10
Verdict = tuple[str, str]
FINE: Final[Verdict] = ("", "")


class Addresses:
    """What is known of this site's own addresses; each is looked up once."""

    def __init__(self) -> None:
        sites = list(Site.objects.all())
        self.hosts = {site.hostname for site in sites} | {urlsplit(settings.SITE_URL).hostname}
        self.verdicts: dict[str, Verdict] = {}
        self.redirects = {
            row.old_path: row for row in Redirect.objects.select_related("redirect_page")
        }
        self.roots = {root.language_code: root.root_path for root in Site.get_site_root_paths()}

    def is_ours(self, address: str) -> bool:
        """Return whether an address is one of this site."""
        parts = urlsplit(address)
        return not parts.netloc or parts.hostname in self.hosts

    def verdict(self, address: str) -> Verdict:
        """Return kind and advice of the fault of an address; two empty texts for none."""
        path = unquote(urlsplit(address).path) or "/"
        if path not in self.verdicts:
            self.verdicts[path] = self._judge(path)
        return self.verdicts[path]

    def _judge(self, path: str) -> Verdict:
        if self._answers(path):
            return FINE
        seen = {Redirect.normalise_path(path)}
        target = self._redirected(path)
        if target is None:
            return LinkFault.Kind.GONE, _("Nothing answers there. Choose a page instead.")
        for _step in range(MOST_STEPS):
            further = self._redirected(target)
            if further is None:
                return self._end_of(target)
            if Redirect.normalise_path(target) in seen:
                break
            seen.add(Redirect.normalise_path(target))
            target = further
        return LinkFault.Kind.LOOP, _("The redirects lead in a circle. Delete one of them.")

    def _end_of(self, target: str) -> Verdict:
        if self.is_ours(target) and not self._answers(urlsplit(target).path):
            return LinkFault.Kind.GONE, _("The redirect leads to nothing: %(to)s") % {"to": target}
        return LinkFault.Kind.DETOUR, _("Link to %(to)s at once.") % {"to": target}

    def _redirected(self, path: str) -> str | None:
        """Return where a redirect leads from a path; None without one."""
        row = self.redirects.get(Redirect.normalise_path(path))
        if row is None:
            return None
        if row.redirect_page is not None:
            return row.redirect_page.url if row.redirect_page.live else None
        return row.redirect_link or None

    def _answers(self, path: str) -> bool:
        try:
            found = resolve(path)
        except Resolver404:
            return False
        if found.url_name != "wagtail_serve":
            return True
        return self._is_page(path)

    def _is_page(self, path: str) -> bool:
        code, _slash, rest = path.strip("/").partition("/")
        root = self.roots.get(code) if code in dict(settings.LANGUAGES) else None
        inner = rest if root else path.strip("/")
        root = root or self.roots.get(settings.LANGUAGE_CODE) or "/"
        parts = [part for part in inner.split("/") if part]
        steps = [
            root + "".join(f"{part}/" for part in parts[:end]) for end in range(len(parts) + 1)
        ]
        pages = {page.url_path: page for page in Page.objects.live().filter(url_path__in=steps)}
        if steps[-1] in pages:
            return True
        # A page may answer addresses below itself, such as an archive or one term of many.
        return any(
            issubclass(page.specific_class or Page, RoutablePageMixin)
            for step, page in pages.items()
            if step != root
        )
