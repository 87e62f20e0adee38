"""The addresses of this room."""

from django.urls import path, register_converter

from toolbox import finder_views, list_views, own_views, paper_views


class CodeConverter:
    """The code of a tool in a path."""

    regex = r"[1-6]\.[1-9][0-9]?"

    def to_python(self, value: str) -> str:
        """Return the code as it stands."""
        return value

    def to_url(self, value: str) -> str:
        """Return the code as it stands."""
        return str(value)


class LetterConverter(CodeConverter):
    """The letter of a path, written small as addresses are."""

    regex = r"[a-z]"

    def to_python(self, value: str) -> str:
        """Return the letter as pages have it."""
        return value.upper()

    def to_url(self, value: str) -> str:
        """Return the letter written small."""
        return str(value).lower()


register_converter(CodeConverter, "toolcode")
register_converter(LetterConverter, "pathletter")

app_name = "toolbox"
urlpatterns = [
    path("", finder_views.door, name="door"),
    path("find/", finder_views.begin, name="find"),
    path("find/result/", finder_views.result, name="result"),
    path("find/<slug:name>/", finder_views.ask, name="question"),
    path("compare/", list_views.compare, name="compare"),
    path("shortlist/", list_views.shortlist, name="shortlist"),
    path("shortlist.pdf", paper_views.shortlist, name="shortlist_pdf"),
    path("mine/", own_views.mine, name="mine"),
    path("mine/add/", own_views.add, name="add"),
    path("mine/change/", own_views.change, name="change"),
    path("mine/short-list.pdf", paper_views.mine, name="mine_pdf"),
    path("<toolcode:code>.pdf", paper_views.tool, name="tool_pdf"),
    path("path-<pathletter:letter>.pdf", paper_views.path, name="path_pdf"),
]
