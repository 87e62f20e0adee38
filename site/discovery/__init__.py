"""What machines read: feeds, citations, harvesting, API, site map."""
