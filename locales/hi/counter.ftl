# the working day: acts, forms, the business day
