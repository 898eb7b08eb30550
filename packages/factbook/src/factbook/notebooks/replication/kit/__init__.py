"""What a bundle carries beside cells and data. Nothing here is imported by factbook: it is copied, and runs alone."""
