"""What the database itself refuses to the application: whose the tables are, who may what, what is frozen."""
