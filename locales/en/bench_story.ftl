gate-year = the trial balance says { $n }, the cut-off day is { $m }
bench-afar-done = After closing
bench-afar-slips = { $n } villages; objections until { $day }
bench-afar-objections = { $n } of { $m } settled
