"""Whom an event reached, by stakeholder group and more: counted, then frozen for the reports."""
