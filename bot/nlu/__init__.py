"""What was asked: from text to a query, scored and explained. Pure functions over immutable values, no I/O after load."""
