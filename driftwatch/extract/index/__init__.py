"""Which pages a site has, and what they are called in it: llms.txt, sitemaps, tables of contents."""
