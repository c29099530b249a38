gate-year = तलपट पर { $n } लिखा है, आधार तिथि { $m } है
bench-afar-done = बन्द करने के बाद
bench-afar-slips = { $n } गाँव; आपत्ति { $day } तक
bench-afar-objections = { $m } में से { $n } निपटीं
