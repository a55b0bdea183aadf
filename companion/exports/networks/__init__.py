"""Networks that an analysis found, as files: accounts with their communities, and ties with weight, p and q."""
