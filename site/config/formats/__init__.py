"""How dates and hours are written, where Django's own habit is not ours."""
