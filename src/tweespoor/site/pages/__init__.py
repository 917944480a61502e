"""Pages that show what several apps know; each asks the apps' queries and writes nothing."""
