"""What pyarrow writes, which is fetched when it is first asked for: only a format that needs it imports this."""
