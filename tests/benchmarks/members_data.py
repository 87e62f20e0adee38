"""A hundred thousand invented members of ten thousand organisations, always the same ones."""

import json
import random
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any, Final

EPOCH: Final = datetime(2026, 1, 1, tzinfo=UTC)
SYLLABLES: Final = ("ba", "de", "li", "mo", "nu", "ra", "se", "ti", "vo", "zan", "kel", "mir")
TRADES: Final = ("Tile Works", "University", "Agency", "Institute", "Mill", "Network", "Lab")
PUBLIC: Final = json.dumps(
    dict.fromkeys(("stakeholder_group", "organisation", "country", "headline"), "everyone")
)


def word(dice: random.Random) -> str:
    """Return an invented word."""
    return "".join(dice.choices(SYLLABLES, k=dice.randint(2, 4))).capitalize()


def handle_of(number: int) -> str:
    """Return the handle of one member."""
    return f"member-{number}"


def address_of(number: int) -> str:
    """Return the address of one member."""
    return f"member-{number}@example.org"


def make(members: int, organisations: int) -> None:
    """Fill the empty tables: two of three members are listed, half of them for everyone."""
    from django.db import connection, transaction

    with transaction.atomic():
        firms = _organisations(organisations)
        people = _people(members)
        _profiles(people)
        _affiliations(people, firms)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _copy(table: str, columns: str, rows: Iterable[tuple[Any, ...]]) -> None:
    from django.db import connection

    with (
        connection.cursor() as cursor,
        cursor.copy(f'COPY "{table}" ({columns}) FROM STDIN') as target,
    ):
        for row in rows:
            target.write_row(row)


def _terms(scheme: str) -> list[int]:
    from vocabulary.models import Term

    found = Term.objects.filter(scheme=scheme, is_retired=False).order_by("pk")
    return list(found.values_list("pk", flat=True))


def _organisations(count: int) -> list[int]:
    from community.members.models import Organisation

    dice = random.Random(1)
    countries, kinds = _terms("country"), _terms("stakeholder_group")
    columns = "name, slug, kind_id, country_id, description, website, logo, domains, is_confirmed,"
    _copy(
        "members_organisation",
        f"{columns} is_example, created_at, updated_at",
        (
            (
                *(f"{word(dice)} {dice.choice(TRADES)} {number}", f"organisation-{number}"),
                *(dice.choice(kinds), dice.choice(countries), "", "", "", []),
                *(number % 10 != 0, False, EPOCH, EPOCH),
            )
            for number in range(count)
        ),
    )
    return list(Organisation.objects.order_by("pk").values_list("pk", flat=True))


def _people(count: int) -> list[int]:
    from community.members.models import User

    dice = random.Random(2)
    columns = "email, name, password, is_superuser, is_staff, is_active, is_sample, date_joined"
    _copy(
        "members_user",
        columns,
        (
            (
                *(address_of(number), f"{word(dice)} {word(dice)}", f"!{number}"),
                *(False, False, True, False, EPOCH - timedelta(hours=number)),
            )
            for number in range(count)
        ),
    )
    keys = list(User.objects.order_by("pk").values_list("pk", flat=True))
    _copy(
        "account_emailaddress",
        'user_id, email, verified, "primary"',
        ((key, address_of(number), True, True) for number, key in enumerate(keys)),
    )
    return keys


def _profiles(people: list[int]) -> None:
    from community.members.models import Profile

    dice = random.Random(3)
    countries, groups, themes = _terms("country"), _terms("stakeholder_group"), _terms("theme")
    columns = "user_id, handle, headline, stakeholder_group_id, organisation, role, country_id,"
    _copy(
        "members_profile",
        f"{columns} language, languages, time_zone, visibility, is_listed, trust, welcomed_at,"
        " updated_at",
        (
            (
                *(key, handle_of(number), f"Works on {word(dice)}", dice.choice(groups)),
                *(f"{word(dice)} {dice.choice(TRADES)}", "Engineer", dice.choice(countries)),
                *("en", ["en", dice.choice(("fr", "de", "es", "it"))], ""),
                *(PUBLIC if number % 2 else "{}", number % 3 != 0, 1, EPOCH, EPOCH),
            )
            for number, key in enumerate(people)
        ),
    )
    profiles = Profile.objects.order_by("user_id").values_list("pk", flat=True)
    pairs = [(key, dice.sample(themes, k=2)) for key in profiles]
    for table in ("members_profile_expertise", "members_profile_interests"):
        rows = ((key, theme) for key, chosen in pairs for theme in chosen)
        _copy(table, "profile_id, term_id", rows)


def _affiliations(people: list[int], firms: list[int]) -> None:
    dice = random.Random(4)
    states = ("claimed", "by-domain", "by-steward")
    _copy(
        "members_affiliation",
        "user_id, organisation_id, state, is_editor, created_at",
        (
            (key, dice.choice(firms), states[number % 3], False, EPOCH)
            for number, key in enumerate(people)
            if number % 5
        ),
    )


def make_heavy(user_id: int, *, mails: int) -> None:
    """Give one member years of mail and consents."""
    text = "Dear member, this happened while you were away. " * 80
    address = address_of(0)
    _copy(
        "outbox_message",
        "uuid, kind, topic, to_address, to_name, recipient_id, is_for_account, language, sender,"
        " reply_to, subject, text, html, calendar_method, headers, message_id, state, reason,"
        " server_reply, attempts, created_at, due_at",
        (
            (
                *(f"00000000-0000-4000-8000-{number:012d}", "events/registered", "", address, ""),
                *(user_id, True, "en", "INSPIRE <inspire@localhost>", "", f"Letter {number}"),
                *(text, f"<p>{text}</p>", "", "{}", f"<{number}@bench>", "accepted", "", "", 1),
                *(EPOCH, EPOCH),
            )
            for number in range(mails)
        ),
    )
    _copy(
        "members_consentrecord",
        "email, user_id, purpose, subject, is_given, wording, wording_version, language, source,"
        " method, recorded_at",
        (
            (
                *(address, user_id, "event", f"Event {number}", True, "I agree. " * 20, "1", "en"),
                *("sign-up", "checkbox", EPOCH),
            )
            for number in range(mails // 5)
        ),
    )
