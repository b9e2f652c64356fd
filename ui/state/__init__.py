"""The state of a visit: its levers, and the address that reopens a page."""
