"""The sentences of the dashboard: the answer first, and how each figure was counted."""

from typing import Any, Final

from django.utils.formats import date_format, number_format
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from dissemination_metrics.charts import Chart
from dissemination_metrics.models import Measure
from dissemination_metrics.overview import Overview, Total

STEADY: Final = 5  # percent up or down that are no news

HOW_COUNTED: Final[dict[Measure, Any]] = {
    Measure.PAGE_READS: gettext_lazy(
        "A read counts when a browser has shown the page and reported it to this server. The same"
        " visitor on the same page within 30 seconds is one read; robots and readers who object"
        " (Global Privacy Control, Do Not Track) are not counted. The group is known of members who"
        " are signed in, and of nobody else."
    ),
    Measure.VISITOR_DAYS: gettext_lazy(
        "Every visitor counts once a day. Without cookies nobody can be known again the next day,"
        " so one person who comes on three days makes three visitor-days, and so do one phone and"
        " two computers on one day. This is never a number of persons."
    ),
    Measure.DOWNLOADS: gettext_lazy(
        "Counted on the server, whenever a document is fetched from its beginning, also by a link"
        " in a letter. The same visitor and document within 30 seconds is one download; robots and"
        " readers who object are not counted."
    ),
    Measure.REGISTRATIONS: gettext_lazy(
        "Registrations for events on the day on which they were confirmed, also if the seat was"
        " given up later. The group is the one given in the form."
    ),
    Measure.DELIVERIES: gettext_lazy(
        "Letters that the recipient’s mail server has accepted, on that day. Whether they were"
        " opened is not measured. The group is the one given on subscribing."
    ),
    Measure.MEMBERS: gettext_lazy(
        "People with an account and a proven address at the end of the month or week, by the group"
        " in their profile. Whoever leaves is no longer in later numbers; earlier ones stay."
    ),
    Measure.SUBSCRIBERS: gettext_lazy(
        "Confirmed subscriptions at the end of the month or week, net of those who have left."
    ),
}


def grouped(number: int) -> str:
    """Return a number as the active language writes it, thousands set apart."""
    return number_format(number, force_grouping=True)


def headline(overview: Overview) -> str:
    """Return the one sentence that says whether reach grows."""
    reads = overview.totals[Measure.PAGE_READS].value
    if overview.is_empty:
        return _("Nothing has been counted in this period.")
    compared = overview.reads_of_months()
    if compared is None or not compared[2]:
        return ngettext("The site was read once.", "The site was read %(reads)d times.", reads) % {
            "reads": reads
        }
    month, now, before = compared
    change = round((now - before) * 100 / before)
    words = {"month": date_format(month, "F"), "percent": abs(change)}
    if change >= STEADY:
        return (
            _("Reach is growing: %(percent)d %% more reads in %(month)s than the month before.")
            % words
        )
    if change <= -STEADY:
        return (
            _("Reach is falling: %(percent)d %% fewer reads in %(month)s than the month before.")
            % words
        )
    return _("Reach is steady: about as many reads in %(month)s as the month before.") % words


def explanation(overview: Overview) -> list[str]:
    """Return the sentences below the headline: what was done, and which group is missing."""
    value = {measure: grouped(total.value) for measure, total in overview.totals.items()}
    sentences = [
        _("%(reads)s page reads on %(days)s visitor-days, and %(downloads)s downloads.")
        % {
            "reads": value[Measure.PAGE_READS],
            "days": value[Measure.VISITOR_DAYS],
            "downloads": value[Measure.DOWNLOADS],
        },
        _("%(registrations)s registrations for events, %(letters)s letters delivered.")
        % {
            "registrations": value[Measure.REGISTRATIONS],
            "letters": value[Measure.DELIVERIES],
        },
    ]
    if not overview.slot:
        sentences.append(_smallest_groups(overview))
    return sentences


def _smallest_groups(overview: Overview) -> str:
    """Return which of the four groups have the fewest members."""
    every = overview.totals[Measure.MEMBERS].value
    if not every:
        return _("Nobody has joined yet.")
    main = {slot.code for slot in overview.slots.main}
    numbers = [(slot, number) for slot, number in overview.by_group if slot.code in main]
    fewest = min(number for _slot, number in numbers)
    names = [str(slot.label) for slot, number in numbers if number == fewest]
    words = {"all": grouped(every), "groups": get_text_list(names, _("and"))}
    if not fewest:
        return _("Of %(all)s members, none is from: %(groups)s.") % words
    if len(names) == len(numbers):
        return _("The four groups have equally many members: %(number)s each.") % {
            "number": grouped(fewest)
        }
    return _("Fewest of the %(all)s members come from: %(groups)s (%(number)s).") % (
        words | {"number": grouped(fewest)}
    )


def change_text(total: Total) -> str:
    """Return in words how a total compares with the period before; empty when it cannot."""
    if total.change is None:
        return ""
    if total.change == 0:
        return _("as many as in the period before")
    words = {"percent": abs(total.change)}
    if total.change > 0:
        return _("%(percent)d %% more than in the period before") % words
    return _("%(percent)d %% fewer than in the period before") % words


def chart_text(measure: Measure, chart: Chart) -> str:
    """Return what a chart shows, for those who do not see it."""
    highest = max(chart.bars, key=lambda bar: bar.total)
    return _(
        "%(what)s by stakeholder group, %(first)s to %(last)s; highest in %(top)s: %(number)s."
    ) % {
        "what": measure.label,
        "first": chart.bars[0].name,
        "last": chart.bars[-1].name,
        "top": highest.name,
        "number": grouped(highest.total),
    }
