"""The post room: mail written in the caller's transaction, sent after commit, exactly accounted for."""
