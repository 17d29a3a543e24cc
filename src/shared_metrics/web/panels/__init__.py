"""Parts of a page that show one kind of thing; values in, screen out."""
