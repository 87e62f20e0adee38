"""The portal: its look, its pages."""
