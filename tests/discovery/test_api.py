"""The API gives what is public, in the shape that its description promises."""

import json
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some
from jsonschema import Draft202012Validator
from openapi_spec_validator import validate
from wagtail.models import Page

from tests.factories import catalogue
from tests.factories import pages as make
from vocabulary.models import Scheme

pytestmark = pytest.mark.django_db
LISTS = ("tools", "cases", "paths", "articles", "publications", "glossary", "partners")
BASE = "/api/v1/"


@pytest.fixture(autouse=True)
def no_limit(settings):
    """Let the tests ask as often as they like."""
    settings.RATE_LIMITS = settings.RATE_LIMITS | {"discovery.api": "100000/m"}


@pytest.fixture
def one_of_each():
    """One thing of every kind."""
    catalogue.glossary()
    catalogue.glossary_term()
    catalogue.directory()
    catalogue.partner()
    publication = catalogue.PublicationPageFactory()
    catalogue.add_file(publication)
    return {
        "tools": make.ToolPageFactory(),
        "cases": make.CasePageFactory(is_example=True),
        "paths": make.ToolPathPageFactory(),
        "articles": make.ArticlePageFactory(),
        "publications": publication,
    }


def get(client, path, **asked):
    answer = client.get(BASE + path, asked)
    assert answer.status_code == 200, answer.content
    return json.loads(answer.content)


@pytest.fixture
def described(client):
    """The description of the API."""
    return get(client, "openapi.json")


def shape(described, path):
    schema = described["paths"][BASE + path]["get"]["responses"]["200"]["content"]
    return Draft202012Validator(
        {**schema["application/json"]["schema"], "components": described["components"]}
    )


def test_the_description_is_valid_openapi(described):
    assert described["openapi"].startswith("3.1")
    validate(described)


@pytest.mark.parametrize("name", [*LISTS, "vocabularies"])
def test_every_list_has_the_shape_that_was_promised(client, one_of_each, described, name):
    found = get(client, name)
    assert found["items"]
    shape(described, name).validate(found)


@pytest.mark.parametrize("name", LISTS[:5])
def test_each_page_is_read_with_its_texts(client, one_of_each, described, name):
    found = get(client, f"{name}/{one_of_each[name].pk}")
    shape(described, f"{name}/{{number}}").validate(found)
    assert found["title"] == one_of_each[name].title
    assert found["parts"] or name == "paths"


def test_the_terms_of_a_vocabulary_are_listed(client, described):
    found = get(client, "vocabularies/oi_stage")
    shape(described, "vocabularies/{scheme}").validate(found)
    assert found["total"] == 6
    assert client.get(f"{BASE}vocabularies/nothing").status_code == 404


def test_what_is_hidden_is_neither_listed_nor_read(client, one_of_each, hide):
    hide(make.home_page())
    for name in LISTS:
        assert get(client, name)["total"] == 0, name
    for name, page in one_of_each.items():
        assert client.get(f"{BASE}{name}/{page.pk}").status_code == 404


def test_lists_are_narrowed_by_codes(client):
    make.ToolPageFactory(title="One", themes=[make.term(Scheme.THEME, "funding")])
    make.ToolPageFactory(title="Two", stage=make.term(Scheme.OI_STAGE, "follow-up"), code="6.1")
    titles = [item["title"] for item in get(client, "tools", stage="follow-up")["items"]]
    assert titles == ["Two"]
    assert get(client, "tools", theme="funding", stage="follow-up")["total"] == 0
    assert get(client, "tools", language="fr")["total"] == 0
    assert get(client, "tools", language="en")["total"] == 2


def test_what_is_new_since_a_moment_is_found(client):
    make.ToolPageFactory(title="Old")
    Page.objects.update(last_published_at=timezone.now() - timedelta(days=9))
    make.ToolPageFactory(title="New").save_revision().publish()
    since = (timezone.now() - timedelta(days=1)).isoformat()
    assert [item["title"] for item in get(client, "tools", updated_since=since)["items"]] == ["New"]


def test_parts_of_a_list_do_not_overlap_and_end(client):
    for _number in range(5):
        make.ToolPageFactory()
    parts = [get(client, "tools", page=page, per_page=2)["items"] for page in (1, 2, 3, 4)]
    assert [len(part) for part in parts] == [2, 2, 1, 0]
    assert len({item["id"] for part in parts for item in part}) == 5


