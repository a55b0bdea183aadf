"""Pictures → arrays → landmarks → evidence."""
