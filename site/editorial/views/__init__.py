"""The screens of editorial life: a public one for readers, the others at the desk."""
