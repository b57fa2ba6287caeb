"""The bundled documentation site, in dated versions, and the server that plays it over loopback."""
