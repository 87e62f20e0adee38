"""What answers at the addresses of this room: readers on one side, staff on the other."""
