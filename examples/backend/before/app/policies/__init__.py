"""Policies: rules, limits and the evaluation of requests against them."""