WRONG = (
    "page=0",
    "page=-1",
    "page=1001",
    "page=x",
    "page=99999999999999999999999",
    "page=1e3",
    "per_page=101",
    "per_page=0",
    "language=xx",
    "language=%00",
    "updated_since=yesterday",
    "updated_since=99999-01-01",
    "theme=no-such-theme",
    "theme=%00",
    "theme=" + "x" * 10_000,
    "nothing=1",
    "page=1&page=2",
)


@pytest.mark.parametrize("asked", WRONG)
def test_a_wrong_question_is_told_what_is_wrong(client, asked):
    answer = client.get(f"{BASE}tools?{asked}")
    assert answer.status_code == 422, answer.content
    assert answer["Content-Type"] == "application/problem+json"
    told = json.loads(answer.content)
    assert set(told) == {"type", "title", "status", "detail"}
    assert asked.partition("=")[0].split("&")[0] in told["detail"] or "takes" in told["detail"]


@pytest.mark.parametrize(
    "path", ["tools/0", "tools/99999999999999999999", "nothing", "tools/x", "tools/1%00"]
)
def test_what_is_not_there_is_nowhere(client, path):
    assert client.get(BASE + path).status_code == 404


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    name=some.sampled_from([*LISTS, "vocabularies", "vocabularies/theme"]),
    asked=some.dictionaries(
        some.sampled_from(["page", "per_page", "language", "updated_since", "theme", "stage", "x"]),
        some.one_of(some.text(max_size=30), some.integers().map(str), some.datetimes().map(str)),
        max_size=3,
    ),
)
def test_no_question_breaks_the_api(client, name, asked):
    answer = client.get(BASE + name, asked)
    assert answer.status_code in {200, 422}, (asked, answer.content)


def test_who_knows_an_answer_is_sent_nothing(client, one_of_each):
    tag = client.get(f"{BASE}tools")["ETag"]
    assert client.get(f"{BASE}tools", HTTP_IF_NONE_MATCH=tag).status_code == 304


def test_scripts_of_any_site_may_read_and_nobody_may_write(client):
    answer = client.get(f"{BASE}tools")
    assert answer["Access-Control-Allow-Origin"] == "*"
    assert "Set-Cookie" not in answer
    asked_before = client.options(f"{BASE}tools")
    assert (asked_before.status_code, asked_before["Access-Control-Allow-Origin"]) == (204, "*")
    for deed in (client.post, client.put, client.patch, client.delete):
        assert deed(f"{BASE}tools").status_code == 405


def test_who_asks_too_often_waits(client, settings):
    settings.RATE_LIMITS = settings.RATE_LIMITS | {"discovery.api": "2/h"}
    assert [client.get(f"{BASE}tools").status_code for _ in range(3)] == [200, 200, 429]
    refused = client.get(f"{BASE}tools")
    assert refused["Content-Type"] == "application/problem+json"
    assert int(refused["Retry-After"]) > 0


@pytest.mark.parametrize(
    ("name", "plant"),
    [
        ("tools", make.ToolPageFactory),
        ("cases", make.CasePageFactory),
        ("articles", make.ArticlePageFactory),
        ("publications", catalogue.PublicationPageFactory),
    ],
)
def test_longer_lists_cost_no_more_queries(client, name, plant):
    plant()
    get(client, name)
    counts = []
    for _round in range(2):
        with CaptureQueriesContext(connection) as captured:
            get(client, name)
        counts.append(len(captured))
        for _number in range(3):
            plant()
    assert counts[0] == counts[1] <= 8


def test_paths_with_many_tools_cost_no_more_queries(client):
    tools = [make.ToolPageFactory() for _number in range(6)]
    for count in (2, 6):
        steps = [("step", {"tool": t, "why": "So.", "optional": False}) for t in tools[:count]]
        make.ToolPathPageFactory(steps=steps)
    get(client, "paths")
    with CaptureQueriesContext(connection) as captured:
        get(client, "paths")
    assert len(captured) <= 12


def test_people_find_a_page_about_it(client):
    make.home_page()
    answer = client.get(BASE)
    assert answer.status_code == 200
    for words in (b"/api/v1/openapi.json", b"/oai?verb=Identify", b"/feeds/all.atom"):
        assert words in answer.content
