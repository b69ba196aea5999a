"""The sweep log: a Markdown table of totals over time, drawn as a chart, filled from history."""
