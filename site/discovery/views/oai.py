"""The door for harvesters."""

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from community.members.ratelimits import rate_limited
from discovery.citations.xml import element, root
from discovery.oai.answers import answer_to, base_url, stamp
from discovery.oai.questions import Fault, Question, read_question

NAMES = {
    "xmlns": "http://www.openarchives.org/OAI/2.0/",
    "xmlns:xsi": "http://www.w3.org/2001/XMLSchema-instance",
    "xsi:schemaLocation": "http://www.openarchives.org/OAI/2.0/ "
    "http://www.openarchives.org/OAI/2.0/OAI-PMH.xsd",
}


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@rate_limited("discovery.oai")
def oai(request: HttpRequest) -> HttpResponseBase:
    """Answer a harvester; faults are answers too, with status 200, as the protocol asks."""
    asked = request.POST if request.method == "POST" else request.GET
    question: Question | None = None
    try:
        question = read_question(asked)
        inside = answer_to(question)
    except Fault as fault:
        inside = element("error", text=str(fault), code=fault.code)
        question = None if fault.code in {"badVerb", "badArgument"} else question
    return _answer(question, inside)


def _answer(question: Question | None, inside: str) -> HttpResponse:
    # A question that was not understood is not repeated (section 3.6).
    repeated = {"verb": question.verb, **question.arguments} if question else {}
    body = root(
        "OAI-PMH",
        NAMES,
        element("responseDate", text=stamp(timezone.now())),
        element("request", text=base_url(), **repeated),
        inside,
    )
    response = HttpResponse(
        f'<?xml version="1.0" encoding="UTF-8"?>\n{body}\n', content_type="text/xml; charset=utf-8"
    )
    response["Cache-Control"] = "no-cache"
    return response
