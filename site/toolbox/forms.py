"""What a member sends from the short list."""

from django import forms

from toolbox.codes import LONGEST

DEEDS = ("up", "down", "remove", "note")


class ChangeForm(forms.Form):
    """One change of one tool on the list."""

    do = forms.ChoiceField(choices=[(deed, deed) for deed in DEEDS])
    code = forms.RegexField(r"^[1-6]\.[1-9][0-9]?$", max_length=5)
    # Longer notes are cut by the action: nobody should lose what was typed.
    note = forms.CharField(required=False, max_length=LONGEST)
