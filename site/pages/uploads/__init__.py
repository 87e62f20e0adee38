"""What may be uploaded: each check refuses a file with words that say what to do instead."""
