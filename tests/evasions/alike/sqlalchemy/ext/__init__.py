"""Classes that have nothing to do with transactions and have the same members as those that do."""
