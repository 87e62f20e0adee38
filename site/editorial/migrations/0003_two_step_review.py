"""The review in two steps, for all pages that Wagtail's own single step was set for."""

from django.db import migrations

NAME = "Two-step review"
STEPS = (
    ("Editorial check", ("Editors", "Coordinators"), False),
    ("Approval", ("Editors", "Coordinators", "Administrators"), True),
)


def lay_down(apps, schema_editor):
    """Make the review once, and set it for the whole tree unless somebody chose another."""
    Workflow = apps.get_model("wagtailcore", "Workflow")
    WorkflowPage = apps.get_model("wagtailcore", "WorkflowPage")
    root = apps.get_model("wagtailcore", "Page").objects.filter(depth=1).first()
    if root is None or Workflow.objects.filter(name=NAME).exists():
        return
    workflow = Workflow.objects.create(name=NAME)
    for order, (name, groups, is_last) in enumerate(STEPS):
        add_step(apps, workflow, order, name, groups, is_last)
    here = WorkflowPage.objects.filter(page=root).first()
    if here is None:
        WorkflowPage.objects.create(page=root, workflow=workflow)
    elif here.workflow.name == "Moderators approval":
        here.workflow = workflow
        here.save()


def add_step(apps, workflow, order, name, groups, is_last):
    """Add one step, approved by the members of some groups."""
    steps = apps.get_model("editorial", "TwoPersonTask")
    kind, _created = apps.get_model("contenttypes", "ContentType").objects.get_or_create(
        app_label="editorial", model="twopersontask"
    )
    task = steps.objects.create(name=name, is_last=is_last, content_type=kind)
    task.groups.set(apps.get_model("auth", "Group").objects.filter(name__in=groups))
    apps.get_model("wagtailcore", "WorkflowTask").objects.create(
        workflow=workflow, task=task, sort_order=order
    )


class Migration(migrations.Migration):
    dependencies = [("editorial", "0002_roles"), ("contenttypes", "0002_remove_content_type_name")]

    operations = [migrations.RunPython(lay_down, migrations.RunPython.noop)]
