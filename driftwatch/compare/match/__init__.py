"""What is the same thing as yesterday, under whatever name."""
