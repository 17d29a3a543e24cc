"""Reviews: their frozen figures, agenda and minutes."""
