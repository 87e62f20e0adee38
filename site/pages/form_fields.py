"""Makes the questions of an editor's form into fields, with a trap for machines and a consent."""

from typing import Final

from wagtail.contrib.forms.forms import BaseForm, FormBuilder

LONGEST: Final = 4_000  # signs of a long answer
TRAP: Final = "website"
CONSENT: Final = "consent"


class PublicForm(BaseForm):
    """What every public form has beside its questions: a consent, and a trap for machines.

    The trap is a field that people neither see nor reach; whoever fills it in is a machine.
    """


class PublicFormBuilder(FormBuilder):
    """Builds a form whose errors say what to do."""
