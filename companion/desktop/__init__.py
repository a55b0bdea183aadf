"""The companion's window as a program of its own, or the default browser in its place."""
