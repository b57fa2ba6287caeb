"""The live API asked one call at a time, with a credential that nothing but the API sees."""
