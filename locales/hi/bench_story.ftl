gate-year = तलपट पर { $n } लिखा है, आधार तिथि { $m } है
bench-afar-done = बन्द करने के बाद
bench-afar-slips = { $n } गाँव; आपत्ति { $day } तक
bench-afar-objections = { $m } में से { $n } निपटीं
demo-bench-society = नमूना समिति (पुराने हिसाब पर काम चल रहा है)
demo-bench-custodian = सचिव
demo-bench-book-1 = अल्पकालीन ऋण खाता बही
demo-bench-book-2 = रोकड़ बही
