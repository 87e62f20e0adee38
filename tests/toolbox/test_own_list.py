"""A member's list is kept, belongs to nobody else, and leaves with the account."""

import pytest

from community.members.rights import erase_person, export_person
from toolbox import actions
from toolbox.codes import MOST
from toolbox.models import ShortListEntry

pytestmark = pytest.mark.django_db


@pytest.fixture
def signed_in(client, bob):
    client.force_login(bob)
    return client


def codes(user):
    return [entry.tool.code for entry in ShortListEntry.objects.of(user).select_related("tool")]


def test_tools_are_added_at_the_end_and_once_each(toolbox, bob):
    assert actions.keep_tools(user=bob, tools=[toolbox["2.1"], toolbox["1.1"]]) == 2
    assert actions.keep_tools(user=bob, tools=[toolbox["1.1"], toolbox["3.1"]]) == 1
    assert codes(bob) == ["2.1", "1.1", "3.1"]


def test_a_full_list_takes_nothing_more(tool, bob):
    tools = [tool(f"1.{number}") for number in range(1, MOST + 2)]
    with pytest.raises(actions.ListIsFull):
        actions.keep_tools(user=bob, tools=tools)
    assert codes(bob) == []
    actions.keep_tools(user=bob, tools=tools[:MOST])
    with pytest.raises(actions.ListIsFull):
        actions.keep_tools(user=bob, tools=tools[MOST:])


def test_tools_move_and_go(toolbox, bob):
    actions.keep_tools(user=bob, tools=[toolbox[code] for code in ("1.1", "2.1", "3.1")])
    actions.move_tool(user=bob, code="3.1", by=-1)
    assert codes(bob) == ["1.1", "3.1", "2.1"]
    actions.drop_tool(user=bob, code="1.1")
    assert codes(bob) == ["3.1", "2.1"]
    for deed in (actions.drop_tool, lambda **k: actions.move_tool(by=1, **k)):
        with pytest.raises(actions.NoSuchTool):
            deed(user=bob, code="1.1")


def test_a_visitors_list_becomes_a_members_by_one_button(toolbox, signed_in, bob):
    page = signed_in.get("/tools/shortlist/?tools=2.1,1.1").content.decode()
    assert "Keep these on my own list" in page
    response = signed_in.post("/tools/mine/add/", {"tools": "2.1,1.1", "next": "/tools/mine/"})
    assert response.headers["Location"] == "/tools/mine/"
    assert codes(bob) == ["2.1", "1.1"]


def test_the_buttons_of_the_list_work_without_a_script(toolbox, signed_in, bob):
    actions.keep_tools(user=bob, tools=[toolbox["1.1"], toolbox["2.1"]])
    for change in ({"do": "up"}, {"do": "note", "note": " ask  Rui "}):
        signed_in.post("/tools/mine/change/", change | {"code": "2.1"})
    page = signed_in.get("/tools/mine/").content.decode()
    assert page.index("Tool 2.1") < page.index("Tool 1.1")
    assert "ask Rui" in page
    signed_in.post("/tools/mine/change/", {"do": "remove", "code": "2.1"})
    assert codes(bob) == ["1.1"]


def test_nobody_reaches_the_list_of_somebody_else(toolbox, client, bob, charlie):
    actions.keep_tools(user=bob, tools=[toolbox["1.1"]])
    actions.note_on_tool(user=bob, code="1.1", note="secret plan")
    client.force_login(charlie)
    client.post("/tools/mine/change/", {"do": "remove", "code": "1.1"})
    client.post("/tools/mine/change/", {"do": "note", "code": "1.1", "note": "hacked"})
    assert "secret plan" not in client.get("/tools/mine/").content.decode()
    assert ShortListEntry.objects.of(bob).get().note == "secret plan"
    assert client.get("/tools/mine/short-list.pdf").status_code == 404


def test_strangers_are_asked_to_sign_in(client, toolbox):
    for address in ("/tools/mine/", "/tools/mine/add/", "/tools/mine/change/"):
        assert client.get(address).status_code == 302
        assert "/accounts/login/" in client.post(address).headers["Location"]


@pytest.mark.parametrize(
    "change",
    [
        {},
        {"do": "explode", "code": "1.1"},
        {"do": "up", "code": "1.1' OR 1=1"},
        {"do": "up", "code": "6.9"},
        {"do": "note", "code": "1.1", "note": "x" * 100_000},
        {"do": "note", "code": "1.1", "note": "\x00\u202e"},
    ],
)
def test_strange_changes_get_a_clear_answer(toolbox, signed_in, bob, change):
    actions.keep_tools(user=bob, tools=[toolbox["1.1"]])
    response = signed_in.post("/tools/mine/change/", change, follow=True)
    assert response.status_code == 200
    assert codes(bob) == ["1.1"]


def test_a_note_is_cut_to_its_length(toolbox, bob):
    actions.keep_tools(user=bob, tools=[toolbox["1.1"]])
    actions.note_on_tool(user=bob, code="1.1", note="x" * 1_900)
    assert len(ShortListEntry.objects.get().note) == ShortListEntry.NOTE_LENGTH


def test_the_way_back_never_leaves_the_site(toolbox, signed_in):
    for target in ("https://evil.example/", "//evil.example", "javascript:alert(1)"):
        response = signed_in.post("/tools/mine/add/", {"tools": "1.1", "next": target})
        assert response.headers["Location"] == "/tools/mine/"


def test_a_tool_that_was_taken_down_stays_on_the_list_and_can_be_taken_off(toolbox, signed_in, bob):
    actions.keep_tools(user=bob, tools=[toolbox["1.1"], toolbox["2.1"]])
    toolbox["1.1"].unpublish()
    page = signed_in.get("/tools/mine/").content.decode()
    assert "not published any more" in page
    signed_in.post("/tools/mine/change/", {"do": "remove", "code": "1.1"})
    assert codes(bob) == ["2.1"]


def test_the_list_is_handed_out_and_erased_with_the_person(toolbox, bob):
    actions.keep_tools(user=bob, tools=[toolbox["1.1"]])
    told = export_person(email=bob.email, user=bob)["short list"]
    assert (told[0]["code"], told[0]["note"]) == ("1.1", "")
    erase_person(email=bob.email, user=bob)
    assert not ShortListEntry.objects.exists()


def test_the_list_is_never_kept_by_a_cache(signed_in, toolbox):
    assert "no-store" in signed_in.get("/tools/mine/").headers["Cache-Control"]
