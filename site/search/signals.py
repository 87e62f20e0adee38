"""What this room tells: the index has changed, and the index has fallen behind."""

from django.dispatch import Signal

# After commit, with `scopes`: the parts of the anonymous lane that show what changed.
entries_changed = Signal()
# After commit: there is more to refresh than the one who changed it should wait for.
index_fell_behind = Signal()
