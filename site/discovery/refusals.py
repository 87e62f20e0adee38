"""What a machine is told when it asks for what cannot be given: plain words and the right code."""

from django.http import HttpResponse


class Refused(Exception):
    """A question that cannot be answered; its words say why, its status what kind of why."""

    def __init__(self, words: str, status: int = 400) -> None:
        super().__init__(words)
        self.status = status


def plain_refusal(words: str, status: int = 400) -> HttpResponse:
    """Return the words as plain text that nobody keeps."""
    response = HttpResponse(f"{words}\n", content_type="text/plain; charset=utf-8", status=status)
    response["Cache-Control"] = "no-store"
    return response
