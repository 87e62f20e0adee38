"""Who is a robot and who merely looks like one."""

import pytest

from dissemination_metrics.robots import is_robot, list_version
from tests.dissemination_metrics.conftest import FIREFOX

WEBKIT = "AppleWebKit/537.36 (KHTML, like Gecko)"
PEOPLE = [
    FIREFOX,
    f"Mozilla/5.0 (Windows NT 10.0; Win64; x64) {WEBKIT} Chrome/141.0.0.0 Safari/537.36 Edg/141",
    f"Mozilla/5.0 (iPhone; CPU iPhone OS 18_1) {WEBKIT} Version/18.1 Mobile/15E148 Safari/604.1",
    f"Mozilla/5.0 (Linux; Android 10; CUBOT_NOTE_20 Build/QP1A) {WEBKIT} Chrome/120 Mobile",
    f"Mozilla/5.0 (iPhone; CPU iPhone OS 17_0) {WEBKIT} Mobile/15E148 [LinkedInApp]/9.29",
    f"Mozilla/5.0 (Linux; Android 12) {WEBKIT} Chrome/97 baiduboxapp/13.47.0.11 (Baidu; P1 12)",
    "Lynx/2.9.0 libwww-FM/2.14 SSL-MM/1.4.1",
]
ROBOTS = [
    "",
    "-",
    "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
    "SomeNewBot/1.0",
    "somenewbot/1.0",
    "Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; compatible; ChatGPT-User/1.0)",
    "Mozilla/5.0 (compatible; GPTBot/1.0)",
    "Claude-User/1.0",
    "PerplexityBot",
    "curl/8.5.0",
    "python-requests/2.32",
    "Wget/1.21",
    "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 HeadlessChrome/141.0.0.0 Safari/537.36",
    "UptimeRobot/2.0",
    "Mozilla/5.0 CUBOT Googlebot/2.1",
    "Mozilla/5.0 " + "x" * 600,
]


@pytest.mark.parametrize("user_agent", PEOPLE)
def test_people_are_counted(user_agent):
    assert not is_robot(user_agent)


@pytest.mark.parametrize("user_agent", ROBOTS)
def test_robots_are_not_counted(user_agent):
    assert is_robot(user_agent)


def test_the_list_says_of_which_day_it_is():
    assert list_version() == "2026-11-23"
