"""A form that an editor puts together: a contact form, a call for cases, a question to readers."""

from http import HTTPStatus
from typing import Any

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.template.response import TemplateResponse
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.contrib.forms.forms import WagtailAdminFormPageForm
from wagtail.contrib.forms.models import AbstractFormField, AbstractFormSubmission, FormMixin
from wagtail.contrib.forms.panels import FormSubmissionsPanel
from wagtail.fields import RichTextField
from wagtail.models import Page
from wagtail.search import index

from pages import blocks
from pages.form_fields import PublicFormBuilder
from pages.models.page import PlainPage, tabs


class FormField(AbstractFormField):
    """One question of a form."""

    page = ParentalKey("pages.FormPage", on_delete=models.CASCADE, related_name="form_fields")


class Submission(AbstractFormSubmission):
    """One filled form, kept as long as its page says."""

    email = models.EmailField(_("e-mail address"), blank=True, db_index=True)
    language = models.CharField(_("language"), max_length=10, blank=True)
    delete_on = models.DateField(_("deleted on"), db_index=True)

    class Meta(AbstractFormSubmission.Meta):
        verbose_name = _("filled form")
        verbose_name_plural = _("filled forms")


class FormPage(FormMixin, PlainPage):
    """A page with a form; what is sent is kept for a time and told to the project."""

    intro = RichTextField(_("text before the form"), features=blocks.RUNNING, blank=True)
    button_text = models.CharField(
        _("words on the button"), max_length=40, help_text=_("A verb: “Send the question”.")
    )
    consent_text = models.TextField(
        _("what the sender agrees to"),
        max_length=600,
        help_text=_("Says what becomes of the answers. Whoever sends ticks a box beside it."),
    )
    keep_days = models.PositiveSmallIntegerField(
        _("days until deletion"),
        default=180,
        validators=[MinValueValidator(1), MaxValueValidator(1825)],
        help_text=_("After so many days what was sent is deleted by itself."),
    )
    notify_address = models.EmailField(
        _("who is told"),
        blank=True,
        help_text=_("Gets a mail for each filled form. Empty: the contact address of the site."),
    )
    thanks_title = models.CharField(_("heading afterwards"), max_length=120)
    thanks_text = RichTextField(
        _("text afterwards"), features=blocks.INLINE, help_text=_("Says what happens next.")
    )

    base_form_class = WagtailAdminFormPageForm
    form_builder = PublicFormBuilder
    kind = "form"
    footer_place = "take_part"
    lane_params: tuple[str, ...] = ()
    page_description = _("A form put together by an editor; answers are deleted after a time.")
    template = "pages/form.html"
    landing_page_template = "pages/form_sent.html"
    parent_page_types = ["pages.HomePage", "pages.StandardPage"]
    subpage_types: list[str] = []

    search_fields = [*PlainPage.search_fields, index.SearchField("intro")]
    edit_handler = tabs(
        [
            *Page.content_panels,
            FieldPanel("summary"),
            FieldPanel("intro"),
            InlinePanel("form_fields", heading=_("Questions"), label=_("Question"), min_num=1),
            FieldPanel("button_text"),
            MultiFieldPanel(
                [FieldPanel("thanks_title"), FieldPanel("thanks_text")], heading=_("Afterwards")
            ),
        ],
        (
            _("Data protection"),
            [
                FormSubmissionsPanel(),
                FieldPanel("consent_text"),
                FieldRowPanel([FieldPanel("keep_days"), FieldPanel("notify_address")]),
            ],
        ),
    )

    class Meta:
        verbose_name = _("form")
        verbose_name_plural = _("forms")

    def get_submission_class(self) -> type[Submission]:
        """Return the model in which filled forms are kept."""
        return Submission

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Return the page with its empty form. What is typed is sent to a door of its own.

        There it is counted and checked where it comes from; a page knows neither.
        """
        if request.method not in {"GET", "HEAD"}:
            return HttpResponseNotAllowed(["GET", "HEAD"])
        return self.show(request, self.get_form(page=self))

    def show(self, request: HttpRequest, form: Any, status: int = HTTPStatus.OK) -> HttpResponse:
        """Return the page with a form, also one that was filled in wrongly."""
        context = self.get_context(request) | {"form": form}
        return TemplateResponse(request, self.get_template(request), context, status=status)
