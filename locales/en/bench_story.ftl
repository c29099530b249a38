gate-year = the trial balance says { $n }, the cut-off day is { $m }
bench-afar-done = After closing
bench-afar-slips = { $n } villages; objections until { $day }
bench-afar-objections = { $n } of { $m } settled
demo-bench-society = Sample society (old books at work)
demo-bench-custodian = secretary
demo-bench-book-1 = Ledger of short-term loans
demo-bench-book-2 = Cash book
