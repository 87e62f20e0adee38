"""Starts the whole site from nothing: database, migrations, sample content, web, worker, scheduler."""
