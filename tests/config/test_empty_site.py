"""What there is to do before anything has been written."""

from django.urls import reverse


def test_without_lists_there_is_nothing_to_write_below(people, client):
    client.force_login(people["editor"])
    html = client.get(reverse("wagtailadmin_home")).content
    assert b"See what is coming" in html
    assert b"/admin/pages/add/" not in html
