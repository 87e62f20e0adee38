"""The screens of stewards: what the rules of retention did, and corrections that are asked for."""

from collections.abc import Callable
from typing import Any, Final

from django.db.models import F
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe
from wagtail.admin import messages

from community.datarights.actions.correcting import MAY_ANSWER, answer_correction
from community.datarights.forms import AnswerForm
from community.datarights.models import CorrectionRequest, RetentionRun
from community.members.guards import needs
from community.members.retention import retention_rules

View = Callable[..., HttpResponseBase]
MAY_SEE_RUNS: Final = "datarights.view_retentionrun"
ON_A_PAGE: Final = 100


@require_safe
@needs(MAY_SEE_RUNS)
def retention(request: HttpRequest) -> HttpResponse:
    """Show every rule with its last run, and below them what the last runs did."""
    last = RetentionRun.objects.order_by("rule", "-began_at", "-pk").distinct("rule")
    by_rule = {run.rule: run for run in last}
    rules = [(rule, by_rule.get(rule.name)) for rule in retention_rules()]
    titles = {rule.name: rule.title for rule in retention_rules()}
    runs = [(titles.get(run.rule, run.rule), run) for run in RetentionRun.objects.all()[:ON_A_PAGE]]
    return render(request, "datarights/desk/retention.html", {"rules": rules, "runs": runs})


@require_safe
@needs(MAY_ANSWER)
def corrections(request: HttpRequest) -> HttpResponse:
    """Show what people asked to have corrected: what waits first, the oldest first."""
    rows = CorrectionRequest.objects.select_related("user", "answered_by")
    waiting = rows.filter(answered_at=None).order_by("asked_at")[:ON_A_PAGE]
    answered = rows.exclude(answered_at=None).order_by(F("answered_at").desc())[:ON_A_PAGE]
    context = {"waiting": waiting, "answered": answered}
    return render(request, "datarights/desk/corrections.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@needs(MAY_ANSWER)
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one request, and take the answer to it."""
    row = get_object_or_404(CorrectionRequest.objects.select_related("user"), pk=pk)
    form = AnswerForm(request.POST or None, initial={"answer": row.answer})
    if request.method == "POST" and form.is_valid():
        by: Any = request.user
        answer_correction(request_id=row.pk, answer=form.cleaned_data["answer"], by=by)
        messages.success(request, _("The answer is on its way."))
        return redirect("corrections:index")
    return render(request, "datarights/desk/answer.html", {"row": row, "form": form})
