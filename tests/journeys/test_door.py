"""At the door: by keyboard, by name, without a connection, on two devices, by the camera."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import segno
from playwright.sync_api import Browser, BrowserContext, BrowserType, Page, expect

from tests.journeys.doorway import Doorway, prepare
from tests.journeys.measures import faults
from tests.running import RunningSite


@pytest.fixture
def doorway(open_site: RunningSite) -> Iterator[Doorway]:
    """An event that goes on, with four people and Bob at the door."""
    made = prepare(open_site)
    yield made
    made.clear()


def stand_at_the_door(page: Page, doorway: Doorway, device: str) -> None:
    """Open the door and wait until this device could do without a connection."""
    page.goto(doorway.path)
    page.get_by_text("This device", exact=True).click()
    page.get_by_label("What others call it").fill(device)
    page.get_by_label("What others call it").blur()
    expect(page.locator("#of-all")).to_have_text("of 4 here")
    page.evaluate("navigator.serviceWorker.ready")
    page.wait_for_function("async (path) => Boolean(await caches.match(path))", arg=doorway.path)


def scan(page: Page, code: str) -> None:
    """Do as a scanner does that types: the code, then Enter."""
    page.get_by_label("Code or name").fill(code)
    page.keyboard.press("Enter")


def test_a_helper_scans_searches_and_takes_back(page: Page, sign_in, doorway: Doorway):
    ann, ben, *_ = doorway.people
    sign_in("Bob Member")
    stand_at_the_door(page, doorway, "Front door")
    expect(page.get_by_label("Code or name")).to_be_visible()
    scan(page, ann["code"])
    expect(page.locator("#result-title")).to_have_text("Welcome")
    expect(page.locator("#result-name")).to_have_text(ann["name"])
    expect(page.locator("#present")).to_have_text("1")
    scan(page, ann["code"].lower())
    expect(page.locator("#result-title")).to_have_text("Checked in already")
    expect(page.locator("#result-earlier")).to_contain_text("“Front door” by Bob Member")
    page.get_by_label("Code or name").press_sequentially("birch", delay=20)
    page.get_by_role("button", name="Ben Birch").click()
    expect(page.locator("#result-title")).to_have_text("Welcome")
    expect(page.locator("#present")).to_have_text("2")
    page.locator("#undo").click()
    expect(page.locator("#result-title")).to_have_text("Taken back")
    expect(page.locator("#present")).to_have_text("1")
    page.get_by_label("Code or name").fill("door1@example.org")
    expect(page.get_by_role("button", name="Ben Birch")).to_be_visible()
    scan(page, "0" * 26)
    expect(page.locator("#result-title")).to_have_text("Unknown code")
    scan(page, f"http://x.example/meet/seat/{ben['token']}/ticket/")
    expect(page.locator("#result-name")).to_have_text(ben["name"])
    assert doorway.ask()["states"][str(ben["key"])] == "attended"
    assert faults(page) == []


def test_two_scans_without_a_connection_are_two_scans_at_the_site(
    page: Page, context: BrowserContext, sign_in, doorway: Doorway
):
    ann, ben, *_ = doorway.people
    sign_in("Bob Member")
    stand_at_the_door(page, doorway, "Front door")
    context.set_offline(True)
    scan(page, ann["code"])
    expect(page.locator("#result-name")).to_have_text(ann["name"])
    expect(page.locator("#link-text")).to_have_text("Offline. 1 scan waiting to be sent")
    assert doorway.ask()["scans"] == []
    page.close()  # the battery is empty
    again = context.new_page()
    context.set_offline(True)
    again.goto(doorway.path)
    expect(again.locator("#link-text")).to_have_text("Offline. 1 scan waiting to be sent")
    scan(again, ben["code"])
    expect(again.locator("#result-name")).to_have_text(ben["name"])
    expect(again.locator("#link-text")).to_have_text("Offline. 2 scans waiting to be sent")
    context.set_offline(False)
    expect(again.locator("#link-text")).to_have_text("Online")
    expect(again.locator("#present")).to_have_text("2")
    assert doorway.ask()["scans"] == [
        [ann["key"], "ok", True, "Front door"],
        [ben["key"], "ok", True, "Front door"],
    ]
    expect(again.locator("#clashes")).to_be_hidden()


def test_one_ticket_on_two_devices_without_a_connection_is_told_to_both(
    page: Page, context: BrowserContext, browser: Browser, browser_context_args, sign_in, doorway
):
    ann = doorway.people[0]
    sign_in("Bob Member")
    other = browser.new_context(**browser_context_args | {"storage_state": context.storage_state()})
    second = other.new_page()
    devices = ((context, page, "Front door"), (other, second, "Back door"))
    for its_context, its_page, name in devices:
        stand_at_the_door(its_page, doorway, name)
        its_context.set_offline(True)
        scan(its_page, ann["code"])
        expect(its_page.locator("#result-title")).to_have_text("Welcome")
    context.set_offline(False)
    expect(page.locator("#link-text")).to_have_text("Online")
    expect(page.locator("#clashes")).to_be_hidden()
    other.set_offline(False)
    expect(second.locator("#clash-list")).to_contain_text("Checked in already")
    expect(second.locator("#clash-list")).to_contain_text("“Front door”")
    expect(page.locator("#clash-list")).to_contain_text("scanned on two devices")
    expect(page.locator("#clash-list")).to_contain_text("“Back door”")
    assert [row[1] for row in doorway.ask()["scans"]] == ["ok", "duplicate"]
    page.get_by_role("button", name="Seen").click()
    expect(page.locator("#clashes")).to_be_hidden()
    other.close()


def test_the_list_leaves_the_device_and_the_queue_stays(
    page: Page, context: BrowserContext, sign_in, doorway: Doorway
):
    sign_in("Bob Member")
    stand_at_the_door(page, doorway, "Front door")
    assert "Ann Alder" in kept(page)
    assert "door0@example.org" not in kept(page)
    context.set_offline(True)
    scan(page, doorway.people[0]["code"])
    expect(page.locator("#link-text")).to_contain_text("1 scan waiting")
    context.set_offline(False)
    expect(page.locator("#link-text")).to_have_text("Online")
    page.goto("/accounts/logout/")
    page.get_by_role("button", name="Sign out").last.click()
    page.wait_for_url(lambda url: "logout" not in url)
    assert "door-people" not in page.evaluate(
        "async () => (await indexedDB.databases()).map((one) => one.name)"
    )


def test_the_camera_reads_a_ticket(
    page: Page,
    browser_type: BrowserType,
    browser_type_launch_args,
    browser_context_args,
    sign_in,
    doorway: Doorway,
    tmp_path: Path,
):
    """This Chromium reads no codes by itself: the decoder of ours does it."""
    ann = doorway.people[0]
    film(tmp_path / "ticket.y4m", ann["code"])
    sign_in("Bob Member")
    camera = (
        *("--use-fake-ui-for-media-stream", "--use-fake-device-for-media-stream"),
        f"--use-file-for-fake-video-capture={tmp_path / 'ticket.y4m'}",
    )
    arguments = [*browser_type_launch_args["args"], *camera]
    seeing = browser_type.launch(**browser_type_launch_args | {"args": arguments})
    context = seeing.new_context(
        **browser_context_args | {"storage_state": page.context.storage_state()}
    )
    phone = context.new_page()
    phone.goto(doorway.path)
    phone.get_by_role("button", name="Scan with the camera").click()
    expect(phone.locator("#result-name")).to_have_text(ann["name"])
    expect(phone.locator("#result-title")).to_have_text("Welcome")
    phone.get_by_role("button", name="Stop the camera").click()
    expect(phone.locator("#video")).to_be_hidden()
    seeing.close()
    assert [row[1] for row in doorway.ask()["scans"]] == ["ok"]


def film(path: Path, code: str) -> None:
    """Write a film of two pictures that show a ticket (YUV4MPEG2)."""
    width, height, size = 640, 480, 10
    modules = [list(row) for row in segno.make(code, error="m", micro=False).matrix_iter(border=4)]
    left, top = (width - len(modules) * size) // 2, (height - len(modules) * size) // 2
    rows = []
    for y in range(height):
        row = bytearray(b"\xeb" * width)
        at = (y - top) // size
        if 0 <= at < len(modules):
            for x, is_dark in enumerate(modules[at]):
                if is_dark:
                    row[left + x * size : left + (x + 1) * size] = b"\x10" * size
        rows.append(bytes(row))
    picture = b"FRAME\n" + b"".join(rows) + b"\x80" * (width * height // 2)
    head = f"YUV4MPEG2 W{width} H{height} F10:1 Ip A1:1 C420jpeg\n".encode()
    path.write_bytes(head + picture * 2)


def kept(page: Page) -> str:
    """Return all that the device keeps of the people."""
    return page.evaluate(
        """() => new Promise((done) => {
            const opening = indexedDB.open("door-people");
            opening.onsuccess = () => {
                const all = opening.result.transaction("lists").objectStore("lists").getAll();
                all.onsuccess = () => { opening.result.close(); done(JSON.stringify(all.result)); };
            };
        })"""
    )
