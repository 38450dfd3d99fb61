"""What is kept from run to run, in SQLite: drafts a model wrote, articles read, facts and briefings."""
