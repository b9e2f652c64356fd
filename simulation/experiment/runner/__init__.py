"""Running replicates: in cells, on threads or a cluster, kept so that none runs twice."""
