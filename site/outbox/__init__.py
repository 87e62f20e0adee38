"""The post room: mail written with the fact it tells, sent after commit, exactly accounted for."""
