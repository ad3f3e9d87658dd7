"""What more than one surface shows of the knowledge: facts, the timeline, topics, sources. Values, in no markup."""
