"""Controls: the circuit breakers and the integration loop."""
