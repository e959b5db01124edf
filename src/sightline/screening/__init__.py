"""Who on the lists answers a query, why, and the certificate that lets anyone compute it again."""
