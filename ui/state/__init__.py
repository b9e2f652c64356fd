"""What a visit holds: levers, and the address that reopens them."""
