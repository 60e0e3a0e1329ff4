"""Pages that are pictures: made ready, recognised, and handed on as a `Page` of words and rulings like any other."""
