"""The tab "Papers" at an event's desk: what is printed for the door."""

from collections.abc import Callable, Sequence

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import urlencode
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from events.models import EventPage, Registration
from events.papers import badges, lists
from events.papers.actions import wording_of
from events.papers.badges import Printed
from events.papers.desk_state import state_of_certificates
from events.papers.forms import BadgeForm, ListForm, WordingForm
from events.papers.people import Choice, chosen
from events.papers.tickets import codes_for
from events.powers import Power, event_for, may
from typeset.engine import NotSet, TookTooLong

TAB = "papers"


@require_safe
def home(request: HttpRequest, event_id: int) -> HttpResponse:
    """Show what can be printed for this event, and how far its certificates are."""
    event = event_for(request, event_id, Power.SEE)
    return show(request, event)


@require_safe
def badge_sheets(request: HttpRequest, event_id: int) -> HttpResponse:
    """Return badges as PDF, or the parts in which so many of them come."""
    event = event_for(request, event_id, Power.SEE)
    form = BadgeForm(request.GET, event=event)
    if not form.is_valid():
        return show(request, event, badge_form=form)
    given = form.cleaned_data
    people, blanks = chosen(event, form.choice()), given["blanks"] or 0
    if not people and not blanks:
        form.add_error(None, _("Nobody is chosen, and no blank badge either."))
        return show(request, event, badge_form=form)

    def print_them(some: Sequence[Registration], is_last: bool) -> Printed:
        return badges.badges(
            event,
            some,
            form=badges.FORMATS[given["size"]],
            blanks=blanks if is_last else 0,
            consent_column=given.get("consent") or "",
            codes=codes_for(some),
        )

    return _in_parts(request, event, people, badges.AT_MOST, print_them, name=_("badges"))


@require_safe
def sheets(request: HttpRequest, event_id: int) -> HttpResponse:
    """Return the lists to sign as PDF, or the parts in which such long ones come."""
    event = event_for(request, event_id, Power.SEE)
    there = lists.occasions(event)
    form = ListForm(request.GET, event=event, wanted=there)
    if not form.is_valid():
        return show(request, event, list_form=form)
    wanted = [one for one in there if one.key in form.cleaned_data["occasions"]]
    blanks = form.cleaned_data["blanks"] or 0
    people = chosen(event, form.choice())

    def print_them(some: Sequence[Registration], is_last: bool) -> Printed:
        return lists.lists_to_sign(event, some, wanted, blanks=blanks if is_last else 0)

    most = max(lists.AT_MOST // len(wanted), 20)
    return _in_parts(request, event, people, most, print_them, name=_("list to sign"))


@require_safe
def declaration(request: HttpRequest, event_id: int) -> HttpResponse:
    """Return the organiser's declaration of who took part, with minutes."""
    event = event_for(request, event_id, Power.SEE)
    people = chosen(event, Choice())

    def print_them(some: Sequence[Registration], is_last: bool) -> Printed:
        return lists.declaration(event, some)

    return _in_parts(request, event, people, lists.AT_MOST, print_them, name=_("declaration"))


def show(
    request: HttpRequest,
    event: EventPage,
    *,
    badge_form: BadgeForm | None = None,
    list_form: ListForm | None = None,
    wording_form: WordingForm | None = None,
) -> HttpResponse:
    """Return the tab, with a form that was filled in wrongly where there is one."""
    there = lists.occasions(event)
    wording = wording_form or WordingForm(instance=wording_of(event))
    wrong = badge_form or list_form or wording_form
    context = {
        "event": event,
        "tab": TAB,
        "badge_form": badge_form or BadgeForm(event=event),
        "list_form": list_form or ListForm(event=event, wanted=there),
        "wording_form": wording,
        "may_issue": may(request.user, Power.CHANGE, event),
        **state_of_certificates(event),
    }
    status = 422 if wrong is not None else 200
    return render(request, "events/papers/admin/papers.html", context, status=status)


def _in_parts(
    request: HttpRequest,
    event: EventPage,
    people: Sequence[Registration],
    most: int,
    print_them: Callable[[Sequence[Registration], bool], Printed],
    *,
    name: str,
) -> HttpResponse:
    """Return one document; where there are too many people for it, the ways to its parts."""
    parts = [people[start : start + most] for start in range(0, len(people), most)] or [people]
    asked = request.GET.get("part", "")
    if len(parts) > 1 and not asked:
        return _show_parts(request, event, parts, name)
    number = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 6 else 1
    number = min(max(number, 1), len(parts))
    try:
        printed = print_them(parts[number - 1], number == len(parts))
    except TookTooLong:
        return _not_now(request, event, _("Too much is being printed just now. Try again soon."))
    except NotSet:
        return _not_now(request, event, _("The document could not be made."))
    _tell_of_lettering(request, printed)
    ending = f"-{number}" if len(parts) > 1 else ""
    file_name = f"{slugify(name)}-{slugify(event.title)[:40]}{ending}.pdf"
    return _pdf(printed, file_name, event.language)


def _show_parts(
    request: HttpRequest, event: EventPage, parts: Sequence[Sequence[Registration]], name: str
) -> HttpResponse:
    given = [(key, value) for key, values in request.GET.lists() for value in values]
    links = [
        {
            "url": f"{request.path}?{urlencode([*given, ('part', number)])}",
            "first": part[0].name,
            "last": part[-1].name,
            "count": len(part),
        }
        for number, part in enumerate(parts, start=1)
    ]
    context = {"event": event, "tab": TAB, "links": links, "name": name}
    return render(request, "events/papers/admin/parts.html", context)


def _tell_of_lettering(request: HttpRequest, printed: Printed) -> None:
    """Tell staff, when they are back at the desk, which names no font of ours can draw."""
    if not printed.lettered:
        return
    text = ngettext(
        "%(count)s name is printed in Latin letters, as no font here has its signs: %(names)s.",
        "%(count)s names are printed in Latin letters, as no font here has their signs: %(names)s.",
        len(printed.lettered),
    )
    names = ", ".join(printed.lettered[:10])
    messages.warning(request, text % {"count": len(printed.lettered), "names": names})


def _not_now(request: HttpRequest, event: EventPage, text: str) -> HttpResponse:
    messages.error(request, text)
    response = show(request, event)
    response.status_code = 503
    return response


def _pdf(printed: Printed, file_name: str, language: str) -> HttpResponse:
    response = HttpResponse(printed.pdf, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{file_name}"'
    response["Content-Language"] = language
    response["Cache-Control"] = "no-store"
    return response
