"""Pictures made from the app."""
