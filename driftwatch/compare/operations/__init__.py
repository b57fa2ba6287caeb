"""What changed about an operation and what it rests on: parameters, bodies, security, servers, links."""
