"""The page of a client's question: six answers, options for the same money, a recommendation."""
