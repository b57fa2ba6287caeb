"""Plain pages: the calls that they name, and what each block says of which of them."""
