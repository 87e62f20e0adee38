"""The portal: page types, blocks, the look."""
