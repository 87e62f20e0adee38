"""The own words for one mail: write, look at, try out, give up."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods
from wagtail.log_actions import log

from events.letters import actions, composing
from events.letters.composing import Words
from events.letters.forms import LANGUAGES, TextForm
from events.letters.kinds import FOLLOW_UPS, KINDS, Kind
from events.letters.models import OwnText, Plan
from events.letters.starters import starter
from events.letters.views.showing import address, faults, screen, shown
from events.models import EventPage
from events.powers import Power, event_for


@dataclass(frozen=True, kw_only=True)
class Place:
    """Which mail of which event, in which language."""

    event: EventPage
    kind: Kind
    plan: Plan | None
    language: str

    @property
    def saved(self) -> Words | None:
        """The own words that are in use."""
        text = OwnText.objects.filter(
            event=self.event, kind=self.kind.key, plan=self.plan, language=self.language
        ).first()
        if text is None:
            return None
        return Words(subject=text.subject, body=text.body, language=self.language)

    def url(self, name: str, language: str = "") -> str:
        """Return the address of a screen about this mail."""
        args = (self.kind.key, language or self.language)
        if self.plan:
            return address(f"plan_{name}", self.event.pk, self.plan.pk, *args)
        return address(name, self.event.pk, *args)

    def form(self, data: Any, words: Words | None = None) -> TextForm:
        """Return the form, with what was typed or with some words."""
        initial = {"subject": words.subject, "body": words.body} if words else None
        known = composing.known_names(self.kind, self.event)
        return TextForm(data, known=known, language=self.language, initial=initial)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def text(
    request: HttpRequest, event_id: int, kind: str, language: str, plan_id: int = 0
) -> HttpResponse:
    """Show the form; keep the words, try them out, or let the house speak again."""
    place = _place(request, event_id, kind, language, plan_id)
    do = request.POST.get("do", "") if request.method == "POST" else ""
    saved = place.saved
    if do == "remove":
        return _remove(request, place)
    words = saved or starter(kind, language)
    form = place.form(request.POST if do else None, words)
    if do and form.is_valid():
        if do == "save":
            return _save(request, place, form.words())
        if do == "test":
            _test(request, place, form.words())
    status = 422 if do and form.errors else 200
    response = screen(request, "text", place.event, **_context(place, form, saved))
    response.status_code = status
    return response


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def preview(
    request: HttpRequest, event_id: int, kind: str, language: str, plan_id: int = 0
) -> HttpResponse:
    """Show the mail to an example person: as typed, or else as it goes out now."""
    place = _place(request, event_id, kind, language, plan_id)
    words = place.saved
    if request.method == "POST":
        form = place.form(request.POST)
        if not form.is_valid():
            return faults(form)
        words = form.words()
    mail = composing.preview(place.event, place.kind, words, language)
    return shown(mail, as_text=request.POST.get("as") == "text")


def _place(request: HttpRequest, event_id: int, kind: str, language: str, plan_id: int) -> Place:
    event = event_for(request, event_id, Power.CHANGE)
    plan = get_object_or_404(Plan, event=event, pk=plan_id) if plan_id else None
    if kind not in KINDS or language not in LANGUAGES or not _belongs(KINDS[kind], plan):
        raise Http404
    return Place(event=event, kind=KINDS[kind], plan=plan, language=language)


def _belongs(kind: Kind, plan: Plan | None) -> bool:
    """Return whether a mail is one that goes out by this plan, or where there is none by itself."""
    if plan is None:
        return not kind.is_planned
    return kind.key in (FOLLOW_UPS if plan.is_follow_up else ("reminder",))


def _context(place: Place, form: TextForm, saved: Words | None) -> dict[str, Any]:
    languages = [
        (name, place.url("text", code), code == place.language) for code, name in LANGUAGES.items()
    ]
    return {
        "place": place,
        "form": form,
        "is_saved": saved is not None,
        "languages": languages,
        "known": composing.known_names(place.kind, place.event).items(),
        "save_url": place.url("text"),
        "preview_url": place.url("preview"),
    }


def _save(request: HttpRequest, place: Place, words: Words) -> HttpResponse:
    actions.keep_text(event=place.event, kind=place.kind, words=words, plan=place.plan)
    log(instance=place.event, action="letters.edit", user=request.user)
    messages.success(request, _("Saved. From now on the mail goes out in these words."))
    return redirect(place.url("text"))


def _remove(request: HttpRequest, place: Place) -> HttpResponse:
    language = place.language
    actions.remove_text(event=place.event, kind=place.kind, language=language, plan=place.plan)
    log(instance=place.event, action="letters.edit", user=request.user)
    messages.success(request, _("The mail goes out in the usual words again."))
    return redirect(address("overview", place.event.pk))


def _test(request: HttpRequest, place: Place, words: Words) -> None:
    to: Any = request.user
    mail = actions.send_test(event=place.event, kind=place.kind, words=words, to=to)
    messages.success(request, _("A test goes to %(address)s.") % {"address": mail.to_address})
