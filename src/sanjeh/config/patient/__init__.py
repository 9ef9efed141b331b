"""Django's PostgreSQL, which waits for a server that restarts."""
