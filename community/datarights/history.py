"""What holds now of all that a person agreed to: the newest record of each purpose and subject."""

from dataclasses import dataclass

from community.members.consents import can_be_withdrawn
from community.members.models import ConsentRecord, User


@dataclass(frozen=True)
class Standing:
    """One consent that holds."""

    record: ConsentRecord
    can_be_withdrawn: bool

    @property
    def is_membership(self) -> bool:
        """Whether it is taken back by deleting the account."""
        return self.record.purpose == ConsentRecord.Purpose.MEMBERSHIP


def consents_of(user: User) -> list[Standing]:
    """Return the consents that hold, the newest first."""
    newest: dict[tuple[str, str], ConsentRecord] = {}
    for record in ConsentRecord.objects.of_person(email=user.email, user=user):
        newest.setdefault((record.purpose, record.subject), record)
    return [
        Standing(record=one, can_be_withdrawn=can_be_withdrawn(one.purpose))
        for one in newest.values()
        if one.is_given
    ]
