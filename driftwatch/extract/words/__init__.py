"""What words of documentation mean, in many languages: tables of data, and the forms that they are brought to."""
