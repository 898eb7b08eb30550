"""What all languages of figures share."""
