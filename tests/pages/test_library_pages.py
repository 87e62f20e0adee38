"""Questions, the press room, private files, and what all of the library costs in queries."""

import pytest
from django.core.files.base import ContentFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import PageViewRestriction, ReferenceIndex

from pages.models import PressPage, PublicationFile, SiteDocument
from tests.factories import library as make
from tests.factories.pages import image

pytestmark = pytest.mark.django_db
LEAF, LISTING = 6, 10


def queries(client, address):
    client.get(address)
    with CaptureQueriesContext(connection) as captured:
        response = client.get(address)
    assert response.status_code == 200, address
    assert not response.cookies
    return [query["sql"] for query in captured]


def document(name="a.txt", data=b"words"):
    return SiteDocument.objects.create(title="A paper", file=ContentFile(data, name=name))


def test_questions_open_to_their_answers_below_headings(client):
    html = client.get(make.FaqPageFactory().url).content.decode()
    assert '<h2 class="ruled" id="money">Money</h2>' in html
    assert "<summary><h3>Who pays?</h3></summary>" in html
    assert 'href="#time"' in html


def test_a_heading_without_questions_is_left_out(client):
    html = client.get(make.FaqPageFactory(entries=(("heading", "Alone"),)).url).content.decode()
    assert "Alone" not in html


def test_the_press_room_offers_words_files_and_reports_the_newest_first(client):
    paper, drawing = document(), image()
    page = make.PressPageFactory(
        downloads=[
            ("file", {"title": "Sheet", "document": paper, "image": None, "note": ""}),
            ("file", {"title": "Mark", "document": None, "image": drawing, "note": ""}),
        ],
        coverage=[
            (
                "report",
                {"title": "Old", "outlet": "A", "date": "2025-01-01", "url": "", "language": "en"},
            ),
            (
                "report",
                {"title": "New", "outlet": "B", "date": "2026-01-01", "url": "", "language": "en"},
            ),
        ],
    )
    html = client.get(page.url).content.decode()
    assert paper.url in html
    assert drawing.file.url in html
    assert html.index(">New<") < html.index(">Old<")
    assert "mailto:press@example.org" in html


def test_a_file_of_the_media_kit_is_an_image_or_a_document():
    block = PressPage.downloads.field.stream_block.child_blocks["file"]
    from wagtail.blocks import StructBlockValidationError

    with pytest.raises(StructBlockValidationError):
        block.clean(block.to_python({"title": "None", "image": None, "document": None, "note": ""}))


@pytest.fixture
def private_paper(settings, tmp_path):
    """A publication with one file, for signed-in readers only."""
    settings.MEDIA_ROOT = tmp_path
    settings.STORAGES = settings.STORAGES | {
        "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"}
    }
    paper = document()
    page = make.PublicationPageFactory()
    page.files = [PublicationFile(document=paper)]
    page.save()
    ReferenceIndex.create_or_update_for_object(page)
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)
    return paper, page


def test_a_file_of_a_private_page_is_as_private_as_the_page(client, private_paper, bob):
    paper, _page = private_paper
    assert client.get(paper.url).status_code == 302
    client.force_login(bob)
    assert client.get(paper.url).status_code == 200


def test_a_file_that_a_public_page_offers_as_well_is_public(client, private_paper):
    paper, _page = private_paper
    other = make.PublicationPageFactory()
    other.files = [PublicationFile(document=paper)]
    other.save()
    ReferenceIndex.create_or_update_for_object(other)
    assert client.get(paper.url).status_code == 200


def test_a_file_behind_a_password_is_not_handed_out_beside_the_page(client, private_paper):
    paper, page = private_paper
    page.view_restrictions.update(restriction_type=PageViewRestriction.PASSWORD, password="x")
    assert client.get(paper.url).status_code == 403


def test_a_leaf_costs_what_it_may_with_a_hundred_rows_as_with_three(client):
    make.directory()
    make.glossary()
    partner = make.PartnerFactory(slug="lakeshore")
    people = [make.PersonFactory(organisation=partner) for _ in range(5)]
    page = make.PublicationPageFactory(people=people, doi="10.5555/x")
    page.files = [PublicationFile(document=document(f"{n}.txt")) for n in range(3)]
    page.save()
    term = make.GlossaryTermFactory(slug="term")
    term.related_terms = [make.GlossaryTermFactory() for _ in range(5)]
    term.save()
    addresses = {  # with cards of works or tools, a page counts as a list
        page.get_url(): LEAF + 2,
        "/glossary/term/": LISTING,
        "/partners/lakeshore/": LISTING,
        f"/partners/people/{people[0].slug}/": LISTING,
        make.FaqPageFactory().url: LEAF,
        make.PressPageFactory().url: LEAF,
        make.form_page().url: LEAF + 1,
    }
    for address, budget in addresses.items():
        asked = queries(client, address)
        assert len(asked) <= budget, "\n".join([address, *asked])


@pytest.mark.usefixtures("long_running")
@pytest.mark.parametrize("what", ["publications", "glossary", "partners"])
def test_a_list_of_thirty_costs_what_a_list_of_three_costs(client, what):
    def more(count):
        for _ in range(count):
            if what == "publications":
                make.PublicationPageFactory(people=[make.PersonFactory()])
            elif what == "glossary":
                make.GlossaryTermFactory(synonyms=["Other"])
            else:
                make.PersonFactory(organisation=make.PartnerFactory())

    index = {"glossary": make.glossary, "partners": make.directory}.get(what)
    more(3)
    page = index() if index else make.PublicationPageFactory().get_parent()
    few = queries(client, page.url)
    more(20)
    many = queries(client, page.url)
    assert len(many) == len(few) <= LISTING, "\n".join(many)
